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

/**
 * Each word has to be somewhere: in the name; or it is the outside id, exactly. Those whose name begins with them first. Marks over
 * letters and their case make no difference ("ruta" finds "Rūta"); here and below the index wants one word of three letters or more.
 */
export async function findCompaniesByWords(
  tx: Tx,
  words: readonly string[],
  { limit, externalId }: { readonly limit: number; readonly externalId: string },
): Promise<readonly FoundCompany[]> {
  const asked = await fold(tx, words)
  return tx.sql.$queryRaw<FoundCompany[]>`
    SELECT id::text, name FROM (
      SELECT id, name, find_text FROM company
      WHERE text_grams(find_text) @> text_grams(${asked.longest}) AND find_text LIKE ALL(${asked.patterns}::text[])
      UNION SELECT id, name, find_text FROM company WHERE external_id = ${externalId}
    ) found
    ORDER BY NOT starts_with(find_text, ${asked.all}), name, id LIMIT ${limit}`
}

/**
 * In the name, the company's name, the e-mail address, the Telegram id or name, or the number. Active ones first. The longest word says
 * who comes into question, by their own record or by their company's; the others choose among those.
 */
export async function findContactsByWords(tx: Tx, words: readonly string[], limit: number): Promise<readonly FoundContact[]> {
  const { longest, pattern, patterns, all } = await fold(tx, words)
  return tx.sql.$queryRaw<FoundContact[]>`
    WITH candidate AS (
      SELECT id FROM contact WHERE text_grams(find_text) @> text_grams(${longest}) AND find_text LIKE ${pattern}
      UNION SELECT k.id FROM company o JOIN contact k ON k.company_id = o.id
      WHERE text_grams(o.find_text) @> text_grams(${longest}) AND o.find_text LIKE ${pattern}
    )
    SELECT k.id::text, k.name, o.name AS "companyName", k.active FROM candidate c
    JOIN contact k ON k.id = c.id JOIN company o ON o.id = k.company_id
    WHERE k.find_text || ' ' || o.find_text LIKE ALL(${patterns}::text[])
    ORDER BY NOT k.active, NOT starts_with(k.find_text, ${all}), k.name, k.id LIMIT ${limit}`
}

/** The same of engineers; no words: all of them. They are few. */
export async function findEngineersByWords(tx: Tx, words: readonly string[], limit: number): Promise<readonly FoundEngineer[]> {
  const { patterns } = await fold(tx, words)
  return tx.sql.$queryRaw<FoundEngineer[]>`
    SELECT id::text, name, role, active FROM engineer
    WHERE fold_text(concat_ws(' ', name, email, telegram_id, whatsapp)) LIKE ALL(${patterns}::text[])
    ORDER BY NOT active, name, id LIMIT ${limit}`
}

/** The words as records are stored to be found: what each is looked for with, the longest of them, and all of them in a row. */
async function fold(tx: Tx, words: readonly string[]) {
  const [row] = await tx.sql.$queryRaw<{ folded: string[] }[]>`
    SELECT array(SELECT fold_text(word) FROM unnest(${[...words]}::text[]) WITH ORDINALITY AS w(word, place) ORDER BY place) AS folded`
  const folded = row?.folded ?? []
  const longest = folded.reduce((a, b) => (b.length > a.length ? b : a), '')
  const patterns = folded.length === 0 ? ['%'] : folded.map(toPattern)
  return { longest, pattern: toPattern(longest), patterns, all: folded.join(' ') }
}

/** "%" and "_" are letters here. */
function toPattern(word: string): string {
  return `%${word.replace(/[\\%_]/gu, String.raw`\$&`)}%`
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
