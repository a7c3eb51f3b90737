// /invoices: the company's invoices. /invoice N: one of them, with its lines and its document. For those who get them (RULES 1).
import { isId } from '../../domain/ids.ts'
import type { Contact } from '../../domain/party.ts'
import { join } from '../../domain/rich-text.ts'
import { invoiceButtons } from '../../services/invoice-buttons.ts'
import { findInvoiceFile } from '../../services/invoice-document.ts'
import { findInvoiceClaims as findClaims, findInvoiceFor, listInvoices } from '../../services/read-invoices.ts'
import { say } from '../../texts/render.ts'
import { sayWhenAt } from '../../texts/when.ts'
import type { Command } from '../command.ts'
import { wordInvoice, wordInvoices } from '../invoice-text.ts'
import { queueReply, reply, replyWith, type Turn } from '../turn.ts'

const shownInvoices = 12

export const invoicesCommand: Command = {
  name: 'invoices',
  async run(turn) {
    const { party, tx } = turn
    if (party.kind !== 'contact') return
    const invoices = await listInvoices(tx, party, shownInvoices)
    if (invoices.length === 0) return reply(turn, 'invoices-none')
    const buttons = invoices.map(({ id, number }) => ({ label: number, data: `i:${id}:show` }))
    const rows = [0, 3, 6, 9].map((from) => buttons.slice(from, from + 3)).filter((row) => row.length > 0)
    replyWith(turn, wordInvoices(party.language, invoices, tx.now), { buttons: rows })
  },
}

export const invoiceCommand: Command = {
  name: 'invoice',
  async run(turn, words) {
    if (turn.party.kind !== 'contact') return
    if (words === '') return reply(turn, 'invoice-which')
    const number = words.replace(/^#/, '').slice(0, 60)
    // An id is what buttons carry, and nothing that people write.
    if (isId(number) || !(await showInvoice(turn, turn.party, number))) reply(turn, 'invoice-not-found', { number })
  },
}

/** @returns false when there is none of that name for them. */
export async function showInvoice(turn: Turn, party: Contact, name: string): Promise<boolean> {
  const { tx } = turn
  const invoice = await findInvoiceFor(tx, party, name)
  if (invoice === null) return false
  const { language } = party
  const claims = (await findClaims(tx, invoice.id)).map(({ reference, at }) =>
    say(language, 'invoice-claim', { reference, when: sayWhenAt(language, at, party.timeZone) }),
  )
  const text = join([wordInvoice(language, invoice, tx.now), ...claims], '\n\n')
  replyWith(turn, text, { buttons: invoiceButtons(language, invoice) })
  const { number } = invoice
  const file = await findInvoiceFile(tx, turn.desk, invoice)
  queueReply(turn, { type: 'files', attachmentIds: [file], caption: say(language, 'invoice-file-caption', { number }) })
  return true
}
