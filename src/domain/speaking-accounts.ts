// For whom this process can speak just now. A messenger that is reached over one standing connection (a linked device) can be
// spoken for by the process that has it, and by no other: what waits for it waits in the outbox, untried.
import type { Channel, ChannelName } from './channel.ts'

/** As "<channel>:<account>". */
export function speakingAccounts(channels: ReadonlyMap<ChannelName, Channel>): string[] {
  return [...channels.values()]
    .filter((channel) => channel.speaksHere?.() !== false)
    .map((channel) => `${channel.name}:${channel.account}`)
}
