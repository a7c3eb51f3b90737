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
  contactMuted: string[] | null
  currentTicket: boolean
  contactActive: boolean
  companyId: CompanyId
  companyName: string
  companyLanguage: string | null
  engineerId: EngineerId | null
  engineerName: string
  role: 'engineer' | 'admin'
  engineerLanguage: string | null
  engineerMuted: string[] | null
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
      mutedNotices: row.contactMuted ?? [],
      currentTicket: row.currentTicket,
    }
  }
  if (row.engineerId !== null && row.engineerActive) {
    const language = chooseLanguage([row.engineerLanguage, appLanguage], otherwise)
    const { engineerId: id, engineerName: name, role } = row
    return { kind: 'engineer', identityId, id, name, role, language, mutedNotices: row.engineerMuted ?? [] }
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
  mutedNotices: string[] | null
  currentTicket: boolean
}

function toContact(row: ContactRow, otherwise: Language): Contact {
  const { companyLanguage, language, mutedNotices, ...contact } = row
  const chosen = chooseLanguage([language, companyLanguage], otherwise)
  return { ...contact, kind: 'contact', language: chosen, mutedNotices: mutedNotices ?? [] }
}

interface EngineerRow {
  id: EngineerId
  name: string
  role: string
  language: string | null
  mutedNotices: string[] | null
  isAway: boolean
  isReachable: boolean
}

/** An engineer as a colleague to be told, asked and suggested. */
export interface Colleague extends Engineer {
  /** At the transaction's instant. */
  readonly isAway: boolean
  /** Linked to a chat that has not blocked us. */
  readonly isReachable: boolean
}

function toEngineer(row: EngineerRow, otherwise: Language): Colleague {
  return {
    isAway: row.isAway,
    isReachable: row.isReachable,
    kind: 'engineer',
    id: row.id,
    name: row.name,
    role: row.role === 'admin' ? 'admin' : 'engineer',
    language: chooseLanguage([row.language], otherwise),
    mutedNotices: row.mutedNotices ?? [],
  }
}

/** Active contacts with their companies. */
const activeContacts = Prisma.sql`
  SELECT k."id"::text, k."company_id"::text AS "companyId", o."name" AS "companyName", o."language" AS "companyLanguage", k."name",
    k."language", k."time_zone" AS "timeZone", k."main_user" AS "mainUser", k."login_access" AS "loginAccess", k."invoices",
    k."muted_notices" AS "mutedNotices", k."current_ticket" AS "currentTicket"
  FROM "contact" k JOIN "company" o ON o."id" = k."company_id"`

export async function findContact(tx: Tx, id: string, otherwise: Language): Promise<Contact | null> {
  const rows = await tx.sql.$queryRaw<ContactRow[]>`${activeContacts} WHERE k."active" AND k."id" = ${id}::uuid`
  return rows.map((row) => toContact(row, otherwise))[0] ?? null
}

/** Those of these contacts who are active and may open tickets. */
export async function findClients(tx: Tx, ids: readonly string[], otherwise: Language): Promise<readonly Contact[]> {
  const rows = await tx.sql.$queryRaw<ContactRow[]>`
    ${activeContacts} WHERE k."active" AND k."login_access" AND k."id" = ANY(${[...ids]}::uuid[])`
  return rows.map((row) => toContact(row, otherwise))
}

/** The company's contacts who get invoices, and nobody else. */
export async function findInvoiceContacts(tx: Tx, companyId: string, otherwise: Language): Promise<readonly Contact[]> {
  const rows = await tx.sql.$queryRaw<ContactRow[]>`
    ${activeContacts} WHERE k."active" AND k."invoices" AND k."company_id" = ${companyId}::uuid ORDER BY k."created_at", k."id"`
  return rows.map((row) => toContact(row, otherwise))
}

/** Those who are told of what the company has bought: its main users and the contacts who get invoices. */
export async function findRenewalContacts(tx: Tx, companyId: string, otherwise: Language): Promise<readonly Contact[]> {
  const rows = await tx.sql.$queryRaw<ContactRow[]>`
    ${activeContacts} WHERE k."active" AND (k."invoices" OR (k."main_user" AND k."login_access")) AND k."company_id" = ${companyId}::uuid
    ORDER BY k."created_at", k."id"`
  return rows.map((row) => toContact(row, otherwise))
}

