// Who takes the next ticket: whoever carries least, of those who are there. Pure; what they carry comes as a parameter. It is
// a suggestion: anybody may still take what they like.
import type { EngineerId } from './ids.ts'
import type { Priority } from './priority.ts'

/** An engineer as the suggestion sees them. */
export interface Candidate {
  readonly id: EngineerId
  readonly name: string
  readonly role: 'engineer' | 'admin'
  /** Never suggested. */
  readonly isAway: boolean
  /** In their quiet hours: only when nobody else is there. */
  readonly isQuiet: boolean
  readonly carries: readonly CarriedTickets[]
}

export interface CarriedTickets {
  readonly priority: Priority
  readonly status: 'open' | 'waiting'
  readonly count: number
}

/** An open ticket weighs this; one that waits for its client, a quarter of it. */
const weights: Record<Priority, number> = { blocker: 16, high: 8, medium: 4, low: 2 }
const waitingShare = 4

export function weightOf(carries: readonly CarriedTickets[]): number {
  return carries.reduce(
    (sum, { priority, status, count }) => sum + (count * weights[priority]) / (status === 'waiting' ? waitingShare : 1),
    0,
  )
}

/**
 * The engineer who carries least; of equals the one with fewer tickets, and then each in turn. Admins are suggested where
 * there are no engineers, and people in quiet hours where everybody is.
 * @param turn any number that differs from ticket to ticket: its own will do
 * @returns null when nobody is there
 */
export function suggestEngineer(candidates: readonly Candidate[], turn: number): Candidate | null {
  const present = candidates.filter(({ isAway }) => !isAway)
  const engineers = present.filter(({ role }) => role === 'engineer')
  const eligible = engineers.length > 0 ? engineers : present
  const awake = eligible.filter(({ isQuiet }) => !isQuiet)
  const ranked = (awake.length > 0 ? awake : eligible)
    .map((candidate) => ({ candidate, weight: weightOf(candidate.carries), tickets: countOf(candidate.carries) }))
    .sort((a, b) => a.weight - b.weight || a.tickets - b.tickets || a.candidate.name.localeCompare(b.candidate.name))
  const [best] = ranked
  if (best === undefined) return null
  const equals = ranked.filter(({ weight, tickets }) => weight === best.weight && tickets === best.tickets)
  return equals[turn % equals.length]?.candidate ?? null
}

/** A suggestion for each of several tickets, in their order, as if each before it had been followed. */
export function suggestForAll(
  candidates: readonly Candidate[],
  tickets: readonly { readonly number: number; readonly priority: Priority; readonly status: 'open' | 'waiting' }[],
): ReadonlyMap<number, Candidate> {
  const suggested = new Map<number, Candidate>()
  let now = candidates
  for (const { number, priority, status } of tickets) {
    const chosen = suggestEngineer(now, number)
    if (chosen === null) break
    suggested.set(number, chosen)
    now = now.map((each) =>
      each.id === chosen.id ? { ...each, carries: [...each.carries, { priority, status, count: 1 }] } : each,
    )
  }
  return suggested
}

function countOf(carries: readonly CarriedTickets[]): number {
  return carries.reduce((sum, { count }) => sum + count, 0)
}
