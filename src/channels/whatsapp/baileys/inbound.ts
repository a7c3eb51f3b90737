// WhatsApp's messages as the desk knows them. Pure: one message in, what became of it out; never throws for what a stranger's
// phone may have written. Storing them is inbox.ts, what they carry is message-content.ts.
import type { proto, WAMessage } from '@whiskeysockets/baileys'
import type { InboundMessage, InboundText, Sender } from '../../../domain/channel.ts'
import { cleanText } from '../../../domain/clean-text.ts'
import { conversationId } from '../../../domain/ids.ts'
import { isLid, type PersonJid, personJid, readJid, readMessageId } from '../jid.ts'
import { readContent, unwrap } from './message-content.ts'

export interface Receipt {
  readonly account: string
  readonly at: Date
  /** The person's other id, where we know of it. */
  readonly otherId: (jid: PersonJid) => PersonJid | null
}

export type Reading =
  | { readonly kind: 'message'; readonly message: InboundText }
  /** Nobody's business here: our own, a group's, a sign, a setting. */
  | { readonly kind: 'ignored' }
  /** It could not be decrypted; it may come again, readable, under the same id. */
  | { readonly kind: 'undecryptable' }
  | { readonly kind: 'malformed' }

/** ProtocolMessage.Type */
const revoke = 0
const messageEdit = 14
/** WebMessageInfo.StubType */
const ciphertext = 2
const missedCalls = [40, 41, 45, 46]
/** MessageAssociation.AssociationType: pictures that were sent together. */
const mediaAlbum = 1

export function readMessage(message: WAMessage, receipt: Receipt): Reading {
  const { key } = message
  if (key.fromMe === true) return { kind: 'ignored' }
  const from = readJid(key.remoteJid)
  if (from.kind === 'other') return { kind: 'ignored' }
  const id = readMessageId(key.id)
  if (from.kind !== 'person' || id === null) return { kind: 'malformed' }
  if (message.messageStubType === ciphertext && message.message == null) return { kind: 'undecryptable' }
  try {
    const read = readParts(message)
    return read === null
      ? { kind: 'ignored' }
      : { kind: 'message', message: { ...toBase(message, from.jid, id, receipt), ...read } }
  } catch {
    return { kind: 'malformed' }
  }
}

type Parts = Pick<InboundText, 'kind' | 'text' | 'files' | 'notes' | 'albumId' | 'replyTo' | 'messageId'>

function readParts(message: WAMessage): Parts | null {
  const messageId = message.key.id ?? ''
  const plain = { kind: 'message', messageId, text: '', files: [] } as const
  if (missedCalls.includes(Number(message.messageStubType))) return { ...plain, notes: [{ kind: 'unsupported', what: 'call' }] }
  if (message.message == null)
    return message.key.isViewOnce === true ? { ...plain, notes: [{ kind: 'unsupported', what: 'view once' }] } : null
  const content = unwrap(message.message)
  if (content.protocolMessage != null) return readProtocol(content.protocolMessage, message)
  const read = readContent(content, message)
  if (read === null) return null
  const albumId = albumOf(message.message)
  return { kind: 'message', messageId, ...read, ...(albumId !== null && { albumId }) }
}

/** The person changed a message of theirs, or took it back. */
function readProtocol({ type, key, editedMessage }: proto.Message.IProtocolMessage, message: WAMessage): Parts | null {
  const messageId = readMessageId(key?.id)
  if (messageId === null) return null
  if (Number(type ?? 0) === revoke && key != null)
    return { kind: 'edit', messageId, text: '', files: [], notes: [{ kind: 'deleted' }] }
  if (Number(type) !== messageEdit || editedMessage == null) return null
  const read = readContent(unwrap(editedMessage), message)
  // An edit changes words. Files stay as they are, and are not described again.
  return read === null ? null : { kind: 'edit', messageId, text: read.text, files: [], notes: [] }
}

function albumOf(content: proto.IMessage): string | null {
  const association = content.messageContextInfo?.messageAssociation ?? unwrap(content).messageContextInfo?.messageAssociation
  return Number(association?.associationType) === mediaAlbum ? readMessageId(association?.parentMessageKey?.id) : null
}

/** The LID is the address and the person's id as soon as it is known: numbers change, and some people hide theirs. */
function toBase(message: WAMessage, from: PersonJid, id: string, { account, at, otherId }: Receipt) {
  const stated = personJid(message.key.remoteJidAlt)
  const other = stated !== null && isLid(stated) !== isLid(from) ? stated : otherId(from)
  const address = other !== null && isLid(other) ? other : from
  const further = [from, other].filter((jid) => jid !== null && jid !== address) as PersonJid[]
  const displayName = cleanText(message.pushName).replace(/\s+/g, ' ').trim().slice(0, 100).toWellFormed()
  const sender: Sender = {
    userId: address,
    ...(displayName !== '' && { displayName }),
    ...(further.length > 0 && { alsoKnownAs: further }),
  }
  return {
    channel: 'whatsapp',
    account,
    address,
    conversationId: conversationId('whatsapp', account, address),
    externalId: `${address}|${personJid(message.key.participant) ?? ''}|${id}`,
    private: true,
    sender,
    sentAt: sentAt(message.messageTimestamp, at),
  } as const
}

/** Phones' clocks go wrong: nothing was sent in the future. */
function sentAt(timestamp: WAMessage['messageTimestamp'], at: Date): Date {
  const milliseconds = Number(timestamp ?? 0) * 1000
  return milliseconds > 0 && milliseconds < at.getTime() ? new Date(milliseconds) : at
}

/** Two ids turned out to be one person's: what is known under the number goes on under the LID. Null when they are no such pair. */
export function toMove(pair: { readonly lid: unknown; readonly pn: unknown }, { account, at }: Receipt): InboundMessage | null {
  const [first, second] = [personJid(pair.lid), personJid(pair.pn)]
  if (first === null || second === null || isLid(first) === isLid(second)) return null
  const [lid, number] = isLid(first) ? [first, second] : [second, first]
  return {
    kind: 'moved',
    channel: 'whatsapp',
    account,
    address: number,
    conversationId: conversationId('whatsapp', account, number),
    externalId: `move|${number}|${lid}`,
    private: true,
    sender: { userId: number, alsoKnownAs: [lid] },
    sentAt: at,
    newAddress: lid,
    newUserId: lid,
  }
}