/** The contacts who took part in a ticket and may (still) see it; one about billing is for those who get invoices, too. */
export async function findParticipants(tx: Tx, ticketId: string, otherwise: Language): Promise<readonly Contact[]> {
  const rows = await tx.sql.$queryRaw<ContactRow[]>`
    ${activeContacts} JOIN "ticket_participant" p ON p."contact_id" = k."id"
    WHERE k."active" AND p."ticket_id" = ${ticketId}::uuid AND (k."login_access"
      OR (k."invoices" AND EXISTS (SELECT FROM "ticket" t WHERE t."id" = p."ticket_id" AND t."topic" = 'billing'))) ORDER BY k."created_at", k."id"`
  return rows.map((row) => toContact(row, otherwise))
}

/** Active engineers; domain/rest.ts says the same of who is away. */
function activeEngineers(tx: Tx): Prisma.Sql {
  return Prisma.sql`
    SELECT "id"::text, "name", "role", "language", "muted_notices" AS "mutedNotices",
      COALESCE("away_since" <= ${tx.now} AND ("away_until" > ${tx.now} OR "away_until" IS NULL), false) AS "isAway",
      EXISTS (SELECT FROM "chat_identity" i WHERE i."engineer_id" = "engineer"."id" AND i."blocked_at" IS NULL) AS "isReachable"
    FROM "engineer" WHERE "active"`
}

export async function findEngineer(tx: Tx, id: string, otherwise: Language): Promise<Colleague | null> {
  const rows = await tx.sql.$queryRaw<EngineerRow[]>`${activeEngineers(tx)} AND "id" = ${id}::uuid`
  return rows.map((row) => toEngineer(row, otherwise))[0] ?? null
}

/** All active engineers and admins, by name. */
export async function findEngineers(tx: Tx, otherwise: Language): Promise<readonly Colleague[]> {
  const rows = await once(tx, 'engineers', () => tx.sql.$queryRaw<EngineerRow[]>`${activeEngineers(tx)} ORDER BY "name"`)
  return rows.map((row) => toEngineer(row, otherwise))
}

/** Where a person can be written to: their linked chats, and why one cannot be used. */
export interface Reach {
  readonly personId: string
  readonly conversationId: ConversationId
  readonly channel: string
  readonly blocked: boolean
  /** When they last wrote there. */
  readonly heardAt: Date | null
  /** Of an engineer: between which minutes of each day they rest, and whether they are away. */
  readonly quietFrom: number | null
  readonly quietTo: number | null
  readonly awaySince: Date | null
  readonly awayUntil: Date | null
}

/** The private chats (never their rooms) of these contacts and engineers, in no particular order. Only linked identities with a chat. */
export async function findReach(tx: Tx, personIds: readonly string[]): Promise<readonly Reach[]> {
  if (personIds.length === 0) return []
  return tx.sql.$queryRaw<Reach[]>`
    SELECT COALESCE(i."contact_id", i."engineer_id")::text AS "personId", c."id" AS "conversationId", i."channel",
      i."blocked_at" IS NOT NULL AS "blocked", e."quiet_from_minute" AS "quietFrom", e."quiet_to_minute" AS "quietTo",
      e."away_since" AS "awaySince", e."away_until" AS "awayUntil",
      (SELECT max(r."heard_at") FROM "conversation" r WHERE r."identity_id" = i."id" AND coalesce(r."room_of", r."id") = c."id") AS "heardAt"
    FROM "chat_identity" i JOIN "conversation" c ON c."identity_id" = i."id" AND c."kind" = 'private' AND c."room_of" IS NULL
    LEFT JOIN "engineer" e ON e."id" = i."engineer_id"
    WHERE i."contact_id" = ANY(${[...personIds]}::uuid[]) OR i."engineer_id" = ANY(${[...personIds]}::uuid[])`
}
