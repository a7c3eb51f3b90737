// Where ticket numbers begin. They only ever go up.
import type { Tx } from './client.ts'

/** Lets the next ticket have at least this number; numbers already given are never given again. */
export async function startTicketNumbers(tx: Tx, start: number): Promise<void> {
  await tx.sql.$queryRaw`
    SELECT setval('ticket_number_seq', ${start}, false)::text FROM "ticket_number_seq"
    WHERE (NOT "is_called" OR ${start} > "last_value") AND ${start} > (SELECT COALESCE(MAX("number"), 0) FROM "ticket")`
}
