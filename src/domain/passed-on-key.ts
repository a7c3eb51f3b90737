// How a notice that goes on by another messenger is called: its own key with the channel behind it. So it goes on once by each, and
// all of its rows are found.
import type { ChannelName } from './channel.ts'
import { channelOrder } from './channel-preference.ts'

/** Stands in no key for anything else. */
const mark = '>'

/** What may stand behind a notice's own key: nothing, or a channel that it went on by. */
export const keyEndings: readonly string[] = ['', ...channelOrder.map((channel) => mark + channel)]

/** The notice's own key, whichever of its rows this one is of. */
export function ownKey(dedupKey: string): string {
  return dedupKey.split(mark, 1)[0] ?? dedupKey
}

/** The key of the row by which it goes on. */
export function passedOnKey(dedupKey: string, channel: ChannelName): string {
  return ownKey(dedupKey) + mark + channel
}
