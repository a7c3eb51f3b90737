// Which accounts ("<channel>:<account>") the channels of a process speak for. A conversation of any other account is one that
// nobody serves (any more). Which of them this process can send with just now is speaking-accounts.ts.
import type { Channel } from './channel.ts'

/** Of all channels that are set up. */
export function servedAccounts(channels: Iterable<Channel>): readonly string[] {
  return [...channels].map(({ name, account }) => `${name}:${account}`)
}
