// A company's active contacts as its main user sees them: with what they may do, and whether they are connected.
import type { CompanyId, ContactId } from '../domain/ids.ts'
import type { Tx } from './client.ts'
import { Prisma } from './generated/client.ts'

export interface CompanyContact {
  readonly id: ContactId
  readonly name: string
  readonly email: string | null
  readonly telegramId: string | null
  readonly mainUser: boolean
  readonly loginAccess: boolean
  readonly invoices: boolean
  readonly mutedNotices: readonly string[]
  /** Their chats: none, at least one that can be written to, or only such as have blocked the bot. */
  readonly chat: 'none' | 'open' | 'blocked'
}

const activeContacts = Prisma.sql`
  SELECT k."id"::text, k."name", k."email", k."telegram_id" AS "telegramId", k."main_user" AS "mainUser",
    k."login_access" AS "loginAccess", k."invoices", coalesce(k."muted_notices", '{}') AS "mutedNotices",
    CASE WHEN i."open" IS NULL THEN 'none' WHEN i."open" THEN 'open' ELSE 'blocked' END AS "chat"
  FROM "contact" k
  LEFT JOIN LATERAL (
    SELECT bool_or(i."blocked_at" IS NULL) AS "open" FROM "chat_identity" i WHERE i."contact_id" = k."id"
  ) i ON true`

/** By name. `word`: only those whose name has it, in any case. */
export async function findCompanyContacts(
  tx: Tx,
  companyId: CompanyId,
  { word, limit }: { readonly word: string; readonly limit: number },
): Promise<readonly CompanyContact[]> {
  return tx.sql.$queryRaw<CompanyContact[]>`
    ${activeContacts}
    WHERE k."active" AND k."company_id" = ${companyId}::uuid AND strpos(lower(k."name"), lower(${word})) > 0
    ORDER BY lower(k."name"), k."id" LIMIT ${limit}`
}

/** Null: no active contact of that company. */
export async function findCompanyContact(tx: Tx, companyId: CompanyId, id: ContactId): Promise<CompanyContact | null> {
  const [row] = await tx.sql.$queryRaw<CompanyContact[]>`
    ${activeContacts}
    WHERE k."active" AND k."company_id" = ${companyId}::uuid AND k."id" = ${id}::uuid`
  return row ?? null
}

/** Active main users with login access, whoever they are but `except`. */
export async function countOtherMainUsers(tx: Tx, companyId: CompanyId, except: ContactId): Promise<number> {
  return tx.sql.contact.count({
    where: { companyId, active: true, mainUser: true, loginAccess: true, id: { not: except } },
  })
}
