// The platform's own answer to each message, which the library does not tell: it stands on the raw connection alone. Who waits
// for one gets it; what nobody waits for (any more) is handed on.
import type { BinaryNode } from '@whiskeysockets/baileys'
import { readMessageId } from '../jid.ts'
import type { LiveSession } from './live-session.ts'

/** "silent": none came in time; "cut": the connection ended first. */
export type Acknowledgement =
  | { readonly kind: 'accepted' | 'silent' | 'cut' }
  | { readonly kind: 'refused'; readonly code: string }

export interface Acknowledgements {
  /** Called at once after a socket is made. */
  attach(session: LiveSession): void
  /** To be called before the message goes out, because the answer may be quicker than the call that sends. */
  expect(messageId: string, session: LiveSession, milliseconds: number): Promise<Acknowledgement>
}

/** @param onLate an answer that nobody waits for: to a message that was given up on, or to one that a phone asked for again. */
export function createAcknowledgements(onLate: (messageId: string, answer: Acknowledgement) => void): Acknowledgements {
  const waiting = new Map<string, (answer: Acknowledgement) => void>()
  return {
    attach({ socket }) {
      socket.ws.on('CB:ack,class:message', ({ attrs }: BinaryNode) => {
        const messageId = readMessageId(attrs['id'])
        if (messageId === null) return
        const code = attrs['error']
        const answer: Acknowledgement = code === undefined ? { kind: 'accepted' } : { kind: 'refused', code: code.slice(0, 20) }
        const settle = waiting.get(messageId)
        if (settle === undefined) onLate(messageId, answer)
        else settle(answer)
      })
    },
    expect(messageId, { ended }, milliseconds) {
      const { promise, resolve } = Promise.withResolvers<Acknowledgement>()
      const timer = setTimeout(() => resolve({ kind: 'silent' }), milliseconds)
      const cut = () => resolve({ kind: 'cut' })
      if (ended.aborted) cut()
      ended.addEventListener('abort', cut, { once: true })
      waiting.set(messageId, resolve)
      return promise.finally(() => {
        clearTimeout(timer)
        ended.removeEventListener('abort', cut)
        if (waiting.get(messageId) === resolve) waiting.delete(messageId)
      })
    },
  }
}
