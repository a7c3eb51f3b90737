// The engineers' group, when one is set: how the parts of the service know of it.
import type { Database } from './db/client.ts'
import { ensureGroup, type StaffGroup } from './db/rooms.ts'
import type { Channel } from './domain/channel.ts'
import { conversationId } from './domain/ids.ts'

/** The engineers' group is a conversation from the start, so that tickets can be shown there. */
export async function openStaffGroup(
  database: Database,
  channel: Pick<Channel, 'name' | 'account'> | undefined,
  address: string | null,
): Promise<{ staffGroup?: StaffGroup }> {
  if (address === null || channel === undefined) return {}
  const { name, account } = channel
  const staffGroup = { id: conversationId(name, account, address), channel: name, account, address }
  await database.transaction((tx) => ensureGroup(tx, staffGroup))
  return { staffGroup }
}
