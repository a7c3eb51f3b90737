// Contacts, engineers and their chat identities, as the desk's parties.
import type { CompanyId, ContactId, ConversationId, EngineerId, IdentityId } from '../domain/ids.ts'
import { chooseLanguage, type Language } from '../domain/language.ts'
import type { Contact, Engineer, Party } from '../domain/party.ts'
import type { Tx } from './client.ts'
import { Prisma } from './generated/client.ts'
import { once } from './once.ts'

/** The columns of an identity joined with its contact or engineer. */
export interface PartyColumns {
  identityId: IdentityId | null
  username: string | null
  displayName: string | null
  blockedAt: Date | null
  contactId: ContactId | null
  contactName: string
  contactLanguage: string | null
  contactTimeZone: string | null
  mainUser: boolean
  loginAccess: boolean
  invoices: boolean
  contactActive: boolean
  companyId: CompanyId
  companyName: string
  companyLanguage: string | null
  engineerId: EngineerId | null
  engineerName: string
  role: 'engineer' | 'admin'
  engineerLanguage: string | null
  engineerActive: boolean
}

/**
 * Who the joined columns speak of. A deactivated person, and a contact with neither login access nor invoices, is a
 * stranger: they learn nothing. `appLanguage` decides only for those who have not chosen a language.
 */
export function toParty(row: PartyColumns, otherwise: Language, appLanguage?: string): Party {
  const identityId = row.identityId ?? ('' as IdentityId)
  if (row.contactId !== null && row.contactActive && (row.loginAccess || row.invoices)) {
    return {
      kind: 'contact',
      identityId,
      id: row.contactId,
      companyId: row.companyId,
      companyName: row.companyName,
      name: row.contactName,
      language: chooseLanguage([row.contactLanguage, row.companyLanguage, appLanguage], otherwise),
      timeZone: row.contactTimeZone,
      mainUser: row.mainUser,
      loginAccess: row.loginAccess,
      invoices: row.invoices,
    }
  }
  if (row.engineerId !== null && row.engineerActive) {
    const language = chooseLanguage([row.engineerLanguage, appLanguage], otherwise)
    return { kind: 'engineer', identityId, id: row.engineerId, name: row.engineerName, role: row.role, language }
  }
  return { kind: 'stranger', identityId, language: chooseLanguage([appLanguage], otherwise) }
}

interface ContactRow {
  id: ContactId
  companyId: CompanyId
  companyName: string
  companyLanguage: string | null
  name: string
  language: string | null
  timeZone: string | null
  mainUser: boolean
  loginAccess: boolean
  invoices: boolean
}

function toContact(row: ContactRow, otherwise: Language): Contact {
  const { companyLanguage, language, ...contact } = row
  return { ...contact, kind: 'contact', language: chooseLanguage([language, companyLanguage], otherwise) }
}

interface EngineerRow {
  id: EngineerId
  name: string
  role: string
  language: string | null
}

function toEngineer(row: EngineerRow, otherwise: Language): Engineer {
  return {
    kind: 'engineer',
    id: row.id,
    name: row.name,
    role: row.role === 'admin' ? 'admin' : 'engineer',
    language: chooseLanguage([row.language], otherwise),
  }
}

/** Active contacts with their companies. */
const activeContacts = Prisma.sql`
  SELECT k."id"::text, k."company_id"::text AS "companyId", o."name" AS "companyName", o."language" AS "companyLanguage", k."name",
    k."language", k."time_zone" AS "timeZone", k."main_user" AS "mainUser", k."login_access" AS "loginAccess", k."invoices"
  FROM "contact" k JOIN "company" o ON o."id" = k."company_id"`

export async function findContact(tx: Tx, id: string, otherwise: Language): Promise<Contact | null> {
  const rows = await tx.sql.$queryRaw<ContactRow[]>`${activeContacts} WHERE k."active" AND k."id" = ${id}::uuid`
  return rows.map((row) => toContact(row, otherwise))[0] ?? null
}

/** The company's contacts who get invoices, and nobody else. */
export async function findInvoiceContacts(tx: Tx, companyId: string, otherwise: Language): Promise<readonly Contact[]> {
  const rows = await tx.sql.$queryRaw<ContactRow[]>`
    ${activeContacts} WHERE k."active" AND k."invoices" AND k."company_id" = ${companyId}::uuid ORDER BY k."created_at", k."id"`
  return rows.map((row) => toContact(row, otherwise))
}

/** The contacts who took part in a ticket and may (still) see it. */
export async function findParticipants(tx: Tx, ticketId: string, otherwise: Language): Promise<readonly Contact[]> {
  const rows = await tx.sql.$queryRaw<ContactRow[]>`
    ${activeContacts} JOIN "ticket_participant" p ON p."contact_id" = k."id"
    WHERE k."active" AND k."login_access" AND p."ticket_id" = ${ticketId}::uuid ORDER BY k."created_at", k."id"`
  return rows.map((row) => toContact(row, otherwise))
}

export async function findEngineer(tx: Tx, id: string, otherwise: Language): Promise<Engineer | null> {
  const rows = await tx.sql.$queryRaw<EngineerRow[]>`
    SELECT "id"::text, "name", "role", "language" FROM "engineer" WHERE "active" AND "id" = ${id}::uuid`
  return rows.map((row) => toEngineer(row, otherwise))[0] ?? null
}

/** All active engineers and admins, by name. */
export async function findEngineers(tx: Tx, otherwise: Language): Promise<readonly Engineer[]> {
  const rows = await once(
    tx,
    'engineers',
    () => tx.sql.$queryRaw<EngineerRow[]>`
      SELECT "id"::text, "name", "role", "language" FROM "engineer" WHERE "active" ORDER BY "name"`,
  )
  return rows.map((row) => toEngineer(row, otherwise))
}

/** Where a person can be written to: their linked chats, and why one cannot be used. */
export interface Reach {
  readonly personId: string
  readonly conversationId: ConversationId
  readonly channel: string
  readonly blocked: boolean
}

/** The private chats of these contacts and engineers, in no particular order. Only linked identities with a chat. */
export async function findReach(tx: Tx, personIds: readonly string[]): Promise<readonly Reach[]> {
  if (personIds.length === 0) return []
  return tx.sql.$queryRaw<Reach[]>`
    SELECT COALESCE(i."contact_id", i."engineer_id")::text AS "personId", c."id" AS "conversationId", i."channel",
      i."blocked_at" IS NOT NULL AS "blocked"
    FROM "chat_identity" i JOIN "conversation" c ON c."identity_id" = i."id" AND c."kind" = 'private'
    WHERE i."contact_id" = ANY(${[...personIds]}::uuid[]) OR i."engineer_id" = ANY(${[...personIds]}::uuid[])`
}
