// One part of a content to one person: may it go, is anybody there, is it written down, did the platform take it. Every answer is
// an outcome; the outbox decides what follows.
import type { DeliveryReport, OutboundContent, SendContext, SendOutcome } from '../../../domain/channel.ts'
import type { ChannelStatePort } from '../../../domain/channel-state.ts'
import { conversationId } from '../../../domain/ids.ts'
import type { Log } from '../../../domain/log.ts'
import { choicesOf } from '../../../domain/numbered-choices.ts'
import { type PersonJid, personJid } from '../jid.ts'
import { type Acknowledgements, createAcknowledgements } from './acknowledgements.ts'
import { type Breaker, createBreaker } from './breaker.ts'
import type { Composed } from './compose.ts'
import type { LibraryLog } from './library-log.ts'
import type { CurrentSession, LiveSession } from './live-session.ts'
import { nameMessage } from './message-name.ts'
import { createPace } from './pace.ts'
import { preparePart } from './prepare-part.ts'
import type { Quotes } from './quotes.ts'
import { findRecipient } from './recipient.ts'
import { isFinal, toOutcome } from './refusals.ts'
import { isProactive, judge } from './send-policy.ts'
import type { KnownMessage, SentPort } from './sent-port.ts'
import { type Submitted, submit } from './submit.ts'
import type { UnreadMessages } from './unread-messages.ts'

export interface OutboundOptions {
  readonly account: string
  readonly session: CurrentSession
  readonly sent: SentPort
  readonly states: ChannelStatePort
  readonly proactive: boolean
  /** Between two messages to one contact; 0 turns pace and hourly budget off, for tests. */
  readonly paceSeconds: number
  /** How long the platform may take to answer. */
  readonly answerMilliseconds: number
  readonly unread: UnreadMessages
  readonly quotes: Quotes
  readonly report: (report: DeliveryReport) => void
  readonly log: Log
  readonly libraryLog: LibraryLog
  readonly now: () => Date
  readonly random: () => number
}

export interface Outbound {
  send(address: string, part: OutboundContent, context: SendContext): Promise<SendOutcome>
  readonly acknowledgements: Acknowledgements
  readonly breaker: Breaker
}

const notConnected: SendOutcome = { kind: 'later', reason: 'not-connected', afterSeconds: 3, scope: 'account' }
const nothingToSend: SendOutcome = { kind: 'sent', messageIds: [] }

