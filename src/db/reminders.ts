// What is looked at when its time comes, because somebody is to be reminded: invoices and subscriptions, each with the instant of its
// next look, and the stages that were told. Which stage it is, domain/day-stages decides.
import type { Day } from '../domain/day.ts'
import type { CompanyId, InvoiceId, SubscriptionId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

/** Invoices to be looked at now, the longest overdue first. */
export async function findDueInvoices(tx: Tx, limit: number): Promise<readonly InvoiceId[]> {
  const rows = await tx.sql.$queryRaw<{ id: InvoiceId }[]>`
    SELECT id::text FROM invoice WHERE notice_at <= ${tx.now} ORDER BY notice_at LIMIT ${limit}`
  return rows.map(({ id }) => id)
}

/** Locks an invoice that is still to be looked at. @returns false when it is not, or somebody else holds it. */
export async function lockDueInvoice(tx: Tx, id: InvoiceId): Promise<boolean> {
  const rows = await tx.sql.$queryRaw<unknown[]>`
    SELECT 1 FROM invoice WHERE id = ${id}::uuid AND notice_at <= ${tx.now} FOR NO KEY UPDATE SKIP LOCKED`
  return rows.length > 0
}

/** @param at null: never again. */
export async function setInvoiceLook(tx: Tx, id: InvoiceId, at: Date | null): Promise<void> {
  await tx.sql.$executeRaw`UPDATE invoice SET notice_at = ${at} WHERE id = ${id}::uuid`
}

export async function findDueSubscriptions(tx: Tx, limit: number): Promise<readonly SubscriptionId[]> {
  const rows = await tx.sql.$queryRaw<{ id: SubscriptionId }[]>`
    SELECT id::text FROM subscription WHERE notice_at <= ${tx.now} ORDER BY notice_at LIMIT ${limit}`
  return rows.map(({ id }) => id)
}

export interface EndingSubscription {
  readonly id: SubscriptionId
  readonly companyId: CompanyId
  readonly catalogue: string
  readonly plan: string
  readonly boughtOn: Day
  readonly endsOn: Day | null
  /** Another one of the company holds on the day after its last. */
  readonly goesOn: boolean
}

/** Locks a subscription that is still to be looked at; null when it is not, or somebody else holds it. */
export async function lockDueSubscription(tx: Tx, id: SubscriptionId): Promise<EndingSubscription | null> {
  const locked = await tx.sql.$queryRaw<unknown[]>`
    SELECT 1 FROM subscription WHERE id = ${id}::uuid AND notice_at <= ${tx.now} FOR NO KEY UPDATE SKIP LOCKED`
  return locked.length === 0 ? null : findEndingSubscription(tx, id)
}

export async function findEndingSubscription(tx: Tx, id: SubscriptionId): Promise<EndingSubscription | null> {
  const rows = await tx.sql.$queryRaw<EndingSubscription[]>`
    SELECT s.id::text, s.company_id::text AS "companyId", s.catalogue, s.plan, to_char(s.bought_on, 'YYYY-MM-DD') AS "boughtOn",
      to_char(s.ends_on, 'YYYY-MM-DD') AS "endsOn", EXISTS (
        SELECT FROM subscription n WHERE n.company_id = s.company_id AND n.id <> s.id AND n.starts_on <= s.ends_on + 1
          AND (n.ends_on IS NULL OR n.ends_on > s.ends_on)) AS "goesOn"
    FROM subscription s WHERE s.id = ${id}::uuid`
  return rows[0] ?? null
}

export async function setSubscriptionLook(tx: Tx, id: SubscriptionId, at: Date | null): Promise<void> {
  await tx.sql.$executeRaw`UPDATE subscription SET notice_at = ${at} WHERE id = ${id}::uuid`
}

/** The stages that were told about each of these. */
export async function findToldStages(tx: Tx, subjects: readonly string[]): Promise<(subject: string) => ReadonlySet<string>> {
  const rows = await tx.sql.$queryRaw<{ subject: string; stage: string }[]>`
    SELECT subject, stage FROM told_stage WHERE subject = ANY(${[...subjects]})`
  return (subject) => new Set(rows.flatMap((row) => (row.subject === subject ? [row.stage] : [])))
}

/** @returns false when it was told before: then nobody is told again. */
export async function markStageTold(tx: Tx, subject: string, stage: string): Promise<boolean> {
  const inserted = await tx.sql.$executeRaw`
    INSERT INTO told_stage (subject, stage, at) VALUES (${subject}, ${stage}, ${tx.now}) ON CONFLICT DO NOTHING`
  return inserted > 0
}
