// The records that the rows of a file speak of, in as few statements as there are tables.
import type { ImportKind } from '../domain/import-columns.ts'
import type { Known, KnownRecord } from '../domain/import-plan.ts'
import type { ImportValues } from '../domain/import-rows.ts'
import type { Tx } from './client.ts'

/** What is known of what these rows name. */
export async function findKnownRecords(tx: Tx, kind: ImportKind, rows: readonly ImportValues[]): Promise<Known> {
  const words = kind === 'companies' ? rows.map((row) => row.name) : rows.map((row) => row.company ?? '')
  const externalIds = kind === 'companies' ? rows.flatMap((row) => row.externalId ?? []) : words
  const companies = await findNamedCompanies(tx, words, externalIds)
  const ids = companies.map((company) => company.id)
  if (kind === 'companies') return { companies, records: [], holders: [] }
  if (kind === 'servers') return { companies, records: await findServers(tx, ids, rows), holders: [] }
  const addresses = rows.flatMap((row) => [row.telegramId ?? [], row.whatsapp ?? []].flat())
  return { companies, records: await findContacts(tx, ids, rows), holders: await findHolders(tx, addresses) }
}

async function findNamedCompanies(
  tx: Tx,
  names: readonly string[],
  externalIds: readonly string[],
): Promise<readonly KnownRecord[]> {
  const lower = [...new Set(names.map((name) => name.toLowerCase()))]
  return tx.sql.$queryRaw<KnownRecord[]>`
    SELECT id::text, id::text AS "companyId", name, external_id AS "externalId", emails, request_email AS "requestEmail", language, licence
    FROM company WHERE external_id = ANY(${[...new Set(externalIds)]}::text[]) OR lower(name) = ANY(${lower}::text[])
    ORDER BY created_at, id`
}

async function findContacts(
  tx: Tx,
  companyIds: readonly string[],
  rows: readonly ImportValues[],
): Promise<readonly KnownRecord[]> {
  return tx.sql.$queryRaw<KnownRecord[]>`
    SELECT id::text, company_id::text AS "companyId", name, email, telegram_id AS "telegramId", whatsapp, language,
      time_zone AS "timeZone", main_user AS "mainUser", login_access AS "loginAccess", invoices, active
    FROM contact WHERE company_id = ANY(${[...companyIds]}::uuid[]) AND lower(name) = ANY(${namesOf(rows)}::text[])
    ORDER BY created_at, id`
}

async function findServers(
  tx: Tx,
  companyIds: readonly string[],
  rows: readonly ImportValues[],
): Promise<readonly KnownRecord[]> {
  return tx.sql.$queryRaw<KnownRecord[]>`
    SELECT id::text, company_id::text AS "companyId", name, product, version
    FROM server WHERE company_id = ANY(${[...companyIds]}::uuid[]) AND lower(name) = ANY(${namesOf(rows)}::text[])
    ORDER BY created_at, id`
}

function namesOf(rows: readonly ImportValues[]): string[] {
  return [...new Set(rows.map((row) => row.name.toLowerCase()))]
}

/** Active people with one of these Telegram ids (stored or pinned) or numbers. */
async function findHolders(tx: Tx, addresses: readonly string[]): Promise<Known['holders']> {
  const wanted = [...new Set(addresses)]
  if (wanted.length === 0) return []
  return tx.sql.$queryRaw<{ address: string; personId: string }[]>`
    SELECT address, id::text AS "personId" FROM (
      SELECT id, telegram_id, telegram_pinned_id, whatsapp FROM contact WHERE active
      UNION ALL SELECT id, telegram_id, telegram_pinned_id, whatsapp FROM engineer WHERE active
    ) AS person CROSS JOIN LATERAL (VALUES (telegram_id), (telegram_pinned_id), (whatsapp)) AS known(address)
    WHERE address = ANY(${wanted}::text[])`
}
