// Linking the number: the texts that a phone scans, or the code that is typed into it, handed to the desk while they hold.
// Login secrets: they go into the state port, sealed there, and nowhere else.
import type { Log } from '../../../domain/log.ts'
import type { LiveSession } from './live-session.ts'
import type { StateReports } from './report-state.ts'

/** How the number is to be linked. `number`: digits only, with the country's code. */
export type PairingWish = { readonly kind: 'qr' } | { readonly kind: 'code'; readonly number: string }

export interface Pairing {
  /** The library has a new text for a QR picture; the code's turn comes with the first. */
  offer(text: string, session: LiveSession): void
  end(): void
}

/** A first text holds for a minute, the others for twenty seconds each, six in all. */
const firstSeconds = 60
const furtherSeconds = 20
const codeSeconds = 160

export function createPairing(wish: PairingWish, reports: StateReports, log: Log): Pairing {
  let offered = 0
  // By the machine's clock, as the platform's: a desk whose clock is moved does not make a picture hold longer.
  const until = (seconds: number) => new Date(Date.now() + seconds * 1000)

  async function askForCode(number: string, { socket, ended }: LiveSession): Promise<void> {
    const code = await socket.requestPairingCode(number)
    if (!ended.aborted) reports.pairing({ kind: 'code', text: code, expiresAt: until(codeSeconds) })
  }

  return {
    offer(text, session) {
      offered += 1
      if (offered === 1) reports.state('pairing', wish.kind)
      if (wish.kind === 'qr') {
        reports.pairing({ kind: 'qr', text, expiresAt: until(offered === 1 ? firstSeconds : furtherSeconds) })
      } else if (offered === 1) {
        askForCode(wish.number, session).catch((error: unknown) =>
          log.warn({ err: error }, 'whatsapp: no pairing code was given'),
        )
      }
    },
    end: () => reports.pairing(null),
  }
}
