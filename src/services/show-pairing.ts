// The pairing of a messenger's account, in the private chat of the admin who asked for it: the picture (or code) that holds just
// now, in the place of the last one, and how it ended. What it shows is a login secret: nobody else ever gets it.
import { endNotTold, openPairing, recordPairingShown, type WatchedChannel } from '../db/channel-watch.ts'
import type { Tx } from '../db/client.ts'
import { type QueuedMessage, queueMessages } from '../db/outbox.ts'
import { findEngineer } from '../db/people.ts'
import { channelOfConversation } from '../domain/conversation-channel.ts'
import type { AttachmentId, ConversationId, EngineerId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import { sayChannelName } from '../texts/channel-words.ts'
import { say } from '../texts/render.ts'
import type { Desk } from './desk.ts'
import { requestPicture } from './request-picture.ts'

/** Until the picture is drawn: a message that finds its file missing holds the whole chat up while it waits. */
const drawingMilliseconds = 500

/** Whether the chat shows something else than it should. */
export function isPairingNews(row: WatchedChannel): boolean {
  if (row.requestedIn === null) return false
  if (row.pairingRevision > row.pairingSeen || (row.pairingShown > 0 && row.pairingExpired)) return true
  return row.pairingShown === endNotTold && endOf(row) !== null
}

/**
 * With the row locked, once for each secret. How it ended is told once that is known: a paired account connects anew first.
 * @returns pictures that are not to lie about any longer.
 */
export async function showPairing(tx: Tx, desk: Desk, row: WatchedChannel): Promise<readonly AttachmentId[]> {
  const place = row.requestedIn
  if (place === null) return []
  const admin = row.requestedBy === null ? null : await findEngineer(tx, row.requestedBy, desk.defaultLanguage)
  // Somebody who is no admin any more is shown nothing; what they had goes.
  const secret = admin?.role === 'admin' ? await openPairing(tx, row) : null
  const pairing: Pairing = { row, place, engineerId: row.requestedBy, language: admin?.language ?? desk.defaultLanguage }
  const messages: QueuedMessage[] = row.pairingShown > 0 ? [takeAway(pairing)] : []
  const shown = row.pairingShown !== 0
  const end = secret === null && shown ? endOf(row) : null
  const said = secret === null ? null : await toSecretMessage(tx, pairing, secret)
  if (said !== null) messages.push(said)
  if (end !== null) messages.push(toEndMessage(pairing, end))
  await queueMessages(tx, messages)
  const next = secret !== null ? row.pairingRevision : shown && end === null ? endNotTold : 0
  const pictures = said?.content.type === 'files' ? said.content.attachmentIds : []
  await recordPairingShown(tx, row, { seen: row.pairingRevision, shown: next, isOver: end !== null, pictures })
  return row.pairingPictures
}

/** Takes what is shown out of the chat that it is in; for whoever hands the pairing to another chat. */
export async function withdrawPairing(tx: Tx, desk: Desk, row: WatchedChannel): Promise<void> {
  if (row.requestedIn === null || row.pairingShown <= 0) return
  await queueMessages(tx, [
    takeAway({ row, place: row.requestedIn, engineerId: row.requestedBy, language: desk.defaultLanguage }),
  ])
}

type PairingEnd = 'channel-pair-done' | 'channel-pair-expired'

/** Null while it may still go either way. */
function endOf({ state }: WatchedChannel): PairingEnd | null {
  if (state === 'open') return 'channel-pair-done'
  return state === 'starting' || state === 'pairing' || state === 'lost' ? null : 'channel-pair-expired'
}

interface Pairing {
  readonly row: WatchedChannel
  readonly place: ConversationId
  readonly engineerId: EngineerId | null
  readonly language: Language
}

async function toSecretMessage(
  tx: Tx,
  pairing: Pairing,
  secret: { readonly kind: 'qr' | 'code'; readonly text: string },
): Promise<QueuedMessage> {
  const { row, language } = pairing
  const channel = sayChannelName(language, row.channel)
  const key = String(row.pairingRevision)
  if (secret.kind === 'code')
    return toMessage(pairing, key, { type: 'text', text: say(language, 'channel-pair-code', { channel, code: secret.text }) })
  const attachmentId = await requestPicture(tx, 'pairing.png', { kind: 'qr', link: secret.text, title: channel })
  const caption = say(language, 'channel-pair-caption', { channel })
  const dueAt = new Date(tx.now.getTime() + drawingMilliseconds)
  return { ...toMessage(pairing, key, { type: 'files', attachmentIds: [attachmentId], caption }), dueAt }
}

function toEndMessage(pairing: Pairing, end: PairingEnd): QueuedMessage {
  const { row, language } = pairing
  const text = say(language, end, { channel: sayChannelName(language, row.channel) })
  return toMessage(pairing, `${row.pairingRevision}:end`, { type: 'text', text })
}

function takeAway(pairing: Pairing): QueuedMessage {
  const { pairingShown } = pairing.row
  return toMessage(pairing, `${pairingShown}:gone`, { type: 'delete' }, pairingShown)
}

function toMessage(
  { row, place, engineerId }: Pairing,
  key: string,
  content: QueuedMessage['content'],
  edits?: number,
): QueuedMessage {
  const name = (revision: string) => `pairing:${row.channel}:${row.account}:${revision}`
  return {
    conversationId: place,
    channel: channelOfConversation(place),
    kind: 'reply',
    dedupKey: name(key),
    content,
    push: false,
    ...(edits === undefined ? {} : { editsKey: name(String(edits)) }),
    ...(engineerId === null ? {} : { engineerId }),
  }
}
