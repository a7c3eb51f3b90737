// What goes out, as the platform encodes it. Pure but for files, whose content has to be uploaded first (upload.ts).
import type { proto } from '@whiskeysockets/baileys'
import type { MessageMark, OutboundButton, OutboundContent } from '../../../domain/channel.ts'
import { choicesOf, writeChoices } from '../../../domain/numbered-choices.ts'
import { plain, type RichText } from '../../../domain/rich-text.ts'
import { toMarkup } from '../format.ts'
import { type PersonJid, readMessageId } from '../jid.ts'

/** A message to be quoted, as far as it is remembered. */
export interface Quoted {
  readonly messageId: string
  /** Whose it is. */
  readonly author: string
  readonly content: proto.IMessage
}

export interface Composed {
  readonly content: proto.IMessage
  /** Of the stanza around it: an edit, a taking back. */
  readonly attributes: Readonly<Record<string, string>>
  /** The buttons that were written as numbered lines. */
  readonly choices: readonly OutboundButton[]
}

type Part<Type extends OutboundContent['type']> = Extract<OutboundContent, { type: Type }>

/** A text with its buttons as lines under it; addresses in them are texts that phones make links of. */
export function composeText({ text, buttons = [] }: Part<'text'>, quoted: Quoted | null): Composed {
  const lines = writeChoices(buttons).map((line) => toMarkup(plain(line)))
  const body = [toMarkup(text), ...(lines.length > 0 ? [lines.join('\n')] : [])].join('\n\n')
  const contextInfo = quoted === null ? {} : { contextInfo: toContext(quoted) }
  return { content: { extendedTextMessage: { text: body, ...contextInfo } }, attributes: {}, choices: choicesOf(buttons) }
}

export function toContext({ messageId, author, content }: Quoted): proto.IContextInfo {
  return { stanzaId: messageId, participant: author, quotedMessage: content }
}

/** A caption as it stands under a file; undefined without words. */
export function composeCaption(caption: RichText | undefined): string | undefined {
  return caption === undefined || caption.text.trim() === '' ? undefined : toMarkup(caption)
}

const reactions: Readonly<Record<MessageMark, string>> = { noted: '✍️', 'under-way': '👀', delivered: '👍', removed: '🙊' }

/** A sign on a message of theirs; the next one takes its place. Null: no message that can be named. */
export function composeMark({ messageId, mark }: Part<'mark'>, jid: PersonJid, at: Date): Composed | null {
  const id = readMessageId(messageId)
  if (id === null) return null
  const key = { remoteJid: jid, fromMe: false, id }
  const content = { reactionMessage: { key, text: reactions[mark], senderTimestampMs: at.getTime() } }
  return { content, attributes: {}, choices: [] }
}

/** ProtocolMessage.Type.REVOKE, and how the stanza says so. */
const revoke = 0
const revokeAttribute = '7'

/** A message of ours taken out of the chat. Null: no message that can be named. */
export function composeRevoke(messageId: string | undefined, jid: PersonJid): Composed | null {
  const id = readMessageId(messageId)
  if (id === null) return null
  const content = { protocolMessage: { key: { remoteJid: jid, fromMe: true, id }, type: revoke } }
  return { content, attributes: { edit: revokeAttribute }, choices: [] }
}
