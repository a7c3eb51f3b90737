// Finding companies, contacts and engineers by what one remembers of them, and what stands on a company's card.
import type { CompanyId, ContactId, EngineerId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

export interface FoundCompany {
  readonly id: CompanyId
  readonly name: string
}

export interface FoundContact {
  readonly id: ContactId
  readonly name: string
  readonly companyName: string
  readonly active: boolean
}

export interface FoundEngineer {
  readonly id: EngineerId
  readonly name: string
  readonly role: string
  readonly active: boolean
}

/** Each word has to be somewhere: in the name, or the whole of it the outside id. Those whose name begins with them first. */
export async function findCompaniesByWords(tx: Tx, words: readonly string[], limit: number): Promise<readonly FoundCompany[]> {
  return tx.sql.$queryRaw<FoundCompany[]>`
    SELECT id::text, name FROM company
    WHERE lower(name) LIKE ALL(${patterns(words)}::text[]) OR external_id = ${words.join(' ')}
    ORDER BY NOT starts_with(lower(name), ${words.join(' ')}), name, id LIMIT ${limit}`
}

/** In the name, the company's name, the e-mail address, the Telegram id or name, or the number. Active ones first. */
export async function findContactsByWords(tx: Tx, words: readonly string[], limit: number): Promise<readonly FoundContact[]> {
  return tx.sql.$queryRaw<FoundContact[]>`
    SELECT k.id::text, k.name, o.name AS "companyName", k.active FROM contact k JOIN company o ON o.id = k.company_id
    WHERE lower(concat_ws(' ', k.name, o.name, k.email, k.telegram_id, k.whatsapp)) LIKE ALL(${patterns(words)}::text[])
    ORDER BY NOT k.active, NOT starts_with(lower(k.name), ${words.join(' ')}), k.name, k.id LIMIT ${limit}`
}

/** The same of engineers; no words: all of them. */
export async function findEngineersByWords(tx: Tx, words: readonly string[], limit: number): Promise<readonly FoundEngineer[]> {
  return tx.sql.$queryRaw<FoundEngineer[]>`
    SELECT id::text, name, role, active FROM engineer
    WHERE lower(concat_ws(' ', name, email, telegram_id, whatsapp)) LIKE ALL(${patterns(words)}::text[])
    ORDER BY NOT active, name, id LIMIT ${limit}`
}

/** "%" and "_" are letters here. */
function patterns(words: readonly string[]): string[] {
  return words.length === 0 ? ['%'] : words.map((word) => `%${word.replace(/[\\%_]/gu, String.raw`\$&`)}%`)
}

/** The company's contacts, active ones first. */
export async function findContactsOf(tx: Tx, companyId: CompanyId, limit: number): Promise<readonly FoundContact[]> {
  return tx.sql.$queryRaw<FoundContact[]>`
    SELECT k.id::text, k.name, o.name AS "companyName", k.active FROM contact k JOIN company o ON o.id = k.company_id
    WHERE k.company_id = ${companyId}::uuid ORDER BY NOT k.active, k.created_at, k.id LIMIT ${limit}`
}

export async function countActiveContacts(tx: Tx, companyId: CompanyId): Promise<number> {
  return tx.sql.contact.count({ where: { companyId, active: true } })
}

export async function findActiveContactIds(tx: Tx, companyId: CompanyId): Promise<readonly ContactId[]> {
  const rows = await tx.sql.contact.findMany({ where: { companyId, active: true }, select: { id: true }, orderBy: { id: 'asc' } })
  return rows.map((row) => row.id as ContactId)
}

/** How many administrators could still log in without this one. */
export async function countOtherAdmins(tx: Tx, except: EngineerId): Promise<number> {
  return tx.sql.engineer.count({ where: { role: 'admin', active: true, id: { not: except } } })
}
