// What is wrong with the channel right now, for readiness. Each part reports its own trouble and its end; it is logged once,
// not at every try.
import type { Log } from './log.ts'

export type Part = 'set-up' | 'polling' | 'storing' | 'token'

export interface Health {
  /** Null when well, else everything that is wrong, in words for an operator. */
  fault(): string | null
  /** `trouble` is null when the part is well (again). */
  report(part: Part, trouble: string | null): void
  /** Trouble until the part reports otherwise, but nothing to log: it has only just begun. */
  begin(part: Part, trouble: string): void
}

export function createHealth(log: Log): Health {
  const troubles = new Map<Part, string>()
  return {
    fault: () => (troubles.size === 0 ? null : [...troubles.values()].join('; ')),
    begin: (part, trouble) => void troubles.set(part, trouble),
    report(part, trouble) {
      const before = troubles.get(part)
      if (trouble === null) {
        if (troubles.delete(part)) log.info({ part, trouble: before }, 'telegram: well')
        return
      }
      troubles.set(part, trouble)
      if (trouble !== before) log.warn({ part, trouble }, 'telegram: trouble')
    },
  }
}
