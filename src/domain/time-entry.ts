// Work done on a ticket, as an engineer tells it: how much, of what kind. Entries are never changed; a correction is an entry of
// its own that takes the place of another (RULES 4, D20). What they cost is another matter.
import type { EngineerId, TicketId } from './ids.ts'

/** "bug": mending what the vendor did wrong, which is free (RULES D9). "fixed": a task at a fixed price (D10). */
export const workKinds = ['support', 'bug', 'training', 'fixed'] as const
export type WorkKind = (typeof workKinds)[number]

/** Tasks with a price of their own, whatever time they take (RULES 4). Only an installation is counted, by servers. */
export const fixedTasks = ['data-migration', 'virtual-ip', 'mysql-replication', 'installation'] as const
export type FixedTask = (typeof fixedTasks)[number]

/** 1 and 2: usual support; 3: development (RULES 3). */
export const workLevels = [1, 2, 3] as const
export type WorkLevel = (typeof workLevels)[number]

export interface Work {
  readonly kind: WorkKind
  readonly level: WorkLevel
  /** Of `fixed` work, and of no other. */
  readonly task: FixedTask | null
  /** How many of the task; 0 for further entries of one that was counted already. Null unless the work is `fixed`. */
  readonly quantity: number | null
}

export interface TimeEntry extends Work {
  readonly id: string
  readonly ticketId: TicketId
  readonly engineerId: EngineerId
  readonly startedAt: Date
  /** Real elapsed time (RULES D5). */
  readonly seconds: number
  /** Null: as the client's consent on the ticket says. */
  readonly afterHoursAgreed: boolean | null
  readonly billableAgreed: boolean | null
  /** The entry that this one takes the place of. */
  readonly correctsId: string | null
  readonly note: string | null
  readonly createdAt: Date
}

/** What is wrong with the work, by field; null when nothing is. */
export function workFault(work: Work): { readonly field: 'task' | 'quantity'; readonly reason: string } | null {
  if (work.kind !== 'fixed') {
    if (work.task !== null) return { field: 'task', reason: 'task-not-fixed' }
    return work.quantity === null ? null : { field: 'quantity', reason: 'task-not-fixed' }
  }
  if (work.task === null) return { field: 'task', reason: 'task-missing' }
  return work.task !== 'installation' && (work.quantity ?? 1) > 1 ? { field: 'quantity', reason: 'quantity-once' } : null
}

/** Work on different tickets within this time of each other's end is one sitting. */
const sittingMilliseconds = 30 * 60_000
/** Reading and thinking before the first act that left a trace. */
const beforeFirstMilliseconds = 5 * 60_000

/**
 * How long somebody seems to have worked on a ticket, from the times of what they did there: the sittings they form, each begun
 * some minutes before its first trace. In whole minutes, rounded up to five; 0 without a trace.
 */
export function suggestMinutes(acts: readonly Date[]): number {
  const times = acts.map((act) => act.getTime()).sort((a, b) => a - b)
  let worked = 0
  let last = Number.NEGATIVE_INFINITY
  for (const time of times) {
    worked += time - last > sittingMilliseconds ? beforeFirstMilliseconds : time - last
    last = time
  }
  return Math.ceil(worked / 300_000) * 5
}
