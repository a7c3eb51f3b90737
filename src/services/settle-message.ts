// What a send's outcome means for the message, its conversation and the person: said, again later (when, and who waits with
// it), or never. The rules of retrying stand here and nowhere else.

import type { Tx } from '../db/client.ts'
import { budgetKeys, type ClaimedMessage } from '../db/delivery.ts'
import {
  countFailures,
  type Delay,
  type Failures,
  markBlocked,
  recordDelay,
  recordFailure,
  recordNeedless,
} from '../db/delivery-outcome.ts'
import { moveConversation } from '../db/move-conversation.ts'
import { pauseSending } from '../db/send-budget.ts'
import type { SendOutcome } from '../domain/channel.ts'
import type { ConversationId } from '../domain/ids.ts'
import { leaveRoom } from './contact-rooms.ts'
import { giveUpMessage, giveUpWaiting } from './give-up.ts'
import type { RoomKeeper } from './room-keeper.ts'

export type Unsent = Exclude<SendOutcome, { kind: 'sent' }>

const second = 1000
const longestWait = 3600 * second
/** A whole account is held back for an unnamed time (network away, token refused) no longer than this before the next try. */
const longestAccountWait = 30 * second
/** Given up after a day of vain tries, or after this many. Waits that the platform named count towards neither. */
const patience = { hours: 24, tries: 40 }
/** A group that takes nothing (the bot was removed, or may not open topics) is asked again after this. */
const groupPause = 600 * second

export interface SettleOptions {
  readonly retryFirstSeconds: number
  /** Those that are served: what failed in one may go on by another. */
  readonly accounts: readonly string[]
  readonly rooms?: RoomKeeper
  /** Private chats of the channel have rooms just now. */
  readonly hasRooms?: boolean
}

/**
 * Writes down what became of a message that was not sent.
 * @returns the conversation the next message is found under: another one after a move.
 */
export async function settleUnsent(
  tx: Tx,
  message: ClaimedMessage,
  outcome: Unsent,
  options: SettleOptions,
): Promise<ConversationId> {
  const { rooms } = options
  if (outcome.kind === 'no-room') return message.private ? sayInChat(tx, message, options) : healRoom(tx, message, rooms)
  if (outcome.kind === 'never' && message.private && message.content?.type === 'open-thread')
    return refuseRoom(tx, message, outcome)
  if (outcome.kind === 'never') {
    const id = isGroupAway(message, outcome)
      ? await waitForGroup(tx, message, outcome.reason)
      : await giveUp(tx, message, outcome, options.accounts)
    await rooms?.failed(tx, id)
    return id
  }
  if (outcome.kind === 'moved') return move(tx, message, outcome.address, options)
  if (outcome.kind === 'later' && outcome.afterSeconds !== undefined) {
    const wait = outcome.afterSeconds * second
    await recordDelay(tx, message, { outcome: 'wait', reason: outcome.reason, dueAt: after(tx, wait) })
    if (outcome.scope !== 'message') await pause(tx, message, outcome.scope, wait)
    return message.conversationId
  }
  const wait = await backOff(tx, message, outcome, options)
  const wholeAccount = outcome.kind === 'later' && outcome.scope === 'account'
  if (wholeAccount && wait !== null) await pause(tx, message, 'account', Math.min(wait, longestAccountWait))
  return message.conversationId
}

/** Never: the reason goes into the ledger; a person who cannot be reached is marked, and their waiting notices go with it. */
async function giveUp(
  tx: Tx,
  message: ClaimedMessage,
  outcome: Extract<Unsent, { kind: 'never' }>,
  accounts: readonly string[],
): Promise<ConversationId> {
  if (outcome.unreachable === undefined) {
    await giveUpMessage(tx, message, accounts, outcome.reason)
  } else {
    await markBlocked(tx, message.conversationId)
    await giveUpMessage(tx, message, accounts, 'unreachable', outcome.reason)
    await giveUpWaiting(tx, message.conversationId, accounts)
  }
  return message.conversationId
}

/** Not this message is at fault: rooms wait, and everything goes on in private chats. */
function isGroupAway(message: ClaimedMessage, { unreachable }: Extract<Unsent, { kind: 'never' }>): boolean {
  return (
    !message.private && message.kind.startsWith('room.') && (unreachable !== undefined || message.content?.type === 'open-thread')
  )
}

