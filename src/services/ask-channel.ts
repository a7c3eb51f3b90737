// What an admin asks of a messenger's connection: to pair its account, to forget the pairing, to try again. The process that has
// the connection takes it from the row. Whatever the pairing shows goes to the asking admin's private chat alone.
import { type ChannelAccount, findChannelState, recordRequest } from '../db/channel-states.ts'
import { awaitWatched } from '../db/channel-watch.ts'
import type { Tx } from '../db/client.ts'
import { addAudit } from '../db/identities.ts'
import { findEngineer, findReach } from '../db/people.ts'
import { type Actor, nameActor } from '../domain/actor.ts'
import { type ChannelRequest, type ChannelStanding, pairingWords } from '../domain/channel-state.ts'
import { Refusal } from '../domain/errors.ts'
import type { ConversationId, EngineerId } from '../domain/ids.ts'
import type { Desk, Messenger } from './desk.ts'
import { withdrawPairing } from './show-pairing.ts'

export interface ChannelAsk extends ChannelRequest {
  /** Whose chat gets the pairing's pictures; null where none are to come. */
  readonly shownTo: EngineerId | null
  /** The chat it was asked in; null: any private one of theirs. */
  readonly conversationId: ConversationId | null
}

/**
 * @throws Refusal `not-found` (no such connection was ever reported), `conflict` (paired already),
 * `invalid` with field "request" (nothing to be paired), "engineer" (not an admin with a private chat elsewhere) or "number".
 */
export async function askChannel(tx: Tx, desk: Desk, of: Messenger, asked: ChannelAsk, by: Actor): Promise<ChannelStanding> {
  const standing = await findChannelState(tx, of)
  if (standing === null) throw new Refusal('not-found')
  if (of.pairs !== true && asked.what !== 'resume') throw new Refusal('invalid', {}, 'request')
  const isPairing = pairingWords.has(asked.what)
  if (isPairing && standing.state === 'open') throw new Refusal('conflict')
  if (asked.what === 'pair-code' && !/^\d{7,15}$/u.test(asked.number ?? '')) throw new Refusal('invalid', {}, 'number')
  const conversationId = isPairing ? await findPlace(tx, desk, of, asked) : null
  const row = await awaitWatched(tx, of)
  if (row === null) throw new Refusal('not-found')
  await withdrawPairing(tx, desk, row)
  const { what, number, shownTo: engineerId } = asked
  await recordRequest(tx, of, { what, number }, { engineerId, conversationId })
  // Who asked is kept; the number is the account's own, and stays out of the audit all the same.
  await addAudit(tx, { actor: nameActor(by), action: `channel.${what}`, subject: `channel:${of.channel}` })
  return { ...standing, request: what }
}

/** A private chat of an admin, on another messenger than the one that is being paired. */
async function findPlace(
  tx: Tx,
  desk: Desk,
  of: ChannelAccount,
  { shownTo, conversationId }: ChannelAsk,
): Promise<ConversationId> {
  const admin = shownTo === null ? null : await findEngineer(tx, shownTo, desk.defaultLanguage)
  const chats = admin?.role === 'admin' ? await findReach(tx, [admin.id]) : []
  const usable = chats.filter(({ channel, blocked }) => channel !== of.channel && !blocked)
  const chat = conversationId === null ? usable[0] : usable.find((each) => each.conversationId === conversationId)
  if (chat === undefined) throw new Refusal('invalid', {}, 'engineer')
  return chat.conversationId
}
