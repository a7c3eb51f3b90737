// Queues the command menu that belongs to a person's role; it goes through the outbox like every word.

import type { Tx } from '../db/client.ts'
import { queueMessages } from '../db/outbox.ts'
import type { ChannelName } from '../domain/channel.ts'
import type { ConversationId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import { menus } from '../domain/menus.ts'
import type { Role } from '../domain/party.ts'
import { sayText } from '../texts/render.ts'

/** @param dedup what caused it, so that a repeat sets it once. */
export async function queueMenu(
  tx: Tx,
  chat: { readonly id: ConversationId; readonly channel: string },
  reader: { readonly role: Role; readonly language: Language },
  dedup: string,
): Promise<void> {
  const entries = menus[reader.role].map((command) => ({ command, description: sayText(reader.language, `menu-${command}`) }))
  await queueMessages(tx, [
    {
      conversationId: chat.id,
      channel: chat.channel as ChannelName,
      kind: 'menu',
      dedupKey: `menu:${chat.id}:${dedup}`,
      content: { type: 'menu', entries: entries.length === 0 ? null : entries },
      push: false,
    },
  ])
}
