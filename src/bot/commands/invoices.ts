// /invoices: the company's invoices. /invoice N: one of them, with its lines and its document. For those who get them (RULES 1).
import { Refusal } from '../../domain/errors.ts'
import { isId } from '../../domain/ids.ts'
import type { Contact } from '../../domain/party.ts'
import { findInvoiceFor, listInvoices } from '../../services/read-invoices.ts'
import { say } from '../../texts/render.ts'
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

/** @throws Refusal `stale-button`, also for another company's. */
export async function pressInvoice(turn: Turn, id: string): Promise<void> {
  if (turn.party.kind !== 'contact' || !isId(id) || !(await showInvoice(turn, turn.party, id))) throw new Refusal('stale-button')
}

/** @returns false when there is none of that name for them. */
async function showInvoice(turn: Turn, party: Contact, name: string): Promise<boolean> {
  const { tx } = turn
  const invoice = await findInvoiceFor(tx, party, name)
  if (invoice === null) return false
  const { language } = party
  replyWith(turn, wordInvoice(language, invoice, tx.now))
  const { number, pdfFileId } = invoice
  if (pdfFileId === null) reply(turn, 'invoice-no-document')
  else queueReply(turn, { type: 'files', attachmentIds: [pdfFileId], caption: say(language, 'invoice-file-caption', { number }) })
  return true
}