export function createOutbound(options: OutboundOptions): Outbound {
  const { account, sent, log, now } = options
  const breaker = createBreaker(options)
  const pace = createPace(options.paceSeconds, () => performance.now(), options.random)
  const acknowledgements = createAcknowledgements((messageId, answer) => {
    takeLate(messageId, answer).catch((error: unknown) =>
      log.warn({ messageId, err: error }, 'whatsapp: a late answer was not kept'),
    )
  })

  async function send(address: string, part: OutboundContent, context: SendContext): Promise<SendOutcome> {
    const jid = personJid(address)
    if (jid === null || jid !== address) return { kind: 'never', reason: 'unknown-chat', unreachable: 'unknown-chat' }
    if (isSilent(part)) return nothingToSend
    const session = options.session()
    if (session === null) return notConnected
    try {
      return await sendTo(jid, part, context, session)
    } catch (error) {
      log.error({ err: error }, 'whatsapp: a message could not be handed over')
      return { kind: 'unknown', reason: 'fault' }
    }
  }

  async function sendTo(jid: PersonJid, part: OutboundContent, context: SendContext, session: LiveSession): Promise<SendOutcome> {
    const messageId = nameMessage(account, jid, context.key)
    const known = await sent.find(messageId)
    const outcome = known === null ? await mayGo(jid, context, session) : settled(messageId, known, part)
    if (outcome !== null) return outcome
    const presence = await findRecipient(jid, session, { known: context.lastHeardAt !== null, anew: known !== null })
    if (presence === 'absent') return { kind: 'never', reason: 'unknown-chat', unreachable: 'unknown-chat' }
    if (presence === 'unknown') return { kind: 'later', reason: 'recipient-not-found', scope: 'message' }
    const prepared = await preparePart(part, { ...options, jid, session, context, known })
    if (prepared.kind === 'outcome') return prepared.outcome
    pace.begin(jid)
    return handOver(jid, messageId, prepared.composed, context, session)
  }

  /** Null: yes. Not asked again of a message that was handed over before. */
  async function mayGo(jid: PersonJid, context: SendContext, session: LiveSession): Promise<SendOutcome | null> {
    const early = pace.wait(jid)
    if (early > 0) {
      void session.socket.sendPresenceUpdate('composing', jid).catch(() => undefined)
      return { kind: 'later', reason: 'pace', afterSeconds: early / 1000, scope: 'conversation' }
    }
    const lastHour = options.paceSeconds === 0 ? null : await sent.lastHour()
    const breakerUntil = context.lastHeardAt === null ? await breaker.until() : null
    return judge(context, { now: now(), proactive: options.proactive, breakerUntil, lastHour })
  }

  async function handOver(
    jid: PersonJid,
    messageId: string,
    { content, attributes, choices }: Composed,
    context: SendContext,
    session: LiveSession,
  ): Promise<SendOutcome> {
    const { proto } = session.baileys
    const encoded = proto.Message.encode(proto.Message.fromObject(content)).finish()
    const proactive = context.notice !== null && isProactive(context, now())
    const row = await sent.submit({ messageId, jid, content: encoded, proactive })
    // As it was written down, so that every try is the same message to the letter.
    const same = { jid, messageId, content: proto.Message.decode(row.content), attributes }
    const answer = await submit(same, session, { ...options, acknowledgements })
    return conclude(messageId, answer, { jid, row, choices, session })
  }

  async function conclude(
    messageId: string,
    answer: Submitted,
    { jid, row, choices, session }: { jid: PersonJid; row: KnownMessage; choices: Composed['choices']; session: LiveSession },
  ): Promise<SendOutcome> {
    switch (answer.kind) {
      case 'accepted':
        await sent.advance([messageId], 'accepted')
        options.states.note('sent')
        showRead(jid, session)
        return toSent(messageId, choices)
      case 'silent':
        return { kind: 'unknown', reason: 'no-answer' }
      case 'cut':
        return { kind: 'unknown', reason: 'connection-lost' }
      case 'unsent':
        return answer.reason === 'not-connected' ? notConnected : { kind: 'later', reason: answer.reason, scope: 'message' }
      case 'refused':
        return refused(messageId, answer.code, row.tries, session)
    }
  }

  async function refused(messageId: string, code: string, tries: number, session: LiveSession | null): Promise<SendOutcome> {
    log.warn({ messageId, code }, 'whatsapp: the platform refused a message')
    await breaker.refused(code, session)
    const outcome = toOutcome(code, tries)
    if (isFinal(outcome)) await sent.advance([messageId], 'failed', code)
    return outcome
  }

  /** The answer to a message that nobody waits for any more. */
  async function takeLate(messageId: string, answer: Submitted): Promise<void> {
    if (answer.kind === 'accepted') await sent.advance([messageId], 'accepted')
    if (answer.kind !== 'refused') return
    const row = await sent.find(messageId)
    if (row === null || row.state !== 'submitted') return
    const outcome = await refused(messageId, answer.code, row.tries, options.session())
    if (outcome.kind !== 'never') return
    const { reason, unreachable } = outcome
    const told = { state: 'failed', reason, ...(unreachable !== undefined && { unreachable }), at: now() } as const
    options.report({ conversationId: conversationId('whatsapp', account, row.jid), messageId, ...told })
  }

  function showRead(jid: PersonJid, { socket }: LiveSession): void {
    const keys = options.unread.take(jid)
    if (keys.length === 0) return
    void socket
      .readMessages([...keys])
      .catch((error: unknown) => log.debug({ err: error }, 'whatsapp: nothing was shown as read'))
  }

  return { send, acknowledgements, breaker }
}

/** What became of a message that was handed over before; null: nobody knows, so it is handed over again, as the same message. */
function settled(messageId: string, { state, code, tries }: KnownMessage, part: OutboundContent): SendOutcome | null {
  if (state === 'submitted') return null
  if (state === 'failed') return toOutcome(code ?? '', tries)
  return toSent(messageId, part.type === 'text' ? choicesIn(part) : [])
}

function toSent(messageId: string, choices: Composed['choices']): SendOutcome {
  return { kind: 'sent', messageIds: [messageId], ...(choices.length > 0 && { choices }) }
}

function choicesIn({ buttons = [] }: Extract<OutboundContent, { type: 'text' }>) {
  return choicesOf(buttons)
}

/** There is nothing of the kind here: menus, rooms, pins. An edit was made a text by `split`. */
function isSilent({ type }: OutboundContent): boolean {
  return !['text', 'files', 'delete', 'mark', 'edit'].includes(type)
}
