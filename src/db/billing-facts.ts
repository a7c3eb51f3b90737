// What the charges of a company are counted from, as it is stored: a handful of statements, however long its history. What is made
// of it is domain/billing.ts.
import type { Allowance, BetterPlan, BilledEntry, BilledSubscription, BilledTicket } from '../domain/billing-facts.ts'
import type { CompanyId, TicketId } from '../domain/ids.ts'
import type { PlanTerms } from '../domain/plan-terms.ts'
import type { Priority } from '../domain/priority.ts'
import { findAllAllowances } from './allowances.ts'
import type { Tx } from './client.ts'
import { Prisma } from './generated/client.ts'

export interface StoredBilling {
  readonly tickets: readonly (BilledTicket & { readonly number: number })[]
  readonly entries: readonly BilledEntry[]
  readonly subscriptions: readonly BilledSubscription[]
  readonly allowances: readonly Allowance[]
}

/**
 * Tickets from before plans are left out: nothing was promised or asked for on them.
 * @param packets plans with quotas, "<catalogue>|<plan>": their tickets count as requests also when nobody worked on them.
 */
export async function loadBilling(tx: Tx, companyId: CompanyId, packets: readonly string[]): Promise<StoredBilling> {
  return {
    // Before the tickets: a ticket that is opened meanwhile then has no entries here.
    entries: toEntries(await findEntries(tx, companyId)),
    tickets: (await findTickets(tx, companyId, packets)).map(toTicket),
    subscriptions: await findSubscriptions(tx, companyId),
    allowances: await findAllAllowances(tx, companyId),
  }
}

/** Null: no such company. */
export async function findBilledCompany(tx: Tx, id: CompanyId): Promise<{ readonly language: string | null } | null> {
  const [row] = await tx.sql.$queryRaw<{ language: string | null }[]>`SELECT language FROM company WHERE id = ${id}::uuid`
  return row ?? null
}

type EntryRow = Omit<BilledEntry, 'originId' | 'startedAt'> & { readonly startedAt: number; readonly correctsId: string | null }

/** Ticket by ticket by its index (OFFSET keeps the planner from reading the whole table instead). */
function findEntries(tx: Tx, companyId: CompanyId): Promise<EntryRow[]> {
  return tx.sql.$queryRaw<EntryRow[]>`
    SELECT e.id::text, e.ticket_id::text AS "ticketId", (extract(epoch FROM e.started_at) * 1000)::float8 AS "startedAt", e.seconds,
      e.level, e.kind, e.task, e.quantity, e.after_hours_agreed AS "afterHoursAgreed", e.billable_agreed AS "billableAgreed",
      e.corrects_id::text AS "correctsId"
    FROM ticket t CROSS JOIN LATERAL (SELECT * FROM time_entry WHERE ticket_id = t.id OFFSET 0) e
    WHERE t.company_id = ${companyId}::uuid`
}

/** Without those that were corrected; each with the first of the row of corrections that led to it. */
function toEntries(rows: readonly EntryRow[]): readonly BilledEntry[] {
  const corrects = new Map(rows.flatMap(({ id, correctsId }) => (correctsId === null ? [] : [[id, correctsId] as const])))
  const corrected = new Set(corrects.values())
  return rows.flatMap(({ correctsId: _, startedAt, ...row }) => {
    if (corrected.has(row.id)) return []
    let originId = row.id
    for (let earlier = corrects.get(originId); earlier !== undefined; earlier = corrects.get(originId)) originId = earlier
    return [{ ...row, startedAt: new Date(startedAt), originId }]
  })
}

interface TicketRow {
  readonly id: TicketId
  readonly number: number
  readonly openedAt: Date
  /** "<catalogue>|<plan>" of the terms it has now. */
  readonly termsName: string
  readonly priority: Priority
  readonly isDuplicate: boolean
  readonly billableAgreed: boolean
  readonly afterHoursAgreed: boolean
  /** Changes of priority and better plans, in order; null: none. */
  readonly changes: readonly Change[] | null
}

type Change = { readonly at: string } & (
  | { readonly kind: 'priority'; readonly from: Priority; readonly to: Priority }
  | { readonly kind: 'plan'; readonly from: PlanTerms; readonly to: PlanTerms }
)

/** Of the table called `t`. */
const ticketColumns = Prisma.sql`
  SELECT t.id::text, t.number, t.opened_at AS "openedAt", t.terms_name AS "termsName", t.priority,
    t.merged_into_id IS NOT NULL AS "isDuplicate",
    coalesce((SELECT true FROM consent c WHERE c.ticket_id = t.id AND c.kind = 'billable'), false) AS "billableAgreed",
    coalesce((SELECT true FROM consent c WHERE c.ticket_id = t.id AND c.kind = 'after-hours'), false) AS "afterHoursAgreed",
    (SELECT jsonb_agg(jsonb_build_object('kind', v.kind, 'at', v.at, 'from', v.data->'from', 'to', v.data->'to') ORDER BY v.at, v.id)
      FROM ticket_event v WHERE v.ticket_id = t.id AND v.kind IN ('priority', 'plan')) AS changes`

/** One ticket as it is billed, also when nobody has worked on it; null for one from before plans. */
export async function loadBilledTicket(tx: Tx, id: TicketId): Promise<BilledTicket | null> {
  const rows = await tx.sql.$queryRaw<
    TicketRow[]
  >`${ticketColumns} FROM ticket t WHERE t.id = ${id}::uuid AND t.terms_name IS NOT NULL`
  return rows.map(toTicket)[0] ?? null
}

function findTickets(tx: Tx, companyId: CompanyId, packets: readonly string[]): Promise<TicketRow[]> {
  return tx.sql.$queryRaw<TicketRow[]>`
    ${ticketColumns}
    FROM ticket t
    WHERE t.company_id = ${companyId}::uuid AND t.terms_name IS NOT NULL
      AND (t.terms_name = ANY(${[...packets]}) OR (SELECT true FROM time_entry e WHERE e.ticket_id = t.id LIMIT 1))`
}

function toTicket({ termsName, priority, changes, ...row }: TicketRow): StoredBilling['tickets'][number] {
  const plans = (changes ?? []).filter((change) => change.kind === 'plan')
  const moves = (changes ?? []).filter((change) => change.kind === 'priority')
  const first = plans[0]?.from ?? splitName(termsName)
  return {
    ...row,
    ...{ catalogue: first.catalogue, plan: first.plan },
    betterPlans: plans.map(({ at, to }): BetterPlan => ({ from: new Date(at), catalogue: to.catalogue, plan: to.plan })),
    priorities: [
      { from: row.openedAt, priority: moves[0]?.from ?? priority },
      ...moves.map(({ at, to }) => ({ from: new Date(at), priority: to })),
    ],
  }
}

function splitName(termsName: string): { readonly catalogue: string; readonly plan: string } {
  const at = termsName.indexOf('|')
  return { catalogue: termsName.slice(0, at), plan: termsName.slice(at + 1) }
}

function findSubscriptions(tx: Tx, companyId: CompanyId): Promise<BilledSubscription[]> {
  return tx.sql.$queryRaw<BilledSubscription[]>`
    SELECT id::text, catalogue, plan, to_char(starts_on, 'YYYY-MM-DD') AS "startsOn", to_char(ends_on, 'YYYY-MM-DD') AS "endsOn",
      to_char(bought_on, 'YYYY-MM-DD') AS "boughtOn", extends_id::text AS "extendsId"
    FROM subscription WHERE company_id = ${companyId}::uuid ORDER BY starts_on, id`
}
