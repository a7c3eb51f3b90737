// Subscriptions: which plan a company has on which days of the desk's wall clock, both ends included.
import type { Day } from '../domain/day.ts'
import { type CompanyId, newId, type SubscriptionId } from '../domain/ids.ts'
import type { Tx } from './client.ts'
import { Prisma } from './generated/client.ts'
import { once } from './once.ts'
import { type Page, type PageRequest, toPage } from './page.ts'

export interface Subscription {
  readonly id: SubscriptionId
  readonly companyId: CompanyId
  readonly catalogue: string
  /** As the catalogue prints it. */
  readonly plan: string
  readonly startsOn: Day
  /** Null: until further notice. */
  readonly endsOn: Day | null
  readonly boughtOn: Day
  /** The one whose limits it adds to. */
  readonly extendsId: SubscriptionId | null
}

export interface PlanOnDay {
  readonly licence: boolean
  /** Null: no active plan. */
  readonly catalogue: string | null
  readonly plan: string | null
  readonly endsOn: Day | null
}

/**
 * The company's licence, and its plan on a day: the subscription that holds then, else an extension that outlasts the one it
 * extends. Asked once in a transaction, so not before a subscription is made in it.
 */
export async function findPlanOn(tx: Tx, companyId: CompanyId, day: Day): Promise<PlanOnDay> {
  return once(tx, `plan of ${companyId} on ${day}`, async () => {
    const [row] = await tx.sql.$queryRaw<PlanOnDay[]>`
    SELECT o.licence, s.catalogue, s.plan, to_char(s.ends_on, 'YYYY-MM-DD') AS "endsOn"
    FROM company o LEFT JOIN LATERAL (
      SELECT catalogue, plan, ends_on FROM subscription
      WHERE company_id = o.id AND starts_on <= ${day}::date AND (ends_on IS NULL OR ends_on >= ${day}::date)
      ORDER BY extends_id IS NOT NULL, starts_on DESC LIMIT 1
    ) s ON true
    WHERE o.id = ${companyId}::uuid`
    return row ?? { licence: false, catalogue: null, plan: null, endsOn: null }
  })
}

const columns = Prisma.sql`
  s.id::text, s.company_id::text AS "companyId", s.catalogue, s.plan, to_char(s.starts_on, 'YYYY-MM-DD') AS "startsOn",
  to_char(s.ends_on, 'YYYY-MM-DD') AS "endsOn", to_char(s.bought_on, 'YYYY-MM-DD') AS "boughtOn", s.extends_id::text AS "extendsId"`

/** Holds the company's subscriptions still until the transaction ends. @returns false when there is no such company. */
export async function lockCompany(tx: Tx, companyId: CompanyId): Promise<boolean> {
  const rows = await tx.sql.$queryRaw<unknown[]>`SELECT 1 FROM company WHERE id = ${companyId}::uuid FOR NO KEY UPDATE`
  return rows.length > 0
}

/** All of the company's that share a day with this span, the earliest first. */
export async function findSubscriptionsWithin(
  tx: Tx,
  companyId: CompanyId,
  { startsOn, endsOn }: { readonly startsOn: Day; readonly endsOn: Day | null },
): Promise<readonly Subscription[]> {
  return tx.sql.$queryRaw<Subscription[]>`
    SELECT ${columns} FROM subscription s
    WHERE s.company_id = ${companyId}::uuid AND (s.ends_on IS NULL OR s.ends_on >= ${startsOn}::date)
      AND (${endsOn}::date IS NULL OR s.starts_on <= ${endsOn}::date)
    ORDER BY s.starts_on, s.id`
}

/** The subscription, if it is that company's. */
export async function findSubscription(tx: Tx, companyId: CompanyId, id: SubscriptionId): Promise<Subscription | null> {
  const rows = await tx.sql.$queryRaw<Subscription[]>`
    SELECT ${columns} FROM subscription s WHERE s.id = ${id}::uuid AND s.company_id = ${companyId}::uuid`
  return rows[0] ?? null
}

export async function insertSubscription(tx: Tx, subscription: Omit<Subscription, 'id'>): Promise<Subscription> {
  const id = newId<SubscriptionId>(tx.now)
  const { companyId, catalogue, plan, startsOn, endsOn, boughtOn, extendsId } = subscription
  await tx.sql.$executeRaw`
    INSERT INTO subscription (id, company_id, catalogue, plan, starts_on, ends_on, bought_on, extends_id, created_at)
    VALUES (${id}::uuid, ${companyId}::uuid, ${catalogue}, ${plan}, ${startsOn}::date, ${endsOn}::date, ${boughtOn}::date,
      ${extendsId}::uuid, ${tx.now})`
  return { ...subscription, id }
}

/** A place among a company's subscriptions. */
export type SubscriptionKey = readonly [startsOn: Day, id: string]

/** The earliest first. */
export async function findSubscriptions(
  tx: Tx,
  companyId: CompanyId,
  page: PageRequest<SubscriptionKey>,
): Promise<Page<Subscription, SubscriptionKey>> {
  const [startsOn, id] = page.after ?? [null, null]
  const rows = await tx.sql.$queryRaw<Subscription[]>`
    SELECT ${columns} FROM subscription s
    WHERE s.company_id = ${companyId}::uuid AND (${startsOn}::date IS NULL OR (s.starts_on, s.id) > (${startsOn}::date, ${id}::uuid))
    ORDER BY s.starts_on, s.id LIMIT ${page.limit + 1}`
  return toPage(rows, page.limit, { item: (row) => row, key: (row): SubscriptionKey => [row.startsOn, row.id] })
}
