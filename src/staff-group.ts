// The engineers' group, when one is set: how the parts of the service know of it, and what its menu offers.
import type { Database } from './db/client.ts'
import { ensureGroup, type StaffGroup } from './db/rooms.ts'
import type { Channel } from './domain/channel.ts'
import { conversationId } from './domain/ids.ts'
import type { Language } from './domain/language.ts'
import { queueGroupMenu } from './services/queue-menu.ts'

/** The engineers' group is a conversation from the start, so that tickets can be shown there. */
export async function openStaffGroup(
  database: Database,
  channel: Pick<Channel, 'name' | 'account'> | undefined,
  address: string | null,
  language: Language,
): Promise<{ staffGroup?: StaffGroup }> {
  if (address === null || channel === undefined) return {}
  const { name, account } = channel
  const staffGroup = { id: conversationId(name, account, address), channel: name, account, address }
  await database.transaction(async (tx) => {
    await ensureGroup(tx, staffGroup)
    await queueGroupMenu(tx, staffGroup, language)
  })
  return { staffGroup }
}
