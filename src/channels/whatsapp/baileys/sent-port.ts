// What sending needs of a database: every message is written down with its content before it goes out, so that a resend is the
// same message, and somebody's phone that could not read it can have it again after a restart. The implementation
// (db/whatsapp-sent.ts) meets this shape without knowing of it. "Queued" is the desk's own outbox.

/** Only forward: submitted, accepted, delivered, read; or failed, until a phone confirms that it has it. */
export type SentState = 'submitted' | 'accepted' | 'delivered' | 'read' | 'failed'

/** What is kept of a message. */
export interface SentMessage {
  readonly messageId: string
  readonly jid: string
  /** As it is encoded for the wire, before encryption. */
  readonly content: Uint8Array
  /** A notice that was sent though the person had not written lately. */
  readonly proactive: boolean
}

export interface KnownMessage {
  readonly jid: string
  readonly content: Uint8Array
  readonly state: SentState
  /** Of "failed": the platform's code. */
  readonly code: string | null
  /** How often it was handed to the platform. */
  readonly tries: number
}

export interface SentPort {
  find(messageId: string): Promise<KnownMessage | null>
  /** Written before it goes out; a message that is there already counts one more try and keeps its content. */
  submit(message: SentMessage): Promise<KnownMessage>
  /** @returns those that this moved forward. */
  advance(
    messageIds: readonly string[],
    state: Exclude<SentState, 'submitted'>,
    code?: string,
  ): Promise<readonly { readonly messageId: string; readonly jid: string }[]>
  /** Of the last hour. */
  lastHour(): Promise<{ readonly sent: number; readonly proactive: number }>
}
