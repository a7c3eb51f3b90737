// Which messenger administrators manage in the chat: the one that needs a login of its own.
import { type ChannelView, readChannels } from '../services/read-channels.ts'
import type { Turn } from './turn.ts'

export const managedChannel = 'whatsapp'

/** As it stands; null: it is off. */
export async function findManaged({ tx, desk }: Pick<Turn, 'tx' | 'desk'>): Promise<ChannelView | null> {
  const messengers = (desk.messengers ?? []).filter(({ channel }) => channel === managedChannel)
  return (await readChannels(tx, messengers))[0] ?? null
}
