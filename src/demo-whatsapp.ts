// The playground's client on WhatsApp: a contact of the demo data's first company, without Telegram. Never in production.
import type { Tx } from './db/client.ts'
import { type ContactId, newId } from './domain/ids.ts'

export interface DemoWhatsAppUser {
  readonly name: string
  /** Digits only. */
  readonly number: string
}

/** Makes the contact unless it is there. @returns the company's name. */
export async function ensureWhatsAppContact(tx: Tx, { name, number }: DemoWhatsAppUser): Promise<string> {
  const whatsapp = `+${number}`
  const known = await tx.sql.contact.findFirst({ where: { whatsapp }, include: { company: true } })
  if (known !== null) return known.company.name
  const company = await tx.sql.company.findFirst({ orderBy: [{ createdAt: 'asc' }, { name: 'asc' }] })
  if (company === null) return ''
  await tx.sql.contact.create({ data: { id: newId(tx.now), companyId: company.id, name, whatsapp, createdAt: tx.now } })
  return company.name
}

/** The contact, while they have not connected there; null once they have, or when there is none. */
export async function findUnconnected(tx: Tx, { number }: DemoWhatsAppUser): Promise<ContactId | null> {
  const contact = await tx.sql.contact.findFirst({ where: { whatsapp: `+${number}`, active: true } })
  if (contact === null) return null
  const identity = await tx.sql.chatIdentity.findFirst({ where: { contactId: contact.id, channel: 'whatsapp' } })
  return identity === null ? (contact.id as ContactId) : null
}

/** The login that a server of the playground gave, which ended with it. */
export async function forgetWhatsAppLogin(tx: Tx, account: string): Promise<void> {
  await tx.sql.whatsappKey.deleteMany({ where: { account } })
  await tx.sql.whatsappCredentials.deleteMany({ where: { account } })
}
