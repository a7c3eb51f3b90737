// Contacts and engineers as records to be kept: what the API stores and answers. As parties of the desk they are read in
// people.ts, their chats in identities.ts.
import { type CompanyId, type ContactId, type EngineerId, newId } from '../domain/ids.ts'
import type { Tx } from './client.ts'
import type { Contact, Engineer, Prisma } from './generated/client.ts'
import type { Person } from './identities.ts'
import { type Page, type PageRequest, toPage } from './page.ts'

export type ContactRecord = Contact
export type EngineerRecord = Engineer

/** Also an inactive one. Null: no such contact. */
export async function findContactRecord(tx: Tx, id: ContactId): Promise<ContactRecord | null> {
  return tx.sql.contact.findUnique({ where: { id } })
}

/** Also an inactive one. Null: no such engineer. */
export async function findEngineerRecord(tx: Tx, id: EngineerId): Promise<EngineerRecord | null> {
  return tx.sql.engineer.findUnique({ where: { id } })
}

/** The contact, if it is that company's. */
export async function findContactOf(tx: Tx, companyId: CompanyId, id: ContactId): Promise<ContactRecord | null> {
  return tx.sql.contact.findFirst({ where: { id, companyId } })
}

/** A company's contacts, inactive ones too, in the order they were registered. */
export async function findContactRecords(
  tx: Tx,
  companyId: CompanyId,
  page: PageRequest<string>,
): Promise<Page<ContactRecord, string>> {
  const rows = await tx.sql.contact.findMany({
    where: { companyId, ...(page.after === null ? {} : { id: { gt: page.after } }) },
    orderBy: { id: 'asc' },
    take: page.limit + 1,
  })
  return toPage(rows, page.limit, { item: (row) => row, key: (row) => row.id })
}

/** Engineers and admins, inactive ones too, in the order they were registered. */
export async function findEngineerRecords(tx: Tx, page: PageRequest<string>): Promise<Page<EngineerRecord, string>> {
  const rows = await tx.sql.engineer.findMany({
    where: page.after === null ? {} : { id: { gt: page.after } },
    orderBy: { id: 'asc' },
    take: page.limit + 1,
  })
  return toPage(rows, page.limit, { item: (row) => row, key: (row) => row.id })
}

export async function insertContact(
  tx: Tx,
  contact: Omit<Prisma.ContactUncheckedCreateInput, 'id' | 'createdAt'>,
): Promise<ContactRecord> {
  return tx.sql.contact.create({ data: { ...contact, id: newId<ContactId>(tx.now), createdAt: tx.now } })
}

export async function insertEngineer(
  tx: Tx,
  engineer: Omit<Prisma.EngineerUncheckedCreateInput, 'id' | 'createdAt'>,
): Promise<EngineerRecord> {
  return tx.sql.engineer.create({ data: { ...engineer, id: newId<EngineerId>(tx.now), createdAt: tx.now } })
}

/** The contact must exist. */
export async function updateContact(tx: Tx, id: ContactId, change: Prisma.ContactUncheckedUpdateInput): Promise<ContactRecord> {
  return tx.sql.contact.update({ where: { id }, data: change })
}

/** The engineer must exist. */
export async function updateEngineer(
  tx: Tx,
  id: EngineerId,
  change: Prisma.EngineerUncheckedUpdateInput,
): Promise<EngineerRecord> {
  return tx.sql.engineer.update({ where: { id }, data: change })
}

/** Whether an active contact or engineer other than `except` has this Telegram id, as stored or as pinned. */
export async function isTelegramIdTaken(tx: Tx, telegramId: string, except: string | null): Promise<boolean> {
  const rows = await tx.sql.$queryRaw<unknown[]>`
    SELECT 1 FROM (
      SELECT "id", "telegram_id", "telegram_pinned_id" FROM "contact" WHERE "active"
      UNION ALL SELECT "id", "telegram_id", "telegram_pinned_id" FROM "engineer" WHERE "active") AS person
    WHERE ${telegramId} IN ("telegram_id", "telegram_pinned_id") AND "id" IS DISTINCT FROM ${except}::uuid LIMIT 1`
  return rows.length > 0
}

/** The same for a WhatsApp number. */
export async function isWhatsappTaken(tx: Tx, number: string, except: string | null): Promise<boolean> {
  const rows = await tx.sql.$queryRaw<unknown[]>`
    SELECT 1 FROM (
      SELECT "id", "whatsapp" FROM "contact" WHERE "active"
      UNION ALL SELECT "id", "whatsapp" FROM "engineer" WHERE "active") AS person
    WHERE "whatsapp" = ${number} AND "id" IS DISTINCT FROM ${except}::uuid LIMIT 1`
  return rows.length > 0
}

/** The person's linked Telegram account: its user id, and its username as last seen. */
export async function findLinkedTelegram(tx: Tx, person: Person): Promise<{ userId: string; username: string | null } | null> {
  return tx.sql.chatIdentity.findFirst({ where: { ...person, channel: 'telegram' }, select: { userId: true, username: true } })
}

/** The private chats a person is linked to. */
export async function findLinkedChats(tx: Tx, person: Person): Promise<readonly { id: string; channel: string }[]> {
  return tx.sql.conversation.findMany({
    where: { kind: 'private', roomOf: null, identity: person },
    select: { id: true, channel: true },
  })
}
