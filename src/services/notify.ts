// The only writer of notices: picks each recipient's chat, words the text in their language, and queues one message for
// each, once. Who the recipients are is the use case's decision; authors never hear of what they did themselves.

import type { Tx } from '../db/client.ts'
import { type QueuedMessage, queueMessages } from '../db/outbox.ts'
import { findReach, type Reach } from '../db/people.ts'
import type { ChannelName, OutboundButton } from '../domain/channel.ts'
import type { AttachmentId, CommentId, InvoiceId, TicketId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import type { NoticeKind } from '../domain/notification.ts'
import type { Contact, Engineer } from '../domain/party.ts'
import type { RichText } from '../domain/rich-text.ts'
import type { Desk } from './desk.ts'

export interface Notice {
  readonly kind: NoticeKind
  /** What makes it the same notice: repeated, it is said once to each recipient. */
  readonly dedup: string
  readonly about: { readonly ticketId?: TicketId; readonly commentId?: CommentId; readonly invoiceId?: InvoiceId }
  readonly recipients: readonly (Contact | Engineer)[]
  readonly text: (language: Language) => RichText
  readonly buttons?: (language: Language) => readonly (readonly OutboundButton[])[]
  /** Files that follow the text, with `fileCaption` under them. */
  readonly attachmentIds?: readonly AttachmentId[]
  readonly fileCaption?: (language: Language) => RichText
}

/**
 * Queues a notice for every recipient. One without a linked chat stands in the ledger as skipped, with the reason, so
 * that nobody has to guess whether they were told.
 */
export async function notify(tx: Tx, _desk: Desk, notice: Notice): Promise<void> {
  const reach = await findReach(
    tx,
    notice.recipients.map((recipient) => recipient.id),
  )
  await queueMessages(
    tx,
    notice.recipients.flatMap((recipient) => toMessages(notice, recipient, chooseReach(recipient, reach))),
  )
}

/** A chat that is not blocked before one that is; the messengers' order settles the rest. */
function chooseReach(recipient: Contact | Engineer, reach: readonly Reach[]): Reach | undefined {
  const own = reach.filter((chat) => chat.personId === recipient.id)
  return own.sort((a, b) => Number(a.blocked) - Number(b.blocked) || a.channel.localeCompare(b.channel))[0]
}

function toMessages(notice: Notice, recipient: Contact | Engineer, chat: Reach | undefined): readonly QueuedMessage[] {
  const { language } = recipient
  const base = {
    conversationId: chat?.conversationId ?? null,
    channel: (chat?.channel ?? 'telegram') as ChannelName,
    kind: notice.kind,
    push: true,
    ...notice.about,
    ...(recipient.kind === 'contact' ? { contactId: recipient.id } : { engineerId: recipient.id }),
    ...(chat === undefined ? { skipped: 'not-connected' } : {}),
  }
  const dedupKey = `${notice.dedup}:${recipient.id}`
  const buttons = notice.buttons?.(language)
  const text: QueuedMessage = {
    ...base,
    dedupKey,
    content: { type: 'text', text: notice.text(language), ...(buttons === undefined ? {} : { buttons }) },
  }
  if (notice.attachmentIds === undefined || notice.attachmentIds.length === 0) return [text]
  const caption = notice.fileCaption?.(language)
  const files: QueuedMessage = {
    ...base,
    dedupKey: `${dedupKey}:files`,
    content: { type: 'files', attachmentIds: notice.attachmentIds, ...(caption === undefined ? {} : { caption }) },
  }
  return [text, files]
}
