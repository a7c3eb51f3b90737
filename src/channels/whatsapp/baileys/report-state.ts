// Telling the desk how the connection stands, in order and without ever holding the connection up: a database that is away
// delays the telling, nothing else. The last word is also kept here, for this process's own readiness.
import type { ChannelStatePort, ChannelStateWord, PairingSecret } from '../../../domain/channel-state.ts'
import type { Log } from '../../../domain/log.ts'

type State = Exclude<ChannelStateWord, 'silent'>

export interface StateReports {
  state(state: State, reason?: string | null): void
  pairing(secret: PairingSecret | null): void
  reconnected(): void
  /** Null: this process does not have the account, or has not begun. */
  last(): { readonly state: State; readonly reason: string | null } | null
  /** This process has the account no more: what it last said is the next one's to say. */
  forgetLast(): void
  /** Resolves when everything is told, or could not be. */
  settled(): Promise<void>
}

/** @param onState called with every word, at once */
export function createStateReports(port: ChannelStatePort, log: Log, onState: (state: State) => void): StateReports {
  let telling: Promise<void> = Promise.resolve()
  let last: { state: State; reason: string | null } | null = null
  let shown = false

  function tell(work: () => Promise<void>): void {
    telling = telling.then(work).catch((error: unknown) => log.warn({ err: error }, 'whatsapp: the state was not written'))
  }

  return {
    state(state, reason = null) {
      const before = last
      last = { state, reason }
      if (before?.state !== state || before.reason !== reason) log.info({ state, reason }, 'whatsapp: the connection')
      tell(() => port.report(state, reason))
      onState(state)
    },
    pairing(secret) {
      if (secret === null && !shown) return
      shown = secret !== null
      tell(() => port.showPairing(secret))
    },
    reconnected: () => port.note('reconnected'),
    last: () => last,
    forgetLast() {
      last = null
    },
    settled: () => telling,
  }
}
