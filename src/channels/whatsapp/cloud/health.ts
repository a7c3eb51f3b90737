// What is wrong with the channel right now, for readiness. Each part reports its own trouble and its end; it is logged once,
// not at every try, and handed on to whoever keeps the account's standing.
import type { Log } from '../../../domain/log.ts'

export type Part = 'number' | 'storing' | 'token' | 'account' | 'first-contacts' | `template ${string}`

/** Each template is a part of its own: one that is well says nothing of another. */
export function partOf({ name, language }: { readonly name: string; readonly language: string }): Part {
  return `template ${name} (${language})`
}

export interface Health {
  /** Null when well, else everything that is wrong, in words for an operator. */
  fault(): string | null
  /** The trouble of one part; null when it is well. */
  of(part: Part): string | null
  /** `trouble` is null when the part is well (again). */
  report(part: Part, trouble: string | null): void
}

export function createHealth(log: Log, onChange: () => void = () => {}): Health {
  const troubles = new Map<Part, string>()
  return {
    fault: () => (troubles.size === 0 ? null : [...troubles.values()].join('; ')),
    of: (part) => troubles.get(part) ?? null,
    report(part, trouble) {
      const before = troubles.get(part) ?? null
      if (before === trouble) return
      if (trouble === null) {
        troubles.delete(part)
        log.info({ part, trouble: before }, 'whatsapp: well')
      } else {
        troubles.set(part, trouble)
        log.warn({ part, trouble }, 'whatsapp: trouble')
      }
      onChange()
    },
  }
}
