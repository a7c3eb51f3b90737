// Queues the command menu that belongs to a person's roles; it goes through the outbox like every word.

import type { Tx } from '../db/client.ts'
import { queueMessages } from '../db/outbox.ts'
import type { ChannelName } from '../domain/channel.ts'
import type { ConversationId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import { menuOf } from '../domain/menus.ts'
import type { Role } from '../domain/permissions.ts'
import { sayText } from '../texts/render.ts'

/** @param dedup what caused it, so that a repeat sets it once. */
export async function queueMenu(
  tx: Tx,
  chat: { readonly id: ConversationId; readonly channel: string },
  reader: { readonly roles: readonly Role[]; readonly language: Language },
  dedup: string,
): Promise<void> {
  const entries = menuOf(reader.roles).map((command) => ({ command, description: sayText(reader.language, `menu-${command}`) }))
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
