// One turn: who wrote is found out, the message is routed, and what is answered is collected. The transaction around it, and
// what becomes of a fault, stand in process-message.ts.
import type { Tx } from '../db/client.ts'
import { type Locked, refreshProfile } from '../db/conversations.ts'
import { markReachable } from '../db/identities.ts'
import type { InboundMessage, InboundText } from '../domain/channel.ts'
import type { Conversation } from '../domain/conversation.ts'
import { chooseLanguage } from '../domain/language.ts'
import { findLinkCode } from '../domain/link-code.ts'
import type { Party } from '../domain/party.ts'
import type { Desk } from '../services/desk.ts'
import { findGroupEngineer } from '../services/find-room-place.ts'
import type { Group } from './album.ts'
import { mayBeChoice, takeChoice } from './choice-answer.ts'
import { parseCommand } from './command.ts'
import type { ClientTurn } from './draft.ts'
import { showDraft } from './draft-card.ts'
import { mergeAlbum } from './inbound-content.ts'
import { route } from './route.ts'
import type { Turn } from './turn.ts'

/** What came as one turn: a message, or the parts of an album as one. */
export interface Written {
  readonly key: bigint
  readonly message: InboundMessage
  readonly messageIds: readonly string[]
}

export function readGroup(group: Group): Written {
  const [first] = group.items
  const messages = group.items.map((item) => item.read())
  const message = messages.length === 1 ? (messages[0] as InboundMessage) : mergeAlbum(messages as readonly InboundText[])
  const messageIds = messages.flatMap((part) => ('messageId' in part && part.messageId !== undefined ? [part.messageId] : []))
  return { key: first.id, message, messageIds }
}

/** Thinks about a message of a locked conversation; answers go to `replies`. */
export async function takeTurn(
  tx: Tx,
  desk: Desk,
  locked: Locked,
  { key, message: written, messageIds }: Written,
  replies: Turn['replies'],
): Promise<void> {
  const party = await identify(tx, desk, locked, written)
  noteHeard(locked.conversation, written, tx.now)
  const turn: Turn = {
    tx,
    desk,
    party,
    conversation: locked.conversation,
    message: written,
    key: key.toString(36),
    replies: [],
  }
  const message = mayBeChoice(written, locked.offers) ? await takeChoice(turn, written) : written
  if (message !== null) await route({ ...turn, message }, messageIds)
  if (party.kind === 'contact') await showDraft({ ...turn, message: message ?? written } as ClientTurn)
  replies.push(...turn.replies)
}

/** A platform's times may be whole seconds, and its clock another: what comes at once is heard now. */
const atOnceMilliseconds = 60_000

/** Only what somebody wrote or pressed counts. */
function noteHeard(conversation: Conversation, { kind, private: isPrivate, sentAt }: InboundMessage, now: Date): void {
  if (!isPrivate || kind === 'membership' || kind === 'moved') return
  const at = now.getTime() - sentAt.getTime() < atOnceMilliseconds ? now : sentAt
  if (conversation.heardAt === null || conversation.heardAt < at) conversation.heardAt = at
}

/** After it the chat may belong to somebody else, or stand elsewhere: what follows is read with that known, in a new batch. */
export function mayChangeWho(message: InboundMessage): boolean {
  if (message.kind === 'moved') return true
  return message.kind === 'message' && (parseCommand(message.text)?.name === 'start' || findLinkCode(message.text) !== null)
}

/** Who is writing. Hearing from somebody who had blocked the bot means that they are back. */
async function identify(tx: Tx, desk: Desk, locked: Locked, message: InboundMessage): Promise<Party> {
  const known = locked.party(message.sender.language)
  if (!message.private) {
    const stranger = {
      kind: 'stranger',
      identityId: known.identityId,
      language: chooseLanguage([], desk.defaultLanguage),
    } as const
    return (await findGroupEngineer(tx, desk, message)) ?? stranger
  }
  if (message.kind !== 'membership') {
    await refreshProfile(tx, locked, known.identityId, message)
    if (locked.blocked) await markReachable(tx, known.identityId, true)
  }
  return known
}
