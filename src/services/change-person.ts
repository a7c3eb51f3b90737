// Changes a contact or engineer, and what that does to their chats: another Telegram id or a withdrawn access unlinks,
// another role gets another command menu. Names and switches need nothing more: they are read anew for every message.

import type { Tx } from '../db/client.ts'
import { findCompany } from '../db/companies.ts'
import { addAudit, type Person } from '../db/identities.ts'
import {
  type ContactRecord,
  type EngineerRecord,
  findContactRecord,
  findEngineerRecord,
  findLinkedChats,
  findLinkedTelegram,
  updateContact,
  updateEngineer,
} from '../db/person-records.ts'
import { lockValues } from '../db/value-lock.ts'
import { type Actor, nameActor } from '../domain/actor.ts'
import { Refusal } from '../domain/errors.ts'
import type { CompanyId, ContactId, ConversationId, EngineerId } from '../domain/ids.ts'
import { chooseLanguage, type Language } from '../domain/language.ts'
import { type Role, rolesOfContact } from '../domain/permissions.ts'
import type { Desk } from './desk.ts'
import { queueMenu } from './queue-menu.ts'
import type { ContactFields } from './register-contact.ts'
import type { EngineerFields } from './register-engineer.ts'
import { requireFreeAddress } from './require-free-address.ts'
import { unlinkParty } from './unlink-identity.ts'

const contactRights = ['active', 'loginAccess', 'invoices', 'mainUser', 'telegramId'] as const

/** Absent fields stay as they are. `active: false` takes every access away, and the chats with it. */
export type ContactChange = Partial<ContactFields & Choices & { readonly currentTicket: boolean }>
export type EngineerChange = Partial<EngineerFields & Choices>

interface Choices {
  readonly active: boolean
  /** Groups of notices (domain/notice-choice). */
  readonly mutedNotices: string[]
}

/** @throws Refusal `not-found`; `conflict`, naming `telegramId` or `whatsapp`. */
export async function changeContact(
  tx: Tx,
  desk: Desk,
  contactId: ContactId,
  change: ContactChange,
  by: Actor = { kind: 'api' },
): Promise<ContactRecord> {
  await lockValues(tx, [`person:${contactId}`])
  const before = await findContactRecord(tx, contactId)
  if (before === null) throw new Refusal('not-found')
  const pin = await changeAddress(tx, desk, { contactId }, before, change)
  const after = await updateContact(tx, contactId, { ...change, ...pin })
  await recordRights(tx, { by, subject: `contact:${contactId}` }, before, after, contactRights)
  if (String(rolesOfContact(before)) !== String(rolesOfContact(after)) || before.language !== after.language) {
    const company = after.language === null ? await findCompany(tx, after.companyId as CompanyId) : null
    await renewMenus(
      tx,
      { contactId },
      rolesOfContact(after),
      chooseLanguage([after.language, company?.language], desk.defaultLanguage),
    )
  }
  return after
}

/** @throws Refusal `not-found`; `conflict`, naming `telegramId` or `whatsapp`. */
export async function changeEngineer(
  tx: Tx,
  desk: Desk,
  engineerId: EngineerId,
  change: EngineerChange,
  by: Actor = { kind: 'api' },
): Promise<EngineerRecord> {
  await lockValues(tx, [`person:${engineerId}`])
  const before = await findEngineerRecord(tx, engineerId)
  if (before === null) throw new Refusal('not-found')
  const pin = await changeAddress(tx, desk, { engineerId }, before, change)
  const after = await updateEngineer(tx, engineerId, { ...change, ...pin })
  await recordRights(tx, { by, subject: `engineer:${engineerId}` }, before, after, ['active', 'role', 'telegramId'])
  if (before.role !== after.role || before.language !== after.language) {
    const role = after.role === 'admin' ? 'admin' : 'engineer'
    await renewMenus(tx, { engineerId }, [role], chooseLanguage([after.language], desk.defaultLanguage))
  }
  return after
}

type Addresses = Pick<ContactRecord, 'id' | 'active' | 'telegramId' | 'telegramPinnedId' | 'whatsapp'>

/**
 * Checks the new addresses, and unlinks the chats that do not belong to the person any more. The chats go first: whoever
 * processes a message locks its conversation before the person, and so do we.
 * @returns what becomes of the pin.
 */
async function changeAddress(
  tx: Tx,
  desk: Desk,
  person: Person,
  before: Addresses,
  change: Partial<Pick<Addresses, 'active' | 'telegramId' | 'whatsapp'>>,
): Promise<{ telegramPinnedId?: null }> {
  const active = change.active ?? before.active
  const telegramId = change.telegramId === undefined ? before.telegramId : change.telegramId
  const whatsapp = change.whatsapp === undefined ? before.whatsapp : change.whatsapp
  if (active) await requireFreeAddress(tx, { telegramId, whatsapp }, before.id)
  if (!active) {
    if (before.active) await unlinkParty(tx, desk, person, 'access-withdrawn')
    return { telegramPinnedId: null }
  }
  if (telegramId === before.telegramId || (telegramId !== null && telegramId === before.telegramPinnedId)) return {}
  const linked = await findLinkedTelegram(tx, person)
  // Entering the id (or the name) of the chat that is linked already confirms it.
  if (linked !== null && (telegramId === linked.userId || telegramId === `@${linked.username?.toLowerCase() ?? ''}`)) return {}
  await unlinkParty(tx, desk, person, 'id-changed', { channel: 'telegram' })
  return { telegramPinnedId: null }
}

async function renewMenus(tx: Tx, person: Person, roles: readonly Role[], language: Language): Promise<void> {
  for (const chat of await findLinkedChats(tx, person)) {
    await queueMenu(tx, { id: chat.id as ConversationId, channel: chat.channel }, { roles, language }, `role:${tx.now.getTime()}`)
  }
}

/** Names and addresses of notices are no rights and are not recorded; who may do what, and under which id, is. */
async function recordRights<Row extends object>(
  tx: Tx,
  { by, subject }: { readonly by: Actor; readonly subject: string },
  before: Row,
  after: Row,
  fields: readonly (keyof Row & string)[],
) {
  const changed = fields.filter((field) => before[field] !== after[field])
  if (changed.length === 0) return
  const data = Object.fromEntries(changed.map((field) => [field, `${String(before[field])} -> ${String(after[field])}`]))
  await addAudit(tx, { actor: nameActor(by), action: 'change-rights', subject, data })
}
