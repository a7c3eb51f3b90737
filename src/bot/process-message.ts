// Thinking: one transaction holds the conversation, takes what waits in its inbox, routes each message, and queues every
// answer. All of it is committed, or none. A message that cannot be processed is tried five times and then set aside.

import type { Database, Tx } from '../db/client.ts'
import { createConversation, type Locked, lockConversation, refreshProfile, saveConversation } from '../db/conversations.ts'
import { markReachable } from '../db/identities.ts'
import { findWaiting, finishInbound, holdInbound, type WaitingMessage } from '../db/inbox.ts'
import { queueMessages } from '../db/outbox.ts'
import type { InboundMessage, InboundText } from '../domain/channel.ts'
import type { ConversationId } from '../domain/ids.ts'
import { chooseLanguage } from '../domain/language.ts'
import { looksLikeLinkCode } from '../domain/link-code.ts'
import type { Log } from '../domain/log.ts'
import type { Party } from '../domain/party.ts'
import type { Desk } from '../services/desk.ts'
import { parseCommand } from './command.ts'
import type { ClientTurn } from './draft.ts'
import { showDraft } from './draft-card.ts'
import { mergeAlbum } from './inbound-content.ts'
import { parkOrRetry } from './park-message.ts'
import { route } from './route.ts'
import type { Turn } from './turn.ts'

export interface ProcessDeps {
  readonly database: Database
  readonly desk: Desk
  readonly log: Log
}

/** Messages of one conversation that are thought about in one transaction, so that quick lines get one answer. */
const batchSize = 20
/** An album is whole after this much silence, or after `albumMost` in any case. */
const albumSilence = 1200
const albumMost = 10_000

/** Processes everything that waits in a conversation's inbox and is due. */
export async function processConversation(deps: ProcessDeps, id: ConversationId): Promise<void> {
  for (;;) {
    const failed = await processBatch(deps, id)
    if (failed === 'empty') return
    if (failed === 'more') continue
    deps.log.error(
      { conversationId: id, inboundId: String(failed.inboundId), err: failed.cause },
      'a message could not be processed',
    )
    if ((await parkOrRetry(deps, id, failed.inboundId, failed.cause)) === 'later') return
  }
}

/** What went wrong, and with which message; the transaction it happened in was rolled back. */
class ProcessingFault extends Error {
  readonly inboundId: bigint
  constructor(inboundId: bigint, cause: unknown) {
    super('a message could not be processed', { cause })
    this.inboundId = inboundId
  }
}

async function processBatch(deps: ProcessDeps, id: ConversationId): Promise<'empty' | 'more' | ProcessingFault> {
  try {
    return await deps.database.transaction((tx) => think(tx, deps, id))
  } catch (error) {
    if (error instanceof ProcessingFault) return error
    throw error
  }
}

async function think(tx: Tx, deps: ProcessDeps, id: ConversationId): Promise<'empty' | 'more'> {
  let locked = await lockConversation(tx, id, deps.desk.defaultLanguage)
  const waiting = await findWaiting(tx, id, batchSize)
  const [head] = waiting
  if (head === undefined) return 'empty'
  if (locked === null) {
    await attempt(head.id, () => createConversation(tx, head.read()))
    locked = await lockConversation(tx, id, deps.desk.defaultLanguage)
    if (locked === null) throw new Error('a conversation vanished while it was being made')
  }
  const before = structuredClone(locked.conversation)
  const done: bigint[] = []
  const replies: Turn['replies'] = []
  for (const group of groupAlbums(waiting)) {
    if (await heldBack(tx, group)) break
    const first = group.items[0]
    const message = await attempt(first.id, () => takeTurn(tx, deps, locked, group, replies))
    done.push(...group.items.map((item) => item.id))
    if (mayChangeWho(message)) break
  }
  if (done.length === 0) return 'empty'
  await queueMessages(tx, replies)
  await saveConversation(tx, before, locked.conversation)
  await finishInbound(tx, done)
  // Whatever came meanwhile woke this conversation itself, and waits for our lock: only what was seen and left is ours.
  return done.length < waiting.length || waiting.length === batchSize ? 'more' : 'empty'
}

async function attempt<T>(inboundId: bigint, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new ProcessingFault(inboundId, error)
  }
}

async function takeTurn(
  tx: Tx,
  deps: ProcessDeps,
  locked: Locked,
  group: Group,
  replies: Turn['replies'],
): Promise<InboundMessage> {
  const [first] = group.items
  const messages = group.items.map((item) => item.read())
  const message = messages.length === 1 ? first.read() : mergeAlbum(messages as readonly InboundText[])
  const party = await identify(tx, deps, locked, message)
  const turn: Turn = {
    tx,
    desk: deps.desk,
    party,
    conversation: locked.conversation,
    message,
    key: first.id.toString(36),
    replies: [],
  }
  await route(
    turn,
    messages.flatMap((part) => ('messageId' in part && part.messageId !== undefined ? [part.messageId] : [])),
  )
  if (party.kind === 'contact') await showDraft(turn as ClientTurn)
  replies.push(...turn.replies)
  return message
}

/** After it the chat may belong to somebody else, or stand elsewhere: what follows is read with that known, in a new batch. */
function mayChangeWho(message: InboundMessage): boolean {
  if (message.kind === 'moved') return true
  return message.kind === 'message' && (parseCommand(message.text)?.name === 'start' || looksLikeLinkCode(message.text.trim()))
}

/** Who is writing. Hearing from somebody who had blocked the bot means that they are back. */
async function identify(tx: Tx, deps: ProcessDeps, locked: Locked, message: InboundMessage): Promise<Party> {
  const known = locked.party(message.sender.language)
  if (!message.private)
    return { kind: 'stranger', identityId: known.identityId, language: chooseLanguage([], deps.desk.defaultLanguage) }
  if (message.kind !== 'membership') {
    await refreshProfile(tx, locked, known.identityId, message)
    if (locked.blocked) await markReachable(tx, known.identityId, true)
  }
  return known
}

interface Group {
  readonly items: readonly [WaitingMessage, ...WaitingMessage[]]
  readonly albumId: string | null
}

/** Consecutive parts of one album belong together. The group key stands on the row, so nothing is opened for it. */
function groupAlbums(waiting: readonly WaitingMessage[]): readonly Group[] {
  const groups: { items: [WaitingMessage, ...WaitingMessage[]]; albumId: string | null }[] = []
  for (const item of waiting) {
    const last = groups.at(-1)
    if (last !== undefined && item.groupKey !== null && last.albumId === item.groupKey) last.items.push(item)
    else groups.push({ items: [item], albumId: item.groupKey })
  }
  return groups
}

/** An album whose parts may still be arriving waits, and everything after it with it: order is kept. */
async function heldBack(tx: Tx, group: Group): Promise<boolean> {
  if (group.albumId === null) return false
  const times = group.items.map((item) => item.receivedAt.getTime())
  const whole = Math.min(Math.max(...times) + albumSilence, Math.min(...times) + albumMost)
  if (whole <= tx.now.getTime()) return false
  await holdInbound(
    tx,
    group.items.map((item) => item.id),
    new Date(whole),
  )
  return true
}
