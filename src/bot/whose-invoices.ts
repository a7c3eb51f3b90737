// What a client is told who asks for invoices and does not get them: whom of the company to ask. Nothing of the invoices themselves.
import type { Contact } from '../domain/party.ts'
import { listInvoiceContacts } from '../services/read-invoices.ts'
import { reply, type Turn } from './turn.ts'

export function isAboutInvoices(command: string): boolean {
  return command === 'invoices' || command === 'invoice'
}

export async function sayWhoGetsInvoices(turn: Turn, party: Contact): Promise<void> {
  const names = await listInvoiceContacts(turn.tx, turn.desk, party)
  if (names.length === 0) reply(turn, 'invoices-nobody')
  else reply(turn, 'invoices-whom', { names: names.slice(0, 5).join(', ') })
}
