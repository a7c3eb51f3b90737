// Taking what can be sent now into the hands of this process: the head of a conversation, in turn with the send budget, with
// its files there and its text readable. Many conversations are asked about in one statement. Sending it: deliver.ts.
import type { Database, Tx } from '../db/client.ts'
import {
  type Claimant,
  type ClaimedMessage,
  claimHeads,
  type HeadMessage,
  isLostRace,
  putBack,
  takeItsPlace,
} from '../db/delivery.ts'
import { recordFailure } from '../db/delivery-outcome.ts'
import type { Channel, ChannelName, OutboundContent } from '../domain/channel.ts'
import type { ConversationId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import type { Log } from '../domain/log.ts'
import { servedAccounts } from '../domain/served-accounts.ts'
import { speakingAccounts } from '../domain/speaking-accounts.ts'
import { enterRoom } from './contact-rooms.ts'
import { giveUpWaiting } from './give-up.ts'
import { createGrouped } from './grouped.ts'
import { type Prepared, prepareMessage } from './prepare-message.ts'
import type { RoomKeeper } from './room-keeper.ts'

export interface ClaimDeps {
  readonly database: Database
  readonly channels: ReadonlyMap<ChannelName, Channel>
  /** Of this process (db/presence); null: nothing is claimed. */
  readonly processNumber: () => number | null
  readonly defaultLanguage: Language
  readonly log: Log
  /** Absent without an engineers' group. */
  readonly rooms?: RoomKeeper
}

/** A message in hand, and what to send for it. */
export interface Ready {
  readonly message: ClaimedMessage
  readonly content: OutboundContent
}

/** While files are fetched the conversation waits for them this long; then later messages go first. */
const filesHoldSeconds = 30
const filesAgainSeconds = 2
const mostAtOnce = 32

/** Claims for the conversation it is given; null when there is nothing to send now. */
export function createClaims(deps: ClaimDeps): (id: ConversationId) => Promise<Ready | null> {
  const claim = createGrouped(async (ids: readonly ConversationId[]) => {
    const roomy = await findRoomy(deps, ids)
    return deps.database.statements((tx) => claimReady(deps, tx, ids, roomy))
  }, mostAtOnce)
  return (id) =>
    claim(id).catch((error: unknown) => {
      if (isLostRace(error)) return null
      throw error
    })
}

/** Of the channels of these conversations, those whose private chats have rooms just now. */
async function findRoomy({ channels }: ClaimDeps, ids: readonly ConversationId[]): Promise<ReadonlySet<ChannelName>> {
  const roomy = new Set<ChannelName>()
  for (const [name, channel] of channels)
    if (channel.rooms !== undefined && ids.some((id) => id.startsWith(`${name}:`)) && (await channel.rooms())) roomy.add(name)
  return roomy
}

/** In the order of the ids. `roomy`: channels whose private chats have rooms. */
export async function claimReady(
  deps: ClaimDeps,
  tx: Tx,
  ids: readonly ConversationId[],
  roomy: ReadonlySet<ChannelName> = new Set(),
): Promise<readonly (Ready | null)[]> {
  const processNumber = deps.processNumber()
  if (processNumber === null) return ids.map(() => null)
  const accounts = speakingAccounts(deps.channels)
  const by = { processNumber, accounts }
  const heads = await claimHeads(tx, ids, by)
  const ready: (Ready | null)[] = []
  const given = new Set<ConversationId>()
  for (const id of ids) {
    // After a move two deliveries may ask for one conversation at once: one of them gets its message.
    ready.push(given.has(id) ? null : await firstReady({ ...deps, roomy }, tx, by, heads.get(id)))
    given.add(id)
  }
  return ready
}

/** What cannot be said is settled on the spot, and the next message of the conversation is looked at. */
async function firstReady(
  deps: ClaimDeps & { readonly roomy: ReadonlySet<ChannelName> },
  tx: Tx,
  by: Claimant,
  head: HeadMessage | undefined,
): Promise<Ready | null> {
  const { database, defaultLanguage: language } = deps
  for (let message = head; message !== undefined; ) {
    const { conversationId } = message
    if (await enterRoom(database, message, { hasRooms: deps.roomy.has(message.channel), language })) {
      message = (await claimHeads(tx, [conversationId], by)).get(conversationId)
      continue
    }
    if (!(await takeItsPlace(tx, message))) return null
    if (message.push && message.blocked) {
      await giveUpWaiting(tx, conversationId, servedAccounts(deps.channels.values()))
      await deps.rooms?.failed(tx, conversationId)
    } else {
      const prepared = await prepare(deps, tx, message)
      if (prepared.kind === 'ready') return { message, content: prepared.content }
      if (prepared.kind === 'unreadable') await recordFailure(tx, message.id, { reason: 'unreadable' })
      else await waitForFiles(tx, message)
    }
    message = (await claimHeads(tx, [conversationId], by)).get(conversationId)
  }
  return null
}

async function prepare(deps: ClaimDeps, tx: Tx, message: ClaimedMessage): Promise<Prepared> {
  try {
    return await prepareMessage(tx, message, deps.defaultLanguage)
  } catch (error) {
    deps.log.error({ outboxId: String(message.id), err: error }, 'a message cannot be prepared')
    return { kind: 'unreadable' }
  }
}

async function waitForFiles(tx: Tx, message: ClaimedMessage): Promise<void> {
  const holds = tx.now.getTime() - message.createdAt.getTime() < filesHoldSeconds * 1000
  await putBack(tx, message.id, new Date(tx.now.getTime() + filesAgainSeconds * 1000), { holds })
}
