// One composed message on the wire, and what the platform answers. The library's own promise says nothing: it is kept before the
// platform has answered, and when there was nobody to send to.
import type { proto } from '@whiskeysockets/baileys'
import type { Log } from '../../../domain/log.ts'
import type { PersonJid } from '../jid.ts'
import type { Acknowledgement, Acknowledgements } from './acknowledgements.ts'
import type { LiveSession } from './live-session.ts'

export interface Submission {
  readonly jid: PersonJid
  readonly messageId: string
  readonly content: proto.IMessage
  readonly attributes: Readonly<Record<string, string>>
}

/** "unsent": surely not sent. The others as the platform has it. */
export type Submitted = Acknowledgement | { readonly kind: 'unsent'; readonly reason: string }

export interface SubmitOptions {
  readonly acknowledgements: Acknowledgements
  /** How long the platform may take to answer; then what became of the message is not known. */
  readonly answerMilliseconds: number
  readonly log: Log
}

/** Never throws. */
export async function submit(
  { jid, messageId, content, attributes }: Submission,
  session: LiveSession,
  { acknowledgements, answerMilliseconds, log }: SubmitOptions,
): Promise<Submitted> {
  const answer = acknowledgements.expect(messageId, session, answerMilliseconds)
  const relayed = relay().then(
    () => null,
    (error: unknown) => ({ error }),
  )
  // The answer may come before the call returns; and a call that never returns has its answer too.
  const first = await Promise.race([answer, relayed])
  if (first === null) return answer
  if (!('error' in first)) return first
  log.debug({ messageId, err: first.error }, 'whatsapp: the library could not send')
  return toFault(first.error)

  async function relay(): Promise<void> {
    await session.socket.relayMessage(jid, content, { messageId, additionalAttributes: { ...attributes } })
  }
}

/** What the library throws: errors of its own kind, and bare numbers when the connection dies under it. */
export function toFault(error: unknown): Submitted {
  if (typeof error === 'number') return { kind: 'cut' }
  const status = (error as { output?: { statusCode?: unknown } } | null)?.output?.statusCode
  if (status === 428) return { kind: 'unsent', reason: 'not-connected' }
  if (typeof status === 'number') return { kind: 'unsent', reason: `library-${status}` }
  return { kind: 'unsent', reason: 'library-fault' }
}
