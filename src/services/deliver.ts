// Says what the outbox holds for one conversation, in order: claim with one statement, send outside any transaction, record. Any
// number of processes may be at it; a crash at any point loses nothing, and says twice at most the one part in flight.

import type { Database, Tx } from '../db/client.ts'
import { type ClaimedMessage, claimNext, isLostRace, putBack } from '../db/delivery.ts'
import { clearBlocked, failNotices, recordAccepted, recordFailure } from '../db/delivery-outcome.ts'
import { needsPlace, takePlace } from '../db/send-budget.ts'
import type { Channel, ChannelName, OutboundContent, SendOutcome } from '../domain/channel.ts'
import type { FileStore } from '../domain/file-store.ts'
import type { ConversationId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import type { Log } from '../domain/log.ts'
import { type Prepared, prepareMessage } from './prepare-message.ts'
import { type SendWindow, wideWindow } from './send-window.ts'
import { settleUnsent } from './settle-message.ts'

/** Named moments at which a test may end the process. Nothing by default. */
export type CrashPoints = (name: string) => void

export interface DeliverDeps {
  readonly database: Database
  readonly channels: ReadonlyMap<ChannelName, Channel>
  readonly files: FileStore
  /** Of this process (db/presence); null: nothing is claimed. */
  readonly processNumber: () => number | null
  readonly retryFirstSeconds: number
  readonly defaultLanguage: Language
  readonly log: Log
  readonly crashPoints?: CrashPoints
  /** Shared by all deliveries of the process; without it any number may be under way. */
  readonly sendWindow?: SendWindow
}

/** So many messages of one conversation in one go; then others have their turn. */
const turn = 100
/** While files are fetched the conversation waits for them this long; then later messages go first. */
const filesHoldSeconds = 30
const filesAgainSeconds = 2

interface Ready {
  readonly message: ClaimedMessage
  readonly content: OutboundContent
}

/**
 * Sends what is due in a conversation until nothing is, or until `signal` says stop (then after the message in hand).
 * @throws only when the database is away; what was in hand is freed and sent again later.
 */
export async function deliverConversation(deps: DeliverDeps, id: ConversationId, signal?: AbortSignal): Promise<void> {
  let next = await deps.database
    .statements((tx) => claimReady(deps, tx, id))
    .catch((error: unknown) => {
      if (isLostRace(error)) return null
      throw error
    })
  for (let sent = 1; next !== null; sent++) {
    const full = sent >= turn
    next = await deliverMessage(deps, next, () => !full && signal?.aborted !== true)
  }
}

/** The next message of the conversation that can be sent now, in the hands of this process. */
async function claimReady(deps: DeliverDeps, tx: Tx, id: ConversationId): Promise<Ready | null> {
  const processNumber = deps.processNumber()
  if (processNumber === null) return null
  const accounts = [...deps.channels.values()].map((channel) => `${channel.name}:${channel.account}`)
  for (;;) {
    const message = await claimNext(tx, id, { processNumber, accounts })
    if (message === null) return null
    if (message.push && message.blocked) {
      await failNotices(tx, id)
      continue
    }
    const prepared = await prepareMessage(tx, message, deps.defaultLanguage).catch((error: unknown): Prepared => {
      deps.log.error({ outboxId: String(message.id), err: error }, 'a message cannot be prepared')
      return { kind: 'unreadable' }
    })
    if (prepared.kind === 'ready') return { message, content: prepared.content }
    if (prepared.kind === 'unreadable') {
      await recordFailure(tx, message, 'unreadable')
    } else {
      const holds = tx.now.getTime() - message.createdAt.getTime() < filesHoldSeconds * 1000
      await putBack(tx, message.id, new Date(tx.now.getTime() + filesAgainSeconds * 1000), { holds })
    }
  }
}

/** Sends a message's parts, recording each before the next. @returns the next message, claimed with the last record. */
async function deliverMessage(deps: DeliverDeps, { message, content }: Ready, onwards: () => boolean): Promise<Ready | null> {
  const parts = split(deps, message, content)
  if (parts === null) return settle(deps, message, { kind: 'never', reason: 'bad-content' }, onwards)
  for (let index = message.partsSent; index < parts.length; index++) {
    const part = parts[index] as OutboundContent
    deps.crashPoints?.('claimed')
    const { outcome, recorded } = await (deps.sendWindow ?? wideWindow).send(() => send(deps, message, part))
    deps.crashPoints?.('sent')
    if (outcome.kind !== 'sent') {
      recorded(false)
      return settle(deps, message, outcome, onwards)
    }
    if (index + 1 === parts.length) {
      const accepted = { partsSent: index + 1, messageIds: outcome.messageIds }
      return finish(deps, message, accepted, onwards, () => recorded(true))
    }
    const ours = await persist(deps, 'statements', async (tx) => {
      const held = await recordAccepted(tx, message, { partsSent: index + 1, messageIds: outcome.messageIds, whole: false })
      if (needsPlace(message, message.push)) await takePlace(tx, message, message.push)
      return held
    }).finally(() => recorded(true))
    if (!ours) return null
  }
  return finish(deps, message, { partsSent: message.partsSent, messageIds: [] }, onwards, () => undefined)
}

function split(deps: DeliverDeps, message: ClaimedMessage, content: OutboundContent): readonly OutboundContent[] | null {
  try {
    return channelOf(deps, message).split(content)
  } catch (error) {
    deps.log.error({ outboxId: String(message.id), err: error }, 'a message cannot be cut into parts')
    return null
  }
}

async function send(deps: DeliverDeps, message: ClaimedMessage, part: OutboundContent): Promise<SendOutcome> {
  try {
    return await channelOf(deps, message).send(message.address, part, (file) => deps.files.open(file.storeKey))
  } catch (error) {
    // Against the channel's contract; whether it was sent, nobody knows.
    deps.log.error({ outboxId: String(message.id), err: error }, 'a channel threw while sending')
    return { kind: 'unknown', reason: 'fault' }
  }
}

function channelOf(deps: DeliverDeps, message: ClaimedMessage): Channel {
  const channel = deps.channels.get(message.channel)
  if (channel === undefined) throw new Error(`claimed a message of a channel that is off: ${message.channel}`)
  return channel
}

/** The whole message stands in the chat. That is recorded first, alone and at once: until then a crash says it twice. */
async function finish(
  deps: DeliverDeps,
  message: ClaimedMessage,
  accepted: { readonly partsSent: number; readonly messageIds: readonly string[] },
  onwards: () => boolean,
  recorded: () => void,
): Promise<Ready | null> {
  await persist(deps, 'statements', (tx) => recordAccepted(tx, message, { ...accepted, whole: true })).finally(recorded)
  return persist(deps, 'statements', async (tx, again) => {
    if (message.blocked && accepted.messageIds.length > 0) await clearBlocked(tx, message.conversationId)
    return goOn(deps, tx, message.conversationId, onwards() && !again)
  })
}

async function settle(
  deps: DeliverDeps,
  message: ClaimedMessage,
  outcome: Exclude<SendOutcome, { kind: 'sent' }>,
  onwards: () => boolean,
): Promise<Ready | null> {
  const fields = { outboxId: String(message.id), conversationId: message.conversationId, attempt: message.attempts }
  const told = 'reason' in outcome ? { ...fields, reason: outcome.reason } : fields
  deps.log.warn({ ...told, outcome: outcome.kind }, 'a message was not sent')
  return persist(deps, 'transaction', async (tx, again) => {
    const id = await settleUnsent(tx, message, outcome, deps.retryFirstSeconds)
    return goOn(deps, tx, id, onwards() && !again)
  })
}

async function goOn(deps: DeliverDeps, tx: Tx, id: ConversationId, onwards: boolean): Promise<Ready | null> {
  if (onwards) return claimReady(deps, tx, id)
  tx.wake({ queue: 'outbox', id })
  return null
}

/**
 * A record that is lost means a message said twice: when the database stumbles, it is written again, for some seconds, and
 * then alone (`again`), because the fault may lie in claiming the next message.
 */
async function persist<T>(
  deps: DeliverDeps,
  how: 'statements' | 'transaction',
  work: (tx: Tx, again: boolean) => Promise<T>,
): Promise<T> {
  for (const [tries, pause] of [50, 500, 2000].entries()) {
    try {
      return await deps.database[how]((tx) => work(tx, tries > 0))
    } catch (error) {
      deps.log.warn({ err: error }, 'the record of a delivery has to be written again')
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
  return deps.database[how]((tx) => work(tx, true))
}
