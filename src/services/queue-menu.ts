// Queues the command menu that belongs to a person's roles, or to the engineers' group; it goes through the outbox like every word.
import { createHash } from 'node:crypto'

import type { Tx } from '../db/client.ts'
import { queueMessages } from '../db/outbox.ts'
import type { StaffGroup } from '../db/rooms.ts'
import type { ChannelName } from '../domain/channel.ts'
import type { ConversationId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import { menuOf, menuOfGroup } from '../domain/menus.ts'
import type { Role } from '../domain/permissions.ts'
import { sayText } from '../texts/render.ts'

/** @param dedup what caused it, so that a repeat sets it once. */
export async function queueMenu(
  tx: Tx,
  chat: { readonly id: ConversationId; readonly channel: string },
  reader: { readonly roles: readonly Role[]; readonly language: Language },
  dedup: string,
): Promise<void> {
  const entries = wordMenu(menuOf(reader.roles), reader.language)
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

/** Said once for each list of commands there is: a start with the same list says nothing. */
export async function queueGroupMenu(tx: Tx, { id, channel }: StaffGroup, language: Language): Promise<void> {
  const entries = wordMenu(menuOfGroup(), language)
  const digest = createHash('sha256').update(JSON.stringify(entries)).digest('hex').slice(0, 16)
  const menu = { conversationId: id, channel, kind: 'room.menu', dedupKey: `room.menu:${id}:${digest}`, push: false }
  await queueMessages(tx, [{ ...menu, content: { type: 'menu', entries } }])
}

function wordMenu(commands: ReturnType<typeof menuOf>, language: Language) {
  return commands.map((command) => ({ command, description: sayText(language, `menu-${command}`) }))
}
