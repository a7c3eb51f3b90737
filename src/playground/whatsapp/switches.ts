// What a scenario can switch: refusals, losses, held answers, latency. State and its small questions; whoever meets a
// client asks here first.
import type { BinaryNode } from '@whiskeysockets/baileys'

export interface Countdown {
  code: number
  left: number
}

export interface QuerySwitch {
  readonly fits: (iq: BinaryNode) => boolean
  /** null: no answer at all. */
  readonly code: number | null
  left: number
}

export interface Switches {
  logins: Countdown | null
  messages: Countdown | null
  lost: number
  silent: boolean
  latencyMs: number
  acksHeld: boolean
  readonly heldAcks: (() => void)[]
  restrictedUntil: Date | null
  readonly queries: QuerySwitch[]
  failedUploads: number
}

export function createSwitches(): Switches {
  return {
    logins: null,
    messages: null,
    lost: 0,
    silent: false,
    latencyMs: 0,
    acksHeld: false,
    heldAcks: [],
    restrictedUntil: null,
    queries: [],
    failedUploads: 0,
  }
}

/** Takes one off. @returns the code while there is any left. */
export function takeOne(countdown: Countdown | null): number | null {
  if (countdown === null || countdown.left <= 0) return null
  countdown.left -= 1
  return countdown.code
}

/** The switch that a query meets, with one taken off. */
export function takeQuerySwitch(switches: Switches, iq: BinaryNode): QuerySwitch | undefined {
  const found = switches.queries.find((one) => one.left > 0 && one.fits(iq))
  if (found) found.left -= 1
  return found
}
