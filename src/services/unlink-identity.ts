// Takes a person's chat away from them: an id was changed, access was withdrawn, or another chat took its place.

import type { Tx } from '../db/client.ts'
import { addAudit, type Person, unlinkIdentities } from '../db/identities.ts'
import { queueMessages } from '../db/outbox.ts'
import type { ChannelName } from '../domain/channel.ts'
import type { IdentityId } from '../domain/ids.ts'
import { say } from '../texts/render.ts'
import type { Desk } from './desk.ts'
import { queueMenu } from './queue-menu.ts'

/** Why a chat was unlinked, for the audit. */
export type UnlinkReason = 'id-changed' | 'access-withdrawn' | 'other-chat' | 'other-person'

/** Unlinks all of a person's chats (of one channel, or all), tells those chats so, and takes their menus away. */
export async function unlinkParty(
  tx: Tx,
  desk: Desk,
  person: Person,
  reason: UnlinkReason,
  options: { channel?: string; except?: IdentityId } = {},
): Promise<void> {
  for (const chat of await unlinkIdentities(tx, person, options)) {
    const subject = 'contactId' in person ? `contact:${person.contactId}` : `engineer:${person.engineerId}`
    await addAudit(tx, { actor: 'system', action: 'unlink', subject, data: { identity: chat.identityId, reason } })
    if (chat.conversationId === null) continue
    const dedup = `unlinked:${chat.identityId}:${tx.now.getTime()}`
    await queueMessages(tx, [
      {
        conversationId: chat.conversationId,
        channel: chat.channel as ChannelName,
        kind: 'identity.unlinked',
        dedupKey: dedup,
        content: { type: 'text', text: say(desk.defaultLanguage, 'link-ended') },
        push: true,
      },
    ])
    await queueMenu(
      tx,
      { id: chat.conversationId, channel: chat.channel },
      { roles: ['stranger'], language: desk.defaultLanguage },
      dedup,
    )
  }
}
