// Buttons under an invoice: its document, "paid" and "question". The last two ask for a message; what becomes of it is answered here too.
import type { InboundText } from '../domain/channel.ts'
import type { InvoiceQuestion } from '../domain/conversation.ts'
import { Refusal } from '../domain/errors.ts'
import { isId } from '../domain/ids.ts'
import type { Contact } from '../domain/party.ts'
import { askAboutBilling } from '../services/ask-about-billing.ts'
import { claimPayment, mostReferenceLength } from '../services/claim-payment.ts'
import { findInvoiceFile } from '../services/invoice-document.ts'
import { findInvoiceFor, type ReadInvoice } from '../services/read-invoices.ts'
import { say, sayText } from '../texts/render.ts'
import { showInvoice } from './commands/invoices.ts'
import { takeContent } from './inbound-content.ts'
import { queueReply, reply, type Turn } from './turn.ts'

/** @throws Refusal `stale-button`, also for another company's. */
export async function pressInvoice(turn: Turn, id: string, action: string): Promise<void> {
  const { party, tx, desk } = turn
  if (party.kind !== 'contact' || !isId(id)) throw new Refusal('stale-button')
  const invoice = await findInvoiceFor(tx, party, id)
  if (invoice === null) throw new Refusal('stale-button')
  switch (action) {
    case 'pdf': {
      const file = await findInvoiceFile(tx, desk, invoice)
      const caption = say(party.language, 'invoice-file-caption', { number: invoice.number })
      return queueReply(turn, { type: 'files', attachmentIds: [file], caption })
    }
    case 'paid':
      if (invoice.paidCents >= invoice.totalCents) return reply(turn, 'invoice-paid-already', { number: invoice.number })
      return ask(turn, invoice, 'reference')
    case 'ask':
      return ask(turn, invoice, 'question')
    default:
      await showInvoice(turn, party, id)
  }
}

/** An unfinished ticket is not thrown away for a question: its text would be lost. */
function ask(turn: Turn, { id, number }: ReadInvoice, asks: InvoiceQuestion['asks']): void {
  const { conversation } = turn
  if (conversation.dialogue !== null && 'parts' in conversation.dialogue) {
    reply(turn, 'contacts-unfinished')
    return
  }
  conversation.dialogue = { kind: 'invoice-question', invoiceId: id, number, asks }
  reply(turn, asks === 'reference' ? 'invoice-ask-reference' : 'invoice-ask-question', { number })
}

/** @returns whether the message was an answer to what was asked of an invoice. */
export async function answeredInvoice(turn: Turn<InboundText>, messageIds: readonly string[]): Promise<boolean> {
  const { party, conversation, message, tx } = turn
  const { dialogue } = conversation
  if (party.kind !== 'contact' || dialogue?.kind !== 'invoice-question' || message.replyTo !== undefined) return false
  const invoice = await findInvoiceFor(tx, party, dialogue.invoiceId)
  if (invoice === null) {
    // Somebody may have lost the right since they pressed.
    conversation.dialogue = null
    return false
  }
  if (dialogue.asks === 'question') await openQuestion(turn, party, invoice, messageIds)
  else await noteReference(turn, party, invoice)
  return true
}

async function noteReference(turn: Turn<InboundText>, by: Contact, invoice: ReadInvoice): Promise<void> {
  const { tx, desk, message, conversation } = turn
  const reference = message.text.replace(/\s+/g, ' ').trim()
  const { number } = invoice
  if (reference === '' || reference.length > mostReferenceLength)
    return reply(turn, 'invoice-reference-wrong', { number, most: String(mostReferenceLength) })
  conversation.dialogue = null
  await claimPayment(tx, desk, { invoice, by, reference })
  reply(turn, 'invoice-claimed', { number, reference })
}

async function openQuestion(
  turn: Turn<InboundText>,
  by: Contact,
  { number }: ReadInvoice,
  messageIds: readonly string[],
): Promise<void> {
  const { tx, desk, conversation, message } = turn
  const content = await takeContent(turn, messageIds)
  const text = content.part.text
  conversation.dialogue = null
  const ticket = await askAboutBilling(tx, desk, {
    by,
    summary: sayText(by.language, 'billing-question-summary', { number }),
    description: text,
    channel: conversation.channel,
    sourceKey: `${conversation.id}:${message.messageId}`,
    attachmentIds: content.attachmentIds,
    sources: { conversationId: conversation.id, externalIds: content.part.sources },
  })
  reply(turn, 'billing-question-sent', { number: String(ticket.number), invoice: number }, { ticketId: ticket.id })
}
