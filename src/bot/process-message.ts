// Thinking: one transaction holds the conversation, takes what waits in its inbox, routes each message, and queues every
// answer. All of it is committed, or none. When many conversations wait, several share a transaction; a fault in one of them
// undoes all, and each is thought about alone. A message that cannot be processed is tried five times and then set aside.

import type { Database, Tx } from '../db/client.ts'
import { createConversation, type Locked, lockConversations, saveConversations } from '../db/conversations.ts'
import { findWaiting, finishInbound, type WaitingMessage } from '../db/inbox.ts'
import { queueMessages } from '../db/outbox.ts'
import type { InboundMessage } from '../domain/channel.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { ConversationId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import type { Log } from '../domain/log.ts'
import type { Desk } from '../services/desk.ts'
import { uniteIdentities } from '../services/unite-identities.ts'
import { type Group, groupAlbums, heldBack } from './album.ts'
import { combineReplies, holdLate, settleEdits } from './late-messages.ts'
import { parkOrRetry } from './park-message.ts'
import { mayChangeWho, readGroup, takeTurn } from './take-turn.ts'
import type { Turn } from './turn.ts'

export interface ProcessDeps {
  readonly database: Database
  readonly desk: Desk
  readonly log: Log
}

/** Messages of one conversation that are thought about in one transaction, so that quick lines get one answer. */
const batchSize = 20

/** Processes everything that waits in these conversations' inboxes and is due. @throws only when the database is away. */
export async function processConversations(deps: ProcessDeps, ids: readonly ConversationId[]): Promise<void> {
  const left = ids.length === 1 ? ids : await processTogether(deps, ids)
  for (const id of left) await processConversation(deps, id)
}

/** @returns those that have more to think about: all of them when anything went wrong. */
async function processTogether(deps: ProcessDeps, ids: readonly ConversationId[]): Promise<readonly ConversationId[]> {
  try {
    return await deps.database.transaction((tx) => think(tx, deps, ids))
  } catch (error) {
    // Which of them it was shows when each is alone.
    deps.log.debug({ conversations: ids.length, err: error }, 'conversations could not be thought about together')
    return ids
  }
}

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
    const more = await deps.database.transaction((tx) => think(tx, deps, [id]))
    return more.length > 0 ? 'more' : 'empty'
  } catch (error) {
    if (error instanceof ProcessingFault) return error
    throw error
  }
}

/** What a transaction has to write when all of it has been thought. */
interface Thoughts {
  readonly done: bigint[]
  readonly replies: Turn['replies']
  readonly conversations: { readonly before: Conversation; readonly after: Conversation }[]
}

/** What is answered to the messages of one conversation, and how many of them came late. */
interface Said {
  readonly replies: Turn['replies']
  late: number
  language: Language | null
}

/** @returns the conversations that have more to think about */
async function think(tx: Tx, deps: ProcessDeps, ids: readonly ConversationId[]): Promise<readonly ConversationId[]> {
  const locked = await lockAll(tx, deps, ids)
  const waiting = await findWaiting(tx, [...locked.keys()], batchSize)
  const thoughts: Thoughts = { done: [], replies: [], conversations: [] }
  const more: ConversationId[] = []
  for (const [id, messages] of waiting) {
    const conversation = locked.get(id)
    if (conversation !== undefined && (await thinkAbout(tx, deps, conversation, messages, thoughts))) more.push(id)
  }
  await queueMessages(tx, thoughts.replies)
  await saveConversations(tx, thoughts.conversations)
  await finishInbound(tx, thoughts.done)
  return more
}

/**
 * Locks the conversations; one's first message makes it. What waits in them is read only after that, because until the lock
 * is ours somebody else may still be finishing it.
 */
async function lockAll(tx: Tx, deps: ProcessDeps, ids: readonly ConversationId[]): Promise<ReadonlyMap<ConversationId, Locked>> {
  const { defaultLanguage } = deps.desk
  const locked = await lockConversations(tx, ids, defaultLanguage)
  const unknown = ids.filter((id) => !locked.has(id))
  if (unknown.length === 0) return locked
  for (const [first] of (await findWaiting(tx, unknown, 1)).values())
    await attempt(first.id, () => createConversation(tx, first.read()))
  return new Map([...locked, ...(await lockConversations(tx, unknown, defaultLanguage))])
}

/** @returns whether messages of it are left that were seen; whatever came meanwhile wakes the conversation itself. */
async function thinkAbout(
  tx: Tx,
  deps: ProcessDeps,
  locked: Locked,
  waiting: readonly [WaitingMessage, ...WaitingMessage[]],
  thoughts: Thoughts,
): Promise<boolean> {
  const before = structuredClone(locked.conversation)
  const done: bigint[] = []
  const said: Said = { replies: [], late: 0, language: null }
  const [first] = waiting
  if (await holdLate(tx, waiting, await attempt(first.id, async () => first.read()))) return false
  for (const group of groupAlbums(waiting)) {
    if (await heldBack(tx, group)) break
    const after = done.length > 0
    const next = await attempt(group.items[0].id, () => thinkOnce(tx, deps, locked, group, after, said))
    if (next === 'again') return true
    if (next !== 'held') done.push(...group.items.map((item) => item.id))
    if (next !== 'on') break
  }
  if (done.length === 0) return false
  thoughts.done.push(...done)
  const replies = settleEdits(said.replies)
  const { language, late } = said
  thoughts.replies.push(...(language !== null && late > 1 ? combineReplies(language, late, replies) : replies))
  thoughts.conversations.push({ before, after: locked.conversation })
  return done.length < waiting.length || waiting.length === batchSize
}

/**
 * "on": thought about. "last": so it was, and what follows is read anew. "held": it has to begin a batch, because it changes what
 * was read with this one. "again": who writes is known better now; it is still to be thought about.
 */
async function thinkOnce(
  tx: Tx,
  { desk }: ProcessDeps,
  locked: Locked,
  group: Group,
  after: boolean,
  said: Said,
): Promise<'on' | 'last' | 'held' | 'again'> {
  const written = readGroup(group)
  const { message } = written
  const claims = claimsMore(locked, message)
  if (after && (claims || message.kind === 'moved')) return 'held'
  const { channel, account, address, sender } = message
  const claim = { channel, account, address, userId: sender.userId, alsoKnownAs: sender.alsoKnownAs ?? [] }
  if (claims && (await uniteIdentities(tx, desk, claim))) return 'again'
  await takeTurn(tx, desk, locked, written, said.replies)
  if (mayChangeWho(message)) {
    said.late = 0
    return 'last'
  }
  if (message.late === true) {
    said.late += 1
    said.language = locked.party(message.sender.language).language
  }
  return 'on'
}

/** The platform names ids of the person that they are not known under yet. */
function claimsMore({ knownAs }: Locked, { private: isPrivate, kind, sender }: InboundMessage): boolean {
  const { alsoKnownAs = [] } = sender
  return isPrivate && kind !== 'moved' && alsoKnownAs.some((id) => !knownAs.includes(id))
}

async function attempt<T>(inboundId: bigint, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new ProcessingFault(inboundId, error)
  }
}
