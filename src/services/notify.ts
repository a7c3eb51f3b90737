// The only writer of notices: picks each recipient's chat, words the text in their language, and queues one message for
// each, once. Who the recipients are is the use case's decision; authors never hear of what they did themselves.

import type { Tx } from '../db/client.ts'
import { findEarlierNotice, type QueuedMessage, queueMessages, replaceQueued } from '../db/outbox.ts'
import { findReach, type Reach } from '../db/people.ts'
import type { ChannelName, OutboundButton } from '../domain/channel.ts'
import { inOrderOfPreference } from '../domain/channel-preference.ts'
import type { AttachmentId, CommentId, InvoiceId, TicketId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import { isSwitchedOff } from '../domain/notice-choice.ts'
import type { NoticeKind } from '../domain/notification.ts'
import type { Contact, Engineer } from '../domain/party.ts'
import { join, type RichText } from '../domain/rich-text.ts'
import type { Desk } from './desk.ts'
import { letRest } from './let-rest.ts'

export interface Notice {
  readonly kind: NoticeKind
  /** What makes it the same notice: repeated, it is said once to each recipient. */
  readonly dedup: string
  readonly about: { readonly ticketId?: TicketId; readonly commentId?: CommentId; readonly invoiceId?: InvoiceId }
  readonly recipients: readonly (Contact | Engineer)[]
  readonly text: (language: Language, recipient: Contact | Engineer) => RichText
  readonly buttons?: (language: Language, recipient: Contact | Engineer) => readonly (readonly OutboundButton[])[]
  /** Files that follow the text, with `fileCaption` under them. */
  readonly attachmentIds?: readonly AttachmentId[]
  readonly fileCaption?: (language: Language) => RichText
  /** Told also to those who have switched its kind off. */
  readonly always?: boolean
  /** Not before this time. Default: now. */
  readonly dueAt?: Date
  /** Never by this messenger, because it is what the notice is about. */
  readonly notBy?: string
}

/**
 * Queues a notice for every recipient. One without a linked chat, or who does not want its kind, stands in the ledger as skipped,
 * with the reason, so that nobody has to guess whether they were told.
 */
export async function notify(tx: Tx, desk: Desk, notice: Notice): Promise<void> {
  const reach = await findReach(
    tx,
    notice.recipients.map((recipient) => recipient.id),
  )
  const messages: QueuedMessage[] = []
  for (const recipient of notice.recipients) {
    const usable = reach.filter(({ channel }) => channel !== notice.notBy)
    const chat = chooseReach(desk, recipient, usable)
    const made = await joinEarlier(tx, desk, notice, recipient, toMessages(notice, recipient, chat))
    messages.push(...(await letRest(tx, desk, notice, chat, made)))
  }
  await queueMessages(tx, messages)
}

/**
 * The first comment notice goes at once; further ones on the ticket within the joining time wait for its end and become
 * one message (CONTRACT, NOTICE_JOIN_SECONDS). @returns what is still to be queued.
 */
async function joinEarlier(
  tx: Tx,
  desk: Desk,
  notice: Notice,
  recipient: Contact | Engineer,
  messages: readonly QueuedMessage[],
): Promise<readonly QueuedMessage[]> {
  const [text, ...files] = messages
  const { ticketId } = notice.about
  if (notice.kind !== 'ticket.comment' || desk.noticeJoinSeconds === 0 || ticketId === undefined || text?.content.type !== 'text')
    return messages
  const since = new Date(tx.now.getTime() - desk.noticeJoinSeconds * 1000)
  const earlier = await findEarlierNotice(tx, { kind: notice.kind, ticketId, personId: recipient.id, since })
  if (earlier === null) return messages
  if (earlier.held?.type === 'text') {
    const joined = { ...earlier.held, text: join([earlier.held.text, text.content.text], '\n\n') }
    if (await replaceQueued(tx, earlier.dedupKey, joined, notice.about.commentId)) return files
  }
  const dueAt = new Date(earlier.createdAt.getTime() + desk.noticeJoinSeconds * 1000)
  return messages.map((message) => ({ ...message, dueAt }))
}

/** Only chats of accounts that are served; without a list all are. */
function chooseReach({ messengers }: Desk, recipient: Contact | Engineer, reach: readonly Reach[]): Reach | undefined {
  const served = ({ conversationId }: Reach) =>
    messengers === undefined || messengers.some(({ channel, account }) => conversationId.startsWith(`${channel}:${account}:`))
  return inOrderOfPreference(reach.filter((chat) => chat.personId === recipient.id && served(chat)))[0]
}

function toMessages(notice: Notice, recipient: Contact | Engineer, chat: Reach | undefined): readonly QueuedMessage[] {
  const { language } = recipient
  const base: Omit<QueuedMessage, 'dedupKey' | 'content'> = {
    conversationId: chat?.conversationId ?? null,
    channel: (chat?.channel ?? 'telegram') as ChannelName,
    kind: notice.kind,
    push: true,
    ...notice.about,
    ...(recipient.kind === 'contact' ? { contactId: recipient.id } : { engineerId: recipient.id }),
    ...whySkipped(notice, recipient, chat),
    ...(notice.dueAt === undefined ? {} : { dueAt: notice.dueAt }),
  }
  const dedupKey = `${notice.dedup}:${recipient.id}`
  const buttons = notice.buttons?.(language, recipient)
  const text: QueuedMessage = {
    ...base,
    dedupKey,
    content: { type: 'text', text: notice.text(language, recipient), ...(buttons === undefined ? {} : { buttons }) },
  }
  // What is not said at all stands in the ledger once.
  if (base.skipped !== undefined || notice.attachmentIds === undefined || notice.attachmentIds.length === 0) return [text]
  const caption = notice.fileCaption?.(language)
  const files: QueuedMessage = {
    ...base,
    dedupKey: `${dedupKey}:files`,
    content: { type: 'files', attachmentIds: notice.attachmentIds, ...(caption === undefined ? {} : { caption }) },
  }
  return [text, files]
}

function whySkipped({ kind, always }: Notice, recipient: Contact | Engineer, chat: Reach | undefined): { skipped?: string } {
  if (chat === undefined) return { skipped: 'not-connected' }
  return always !== true && isSwitchedOff(recipient, kind) ? { skipped: 'switched-off' } : {}
}
