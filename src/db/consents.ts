// What clients agreed to pay for on a ticket before the work starts: once for each kind, with the price that was shown.
import type { ContactId, TicketId } from '../domain/ids.ts'
import type { PlanTerms } from '../domain/plan-terms.ts'
import type { Tx } from './client.ts'

export interface Consent {
  readonly contactName: string
  readonly cents: number
  readonly currency: string
  readonly at: Date
}

/** To work that costs something; to work after hours; to a further incident, by its number ("incident-2"). */
export type ConsentKind = 'billable' | 'after-hours' | `incident-${number}`

/** All that was agreed to on a ticket, by its kind. */
export async function findConsents(tx: Tx, ticketId: TicketId): Promise<ReadonlyMap<string, Consent>> {
  const rows = await tx.sql.$queryRaw<(Consent & { readonly kind: string })[]>`
    SELECT c.kind, c.rate_cents AS "cents", c.currency, c.at, k.name AS "contactName"
    FROM consent c JOIN contact k ON k.id = c.contact_id WHERE c.ticket_id = ${ticketId}::uuid`
  return new Map(rows.map(({ kind, ...consent }) => [kind, consent]))
}

export interface TicketDeal {
  /** Null for a ticket from before plans. */
  readonly terms: PlanTerms | null
  /** The earliest due time of its running response clocks. */
  readonly dueAt: Date | null
  /** To work without a plan. */
  readonly consent: Consent | null
}

/** The ticket must exist. */
export async function findTicketDeal(tx: Tx, ticketId: TicketId): Promise<TicketDeal> {
  type Row = Pick<TicketDeal, 'terms' | 'dueAt'> & { [Key in keyof Consent]: Consent[Key] | null }
  const [row] = await tx.sql.$queryRaw<Row[]>`
    SELECT t.terms, t.due_at AS "dueAt", c.rate_cents AS "cents", c.currency, c.at, k.name AS "contactName"
    FROM ticket t LEFT JOIN consent c ON c.ticket_id = t.id AND c.kind = 'billable' LEFT JOIN contact k ON k.id = c.contact_id
    WHERE t.id = ${ticketId}::uuid`
  if (row === undefined) throw new Error('no such ticket')
  const { terms, dueAt, contactName, cents, currency, at } = row
  const agreed = contactName !== null && cents !== null && currency !== null && at !== null
  return { terms, dueAt, consent: agreed ? { contactName, cents, currency, at } : null }
}

/** @returns false when somebody agreed before; then nothing changes. */
export async function insertConsent(
  tx: Tx,
  ticketId: TicketId,
  consent: { readonly contactId: ContactId; readonly cents: number; readonly currency: string },
  kind: ConsentKind = 'billable',
): Promise<boolean> {
  const inserted = await tx.sql.$executeRaw`
    INSERT INTO consent (ticket_id, kind, contact_id, rate_cents, currency, at)
    VALUES (${ticketId}::uuid, ${kind}, ${consent.contactId}::uuid, ${consent.cents}, ${consent.currency}, ${tx.now})
    ON CONFLICT (ticket_id, kind) DO NOTHING`
  return inserted > 0
}
