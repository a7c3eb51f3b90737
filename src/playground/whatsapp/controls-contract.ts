// What a scenario can do to the loopback WhatsApp server: endings, refusals, losses, delays. Types only; controls.ts makes it.
import type { BinaryNode } from '@whiskeysockets/baileys'

export type DisconnectCode = 401 | 408 | 411 | 428 | 440 | 500 | 503 | 515

export interface Controls {
  /** Ends connections (of one account, if named) as the server does for this code; 408: nothing is answered any more. */
  disconnect(code: DisconnectCode, of?: { readonly number: string }): void
  /** Logins are refused with this reason. */
  refuseLogins(code: number, times?: number): void
  /** Cuts all lines, or those of one account, without a word. */
  cut(of?: { readonly number: string }): void
  /** Nothing is answered while on. */
  silence(on: boolean): void
  /** Every stanza to clients is so much later. */
  latency(ms: number): void
  /** Messages are refused with this code (463, 479, …). */
  refuseMessages(code: number, times?: number): void
  /** Messages vanish: neither acknowledged nor delivered. */
  loseMessages(times?: number): void
  /** Messages are delivered, but not acknowledged until released. */
  holdAcks(): void
  releaseAcks(): void
  /** Messages to people who have never written are refused with 463 until the given time, and the clients are told. */
  restrict(until: Date | null): void
  /** Queries are not answered: of a namespace, such as `usync`, or all that fit. */
  dropQueries(which: string | ((iq: BinaryNode) => boolean), times?: number): void
  /** Queries of a namespace are answered with an error. */
  refuseQueries(namespace: string, code: number, times?: number): void
  failUploads(times?: number): void
  /** Ends every control and forgets the faults. */
  reset(): void
}