async function waitForGroup(tx: Tx, message: ClaimedMessage, reason: string): Promise<ConversationId> {
  const next: Delay = { outcome: 'later', reason, dueAt: after(tx, groupPause) }
  await delay(tx, message, await countFailures(tx, message.id), next, [])
  await pause(tx, message, 'conversation', groupPause)
  return message.conversationId
}

/** What was to change the looks of a room that is gone falls away with it; anything else is said in the new one. */
async function healRoom(tx: Tx, message: ClaimedMessage, rooms: RoomKeeper | undefined): Promise<ConversationId> {
  const healed = (await rooms?.heal(tx, message.conversationId)) ?? null
  if (healed === null) await recordFailure(tx, message.id, { reason: 'no-room' })
  else if (message.content?.type !== 'text' && message.content?.type !== 'files') await recordNeedless(tx, message, 'no-room')
  else await delay(tx, message, await countFailures(tx, message.id), { outcome: 'moved', reason: 'no-room', dueAt: tx.now }, [])
  return healed ?? message.conversationId
}

/** A room of a private chat is not there: everything is said in the chat itself. */
async function sayInChat(tx: Tx, message: ClaimedMessage, { hasRooms, accounts }: SettleOptions): Promise<ConversationId> {
  const type = message.content?.type
  if (type === 'text' || type === 'files' || type === 'edit')
    await delay(
      tx,
      message,
      await countFailures(tx, message.id),
      { outcome: 'moved', reason: 'no-room', dueAt: tx.now },
      accounts,
    )
  else await recordNeedless(tx, message, 'no-room')
  return leaveRoom(tx, message, hasRooms === true ? 'deleted' : 'switched-off')
}

/** A room of a private chat cannot be opened: it is no message that the person misses. */
async function refuseRoom(
  tx: Tx,
  message: ClaimedMessage,
  { reason, unreachable }: Extract<Unsent, { kind: 'never' }>,
): Promise<ConversationId> {
  await recordNeedless(tx, message, reason)
  if (unreachable !== undefined) await markBlocked(tx, message.conversationId)
  return leaveRoom(tx, message, unreachable === undefined ? 'refused' : 'unreachable')
}

async function move(tx: Tx, message: ClaimedMessage, address: string, { accounts }: SettleOptions): Promise<ConversationId> {
  const next: Delay = { outcome: 'moved', reason: `moved to ${address}`, dueAt: tx.now }
  const again = await delay(tx, message, await countFailures(tx, message.id), next, accounts)
  return again ? moveConversation(tx, message.conversationId, address) : message.conversationId
}

/** @returns the wait in milliseconds; null when it was the last try. */
async function backOff(
  tx: Tx,
  message: ClaimedMessage,
  outcome: Extract<Unsent, { kind: 'later' | 'unknown' }>,
  { retryFirstSeconds, accounts, rooms }: SettleOptions,
): Promise<number | null> {
  const failures = await countFailures(tx, message.id)
  const doubled = Math.min(retryFirstSeconds * second * 2 ** Math.min(failures.tries, 20), longestWait)
  // Jitter, so that what failed together does not come back together.
  const wait = Math.round(doubled * (1 + Math.random() * 0.1))
  const next = { outcome: outcome.kind, reason: outcome.reason, dueAt: after(tx, wait) }
  if (await delay(tx, message, failures, next, accounts)) return wait
  await rooms?.failed(tx, message.conversationId)
  return null
}

/** @returns false when this was one try too many, and the message has failed. */
async function delay(
  tx: Tx,
  message: ClaimedMessage,
  failures: Failures,
  next: Delay,
  accounts: readonly string[],
): Promise<boolean> {
  const hours = failures.since === null ? 0 : (tx.now.getTime() - failures.since.getTime()) / (3600 * second)
  if (failures.tries + 1 >= patience.tries || hours >= patience.hours) {
    await giveUpMessage(tx, message, accounts, `given up: ${next.reason}`)
    return false
  }
  await recordDelay(tx, message, next)
  return true
}

async function pause(tx: Tx, message: ClaimedMessage, scope: 'account' | 'conversation', wait: number): Promise<void> {
  await pauseSending(tx, budgetKeys(message)[scope], after(tx, wait))
}

function after(tx: Tx, milliseconds: number): Date {
  return new Date(tx.now.getTime() + milliseconds)
}
