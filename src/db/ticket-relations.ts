// How tickets belong together: duplicates that were merged into one, and related ones that were linked. And what was taken off one.
import type { CompanyId, TicketId } from '../domain/ids.ts'
import type { TicketStatus } from '../domain/ticket.ts'
import type { Tx } from './client.ts'

export interface RelatedTicket {
  readonly id: TicketId
  readonly number: number
  readonly companyId: CompanyId
  readonly summary: string
  readonly status: TicketStatus
  /** "into": the ticket was merged into this one; "merged": this one was merged into the ticket. */
  readonly relation: 'into' | 'merged' | 'linked'
}

/** By number. */
export async function findRelatedTickets(tx: Tx, id: TicketId): Promise<readonly RelatedTicket[]> {
  return tx.sql.$queryRaw<RelatedTicket[]>`
    SELECT t.id::text, t.number, t.company_id::text AS "companyId", t.summary, t.status, r.relation
    FROM (
      SELECT merged_into_id AS id, 'into' AS relation FROM ticket WHERE id = ${id}::uuid AND merged_into_id IS NOT NULL
      UNION ALL SELECT id, 'merged' FROM ticket WHERE merged_into_id = ${id}::uuid
      UNION ALL SELECT other_id, 'linked' FROM ticket_link WHERE ticket_id = ${id}::uuid
      UNION ALL SELECT ticket_id, 'linked' FROM ticket_link WHERE other_id = ${id}::uuid
    ) r JOIN ticket t ON t.id = r.id ORDER BY t.number`
}

/** The ticket that this one was merged into; null when it was not. */
export async function findMergedInto(tx: Tx, id: TicketId): Promise<{ id: TicketId; number: number } | null> {
  const [row] = await tx.sql.$queryRaw<{ id: TicketId; number: number }[]>`
    SELECT t.id::text, t.number FROM ticket d JOIN ticket t ON t.id = d.merged_into_id WHERE d.id = ${id}::uuid`
  return row ?? null
}

/**
 * One locked ticket becomes part of another: what was merged into it before goes along, its circle joins the other's, and what is
 * said in reply to its messages belongs there by `findMergedInto`. Comments and files stay where they were said: they are what
 * its clocks were counted from.
 */
export async function mergeTicketRows(tx: Tx, from: TicketId, into: TicketId): Promise<void> {
  await tx.sql
    .$executeRaw`UPDATE ticket SET merged_into_id = ${into}::uuid WHERE id = ${from}::uuid OR merged_into_id = ${from}::uuid`
  await tx.sql.$executeRaw`
    INSERT INTO ticket_participant (ticket_id, contact_id)
    SELECT ${into}::uuid, contact_id FROM ticket_participant WHERE ticket_id = ${from}::uuid ON CONFLICT DO NOTHING`
}

/** @returns false when they were linked before. */
export async function linkTicketRows(tx: Tx, one: TicketId, other: TicketId): Promise<boolean> {
  const [first, second] = [one, other].sort()
  const linked = await tx.sql.$executeRaw`
    INSERT INTO ticket_link (ticket_id, other_id, created_at) VALUES (${first}::uuid, ${second}::uuid, ${tx.now}) ON CONFLICT DO NOTHING`
  return linked > 0
}

/** @returns false when they were not linked. */
export async function unlinkTicketRows(tx: Tx, one: TicketId, other: TicketId): Promise<boolean> {
  const [first, second] = [one, other].sort()
  const unlinked = await tx.sql
    .$executeRaw`DELETE FROM ticket_link WHERE ticket_id = ${first}::uuid AND other_id = ${second}::uuid`
  return unlinked > 0
}

/** The last answers that were taken back, and by whom. */
export async function findRemovedAnswers(tx: Tx, id: TicketId): Promise<readonly { name: string; at: Date }[]> {
  return tx.sql.$queryRaw<{ name: string; at: Date }[]>`
    SELECT coalesce(e.name, '') AS name, v.at FROM ticket_event v LEFT JOIN engineer e ON e.id = v.engineer_id
    WHERE v.ticket_id = ${id}::uuid AND v.kind = 'answer-removed' ORDER BY v.id DESC LIMIT 3`
}
