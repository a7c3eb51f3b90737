// Links the chat that is writing to a contact or engineer: by the id stored on the person, or by a one-time code.

import type { Tx } from '../db/client.ts'
import { addAudit, findPersonByStoredId, linkIdentity, type Person, redeemCode, unlinkIdentities } from '../db/identities.ts'
import { findContact, findEngineer } from '../db/people.ts'
import type { Conversation } from '../domain/conversation.ts'
import { Refusal } from '../domain/errors.ts'
import { hashLinkCode } from '../domain/link-code.ts'
import type { Contact, Engineer, Party } from '../domain/party.ts'
import { rolesOf } from '../domain/permissions.ts'
import type { Desk } from './desk.ts'
import { queueMenu } from './queue-menu.ts'
import { unlinkParty } from './unlink-identity.ts'

/** The chat that asks to be linked, and who is behind it now. */
export interface LinkingChat {
  readonly conversation: Conversation
  readonly party: Party
  readonly userId: string
  readonly username: string | null
  /** The message that asked; makes what is queued once-only. */
  readonly dedup: string
}

/** Wrong codes a chat may try within the hour; then codes are not even looked at. */
export const codeAttempts = 5
const attemptsHour = 3600_000

/**
 * Connects by the id stored on a contact or engineer. Somebody already connected stays so. Null: nobody has this id.
 */
export async function linkByStoredId(tx: Tx, desk: Desk, chat: LinkingChat): Promise<Contact | Engineer | null> {
  if (chat.party.kind !== 'stranger') {
    await queueMenu(tx, chat.conversation, { roles: rolesOf(chat.party), language: chat.party.language }, chat.dedup)
    return chat.party
  }
  const person = await findPersonByStoredId(tx, chat.conversation.channel, chat.userId, chat.username)
  return person === null ? null : connect(tx, desk, chat, person, 'stored-id')
}

/**
 * Redeems a one-time code. The same chat may redeem it again and is answered the same.
 * @throws Refusal `code-invalid` (unknown, used, expired: one answer for all), `code-attempts` after too many wrong ones.
 */
export async function linkByCode(tx: Tx, desk: Desk, chat: LinkingChat, code: string): Promise<Contact | Engineer> {
  const { conversation } = chat
  const recent = conversation.linkFailuresAt !== null && tx.now.getTime() - conversation.linkFailuresAt.getTime() < attemptsHour
  if (recent && conversation.linkFailures >= codeAttempts) throw new Refusal('code-attempts')
  const redemption = await redeemCode(tx, hashLinkCode(code), chat.party.identityId)
  const linked = redemption.kind === 'refused' ? null : await connect(tx, desk, chat, redemption.person, 'code')
  if (linked === null) {
    conversation.linkFailures = recent ? conversation.linkFailures + 1 : 1
    if (!recent) conversation.linkFailuresAt = tx.now
    throw new Refusal('code-invalid')
  }
  conversation.linkFailures = 0
  conversation.linkFailuresAt = null
  return linked
}

async function connect(tx: Tx, desk: Desk, chat: LinkingChat, person: Person, how: string): Promise<Contact | Engineer | null> {
  const { conversation, party } = chat
  const linked =
    'contactId' in person
      ? await findContact(tx, person.contactId, desk.defaultLanguage)
      : await findEngineer(tx, person.engineerId, desk.defaultLanguage)
  if (linked === null || (linked.kind === 'contact' && !linked.loginAccess && !linked.invoices)) return null
  if (party.kind !== 'stranger' && party.id !== linked.id) {
    const before = party.kind === 'contact' ? { contactId: party.id } : { engineerId: party.id }
    await unlinkIdentities(tx, before, { channel: conversation.channel })
    await addAudit(tx, {
      actor: 'system',
      action: 'unlink',
      subject: JSON.stringify(before),
      data: { identity: party.identityId, reason: 'other-person' },
    })
  }
  await unlinkParty(tx, desk, person, 'other-chat', { channel: conversation.channel, except: party.identityId })
  await linkIdentity(tx, { id: party.identityId, channel: conversation.channel, userId: chat.userId }, person)
  await addAudit(tx, {
    actor: `${linked.kind}:${linked.id}`,
    action: 'link',
    subject: `identity:${party.identityId}`,
    data: { how },
  })
  await queueMenu(tx, conversation, { roles: rolesOf(linked), language: linked.language }, chat.dedup)
  return linked
}
