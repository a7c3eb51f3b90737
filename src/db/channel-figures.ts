// What is counted of a messenger's connection, as it lies in its row: sums, and the last hours one by one, so that a share says how
// things are and not how they were last year.
import type { ChannelEvent, ChannelFigures } from '../domain/channel-state.ts'

/** Counts since the last write. */
export type Counts = Record<ChannelEvent, number>

export const noCounts: Counts = { received: 0, sent: 0, undecryptable: 0, malformed: 0, reconnected: 0 }
const hoursKept = 24

/** As it lies in the row: `hours` holds [received, undecryptable] of each of the last hours that had any. */
export interface StoredFigures extends Partial<Counts> {
  readonly hours?: Readonly<Record<string, readonly [received: number, undecryptable: number]>>
  readonly words?: Readonly<Record<string, string>>
}

/** With what was counted since, in the hour that it is. */
export function addCounts(stored: StoredFigures, counts: Counts, now: Date): StoredFigures {
  const hour = now.toISOString().slice(0, 13)
  const oldest = new Date(now.getTime() - hoursKept * 3_600_000).toISOString().slice(0, 13)
  const [received, undecryptable] = stored.hours?.[hour] ?? [0, 0]
  const kept = Object.entries(stored.hours ?? {}).filter(([name]) => name > oldest && name <= hour)
  const sums = Object.fromEntries(
    (Object.keys(noCounts) as ChannelEvent[]).map((name) => [name, (stored[name] ?? 0) + counts[name]]),
  )
  const current = [received + counts.received, undecryptable + counts.undecryptable] as const
  return { ...stored, ...sums, hours: { ...Object.fromEntries(kept), [hour]: current } }
}

/** As the others read it. */
export function toFigures(stored: StoredFigures, now: Date): ChannelFigures {
  const { received = 0, sent = 0, undecryptable = 0, malformed = 0, reconnected = 0, words = {} } = stored
  const oldest = new Date(now.getTime() - 24 * 3_600_000).toISOString().slice(0, 13)
  const recent = Object.entries(stored.hours ?? {}).filter(([hour]) => hour > oldest)
  const came = recent.reduce((sum, [, counts]) => sum + counts[0] + counts[1], 0)
  const unread = recent.reduce((sum, [, counts]) => sum + counts[1], 0)
  return { received, sent, undecryptable, malformed, reconnected, undecryptableShare: came === 0 ? null : unread / came, words }
}
