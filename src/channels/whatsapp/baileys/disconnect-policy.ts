// What the end of a connection means, and what is done about it: the table of disconnect codes, as data. Waiting and doing
// belong to supervisor.ts.

/** The words in which the state is reported; those of the desk. */
export type EndState = 'lost' | 'replaced' | 'unsupported-version' | 'needs-pairing' | 'refused' | 'pairing'

export type NextStep =
  /** A new socket without waiting: the platform asked for it. */
  | { readonly kind: 'at-once' }
  /** A new socket after a wait that grows with each vain try. */
  | { readonly kind: 'back-off' }
  /** A new socket, but not before this. */
  | { readonly kind: 'slow'; readonly atLeastSeconds: number }
  /** Nothing until an administrator says so. */
  | { readonly kind: 'stop' }

export interface Verdict {
  readonly state: EndState
  /** The code, in words of this table; goes into the reported state and to admins. */
  readonly reason: string
  readonly next: NextStep
}

const atOnce: NextStep = { kind: 'at-once' }
const backOff: NextStep = { kind: 'back-off' }
const stop: NextStep = { kind: 'stop' }

const table: Readonly<Record<number, Verdict>> = {
  515: { state: 'lost', reason: 'restart-required', next: atOnce },
  428: { state: 'lost', reason: 'connection-closed', next: backOff },
  408: { state: 'lost', reason: 'no-answer', next: backOff },
  503: { state: 'lost', reason: 'unavailable', next: backOff },
  500: { state: 'lost', reason: 'stream-error', next: backOff },
  // Trying again quickly does not help: the version has to become newer, and blind tries look like an attack.
  405: { state: 'unsupported-version', reason: 'version-refused', next: { kind: 'slow', atLeastSeconds: 300 } },
  // Somebody else uses the session. Fighting for it would take it in turns for ever.
  440: { state: 'replaced', reason: 'replaced', next: { kind: 'slow', atLeastSeconds: 60 } },
  401: { state: 'needs-pairing', reason: 'logged-out', next: stop },
  403: { state: 'refused', reason: 'banned', next: stop },
  411: { state: 'refused', reason: 'not-usable', next: stop },
}

/** How a connection ended. */
export interface Ending {
  /** The platform's; null when it gave none. */
  readonly code: number | null
  /** It waited for a phone to link it, and none came. */
  readonly pairing: boolean
}

/** What to do after a connection ended. Codes that nobody knows count as a lost connection. */
export function judgeEnding({ code, pairing }: Ending): Verdict {
  const known = code === null ? undefined : table[code]
  if (pairing && (known === undefined || known.next.kind === 'back-off'))
    return { state: 'needs-pairing', reason: 'not-paired', next: stop }
  if (known !== undefined) return known
  return { state: 'lost', reason: code === null ? 'network' : `code-${code}`, next: backOff }
}

/** A code as the library gives it: on an error of its own, as a bare number, or not at all. */
export function codeOf(error: unknown): number | null {
  if (typeof error === 'number') return null
  const status = (error as { output?: { statusCode?: unknown } } | null | undefined)?.output?.statusCode
  return typeof status === 'number' && Number.isInteger(status) ? status : null
}
