// Parts of one album come as messages of their own and are thought about as one: grouped by their row's key, and held back
// until they have had time to arrive.
import type { Tx } from '../db/client.ts'
import { holdInbound, type WaitingMessage } from '../db/inbox.ts'

/** An album is whole after this much silence, or after `albumMost` in any case. */
const albumSilence = 1200
const albumMost = 10_000

/** Messages that are one turn: a single one, or the parts of an album. */
export interface Group {
  readonly items: readonly [WaitingMessage, ...WaitingMessage[]]
  readonly albumId: string | null
}

/** Consecutive parts of one album belong together. The group key stands on the row, so nothing is opened for it. */
export function groupAlbums(waiting: readonly WaitingMessage[]): readonly Group[] {
  const groups: { items: [WaitingMessage, ...WaitingMessage[]]; albumId: string | null }[] = []
  for (const item of waiting) {
    const last = groups.at(-1)
    if (last !== undefined && item.groupKey !== null && last.albumId === item.groupKey) last.items.push(item)
    else groups.push({ items: [item], albumId: item.groupKey })
  }
  return groups
}

/** An album whose parts may still be arriving waits, and everything after it with it: order is kept. */
export async function heldBack(tx: Tx, group: Group): Promise<boolean> {
  if (group.albumId === null) return false
  const times = group.items.map((item) => item.receivedAt.getTime())
  const whole = Math.min(Math.max(...times) + albumSilence, Math.min(...times) + albumMost)
  if (whole <= tx.now.getTime()) return false
  await holdInbound(
    tx,
    group.items.map((item) => item.id),
    new Date(whole),
  )
  return true
}
