// Terms of training and fixed tasks: proposed by an engineer, agreed to by the client.
import { randomUUID } from 'node:crypto'
import type { ContactId, EngineerId, TicketId } from '../domain/ids.ts'
import type { AgreedWorkKind, WorkTerms } from '../domain/work-terms.ts'
import type { Tx } from './client.ts'
import type { WorkTerms as Row } from './generated/client.ts'

function toTerms(row: Row): WorkTerms {
  return {
    ...row,
    ticketId: row.ticketId as TicketId,
    engineerId: row.engineerId as EngineerId,
    kind: row.kind as AgreedWorkKind,
    state: row.state as WorkTerms['state'],
  }
}

/** What was proposed before for the same work, and not answered, gives way. */
export async function insertWorkTerms(tx: Tx, terms: Omit<WorkTerms, 'id' | 'state' | 'createdAt'>): Promise<WorkTerms> {
  await tx.sql.workTerms.updateMany({
    where: { ticketId: terms.ticketId, kind: terms.kind, state: 'proposed' },
    data: { state: 'replaced' },
  })
  return toTerms(await tx.sql.workTerms.create({ data: { ...terms, id: randomUUID(), state: 'proposed', createdAt: tx.now } }))
}

/** Null: none of that ticket. */
export async function findWorkTerms(tx: Tx, ticketId: TicketId, id: string): Promise<WorkTerms | null> {
  const row = await tx.sql.workTerms.findFirst({ where: { id, ticketId } })
  return row === null ? null : toTerms(row)
}

/** What was proposed or agreed on a ticket and stands, in order. */
export async function findStandingTerms(tx: Tx, ticketId: TicketId): Promise<readonly WorkTerms[]> {
  const rows = await tx.sql.workTerms.findMany({
    where: { ticketId, state: { in: ['proposed', 'agreed'] } },
    orderBy: { startsAt: 'asc' },
  })
  return rows.map(toTerms)
}

/** The ticket must be locked. */
export async function decideWorkTerms(
  tx: Tx,
  id: string,
  decision: { readonly state: 'agreed' | 'declined'; readonly contactId: ContactId },
): Promise<void> {
  await tx.sql.workTerms.update({ where: { id }, data: { ...decision, decidedAt: tx.now } })
}
