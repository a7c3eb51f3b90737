// What somebody writes who gets invoices and sees no tickets: a reply to a message about a ticket on billing that they opened goes to
// that ticket; anything else is told where it belongs.
import { findMessageSubject } from '../db/conversations.ts'
import type { InboundText } from '../domain/channel.ts'
import type { Contact } from '../domain/party.ts'
import { addComment } from '../services/add-comment.ts'
import { isBillingTicketOf } from '../services/ask-about-billing.ts'
import { takeContent } from './inbound-content.ts'
import { reply, type Turn } from './turn.ts'

export async function handleBillingMessage(turn: Turn<InboundText>, by: Contact, messageIds: readonly string[]): Promise<void> {
  const { tx, desk, conversation, message } = turn
  const subject = message.replyTo === undefined ? null : await findMessageSubject(tx, conversation.id, message.replyTo)
  if (subject === null || !(await isBillingTicketOf(tx, by, subject.ticketId))) return reply(turn, 'finance-hint')
  const content = await takeContent(turn, messageIds)
  await addComment(tx, desk, {
    ticketId: subject.ticketId,
    author: { contactId: by.id },
    body: content.part.text,
    attachmentIds: content.attachmentIds,
    sourceKey: `${conversation.id}:${message.messageId}`,
    sources: { conversationId: conversation.id, externalIds: content.part.sources },
  })
  reply(turn, 'billing-added', {}, { ticketId: subject.ticketId })
}
