// Prepaid time that companies bought. What of it is used up is counted (domain/billing.ts), never stored.
import type { Allowance } from '../domain/billing-facts.ts'
import type { Day } from '../domain/day.ts'
import { type CompanyId, newId } from '../domain/ids.ts'
import type { Tx } from './client.ts'
import { Prisma } from './generated/client.ts'
import { type Page, type PageRequest, toPage } from './page.ts'

const columns = Prisma.sql`
  a.id::text, a.name, a.seconds_per_month AS "secondsPerMonth", a.price_cents::float8 AS "priceCents", a.currency,
  a.round_by_seconds AS "roundBySeconds", a.connection_fee_cents::float8 AS "connectionFeeCents",
  a.no_expiration AS "noExpiration", to_char(a.starts_on, 'YYYY-MM-DD') AS "startsOn",
  to_char(a.ends_on, 'YYYY-MM-DD') AS "endsOn", to_char(a.bought_on, 'YYYY-MM-DD') AS "boughtOn"`

export async function insertAllowance(tx: Tx, companyId: CompanyId, allowance: Omit<Allowance, 'id'>): Promise<Allowance> {
  const id = newId(tx.now)
  const { name, secondsPerMonth, priceCents, currency, roundBySeconds, connectionFeeCents, noExpiration } = allowance
  const { startsOn, endsOn, boughtOn } = allowance
  await tx.sql.$executeRaw`
    INSERT INTO allowance (id, company_id, name, seconds_per_month, price_cents, currency, round_by_seconds, connection_fee_cents,
      no_expiration, starts_on, ends_on, bought_on, created_at)
    VALUES (${id}::uuid, ${companyId}::uuid, ${name}, ${secondsPerMonth}, ${priceCents}, ${currency}, ${roundBySeconds},
      ${connectionFeeCents}, ${noExpiration}, ${startsOn}::date, ${endsOn}::date, ${boughtOn}::date, ${tx.now})`
  return { ...allowance, id }
}

/** All of a company's, the earliest first. */
export async function findAllAllowances(tx: Tx, companyId: CompanyId): Promise<readonly Allowance[]> {
  return tx.sql.$queryRaw<Allowance[]>`
    SELECT ${columns} FROM allowance a WHERE a.company_id = ${companyId}::uuid ORDER BY a.starts_on, a.id`
}

/** A place among a company's allowances. */
export type AllowanceKey = readonly [startsOn: Day, id: string]

/** The earliest first. */
export async function findAllowances(
  tx: Tx,
  companyId: CompanyId,
  page: PageRequest<AllowanceKey>,
): Promise<Page<Allowance, AllowanceKey>> {
  const [startsOn, id] = page.after ?? [null, null]
  const rows = await tx.sql.$queryRaw<Allowance[]>`
    SELECT ${columns} FROM allowance a
    WHERE a.company_id = ${companyId}::uuid AND (${startsOn}::date IS NULL OR (a.starts_on, a.id) > (${startsOn}::date, ${id}::uuid))
    ORDER BY a.starts_on, a.id LIMIT ${page.limit + 1}`
  return toPage(rows, page.limit, { item: (row) => row, key: (row): AllowanceKey => [row.startsOn, row.id] })
}
