// From what was queued to what a channel can send: the edited message's id, the files, and a word about files that are lost.
// Runs in the transaction of the claim, so that a plain text costs no further statement.

import type { Tx } from '../db/client.ts'
import { type ClaimedMessage, findFiles, findStanding } from '../db/delivery.ts'
import type { QueuedContent } from '../db/outbox.ts'
import type { OutboundContent } from '../domain/channel.ts'
import { chooseLanguage, type Language } from '../domain/language.ts'
import { join, type RichText } from '../domain/rich-text.ts'
import { say } from '../texts/render.ts'

export type Prepared =
  | { readonly kind: 'ready'; readonly content: OutboundContent }
  /** Files are still being fetched. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'unreadable' }

/** What to send for a claimed message. An edit of something that never came to stand in the chat becomes a new text. */
export async function prepareMessage(tx: Tx, message: ClaimedMessage, otherwise: Language): Promise<Prepared> {
  const { content } = message
  switch (content?.type) {
    case undefined:
      return { kind: 'unreadable' }
    case 'text':
    case 'menu':
    case 'mark':
    case 'open-thread':
    case 'rename-thread':
    case 'close-thread':
    case 'reopen-thread':
      return { kind: 'ready', content }
    case 'edit':
      return prepareEdit(tx, message, content)
    case 'pin':
    case 'delete':
      return { kind: 'ready', content: { type: content.type, messageIds: await findStanding(tx, message.id) } }
    case 'files':
      return prepareFiles(tx, message, content, otherwise)
  }
}

async function prepareEdit(
  tx: Tx,
  message: ClaimedMessage,
  content: Extract<QueuedContent, { type: 'edit' }>,
): Promise<Prepared> {
  const { text, buttons, whole, instead } = content
  const [messageId, ...furtherIds] = whole === true ? await findStanding(tx, message.id) : [message.editTarget]
  const hung = buttons === undefined ? {} : { buttons }
  if (messageId === undefined || messageId === null)
    return { kind: 'ready', content: { type: 'text', text: instead ?? text, ...hung } }
  const further = whole === true ? { furtherIds: furtherIds.filter((id) => id !== null) } : {}
  const anew = instead === undefined ? {} : { instead }
  return { kind: 'ready', content: { type: 'edit', messageId, text, ...hung, ...further, ...anew } }
}

async function prepareFiles(
  tx: Tx,
  message: ClaimedMessage,
  content: Extract<QueuedContent, { type: 'files' }>,
  otherwise: Language,
): Promise<Prepared> {
  const files = await findFiles(tx, message, content.attachmentIds)
  if (files.waiting) return { kind: 'waiting' }
  const notes: RichText[] = content.caption === undefined ? [] : [content.caption]
  if (files.missing.length > 0) {
    const language = chooseLanguage(files.languages, otherwise)
    notes.push(say(language, 'file-left-out', { names: files.missing.join(', '), count: files.missing.length }))
  }
  const quoted = content.replyTo === undefined ? {} : { replyTo: content.replyTo }
  const text = join(notes)
  if (files.ready.length === 0) return { kind: 'ready', content: { type: 'text', text, ...quoted } }
  const caption = text.text === '' ? {} : { caption: text }
  return { kind: 'ready', content: { type: 'files', files: files.ready, ...caption, ...quoted } }
}
