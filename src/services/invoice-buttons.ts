// What hangs under everything that is said of an invoice which is to be paid: "i:<id>:<action>".
import type { Invoice } from '../db/invoices.ts'
import type { OutboundButton } from '../domain/channel.ts'
import type { Language } from '../domain/language.ts'
import { sayText } from '../texts/render.ts'

export function invoiceButtons(
  language: Language,
  { id, status, cancels, totalCents, paidCents }: Pick<Invoice, 'id' | 'status' | 'cancels' | 'totalCents' | 'paidCents'>,
): readonly (readonly OutboundButton[])[] {
  const open = status !== 'paid' && status !== 'cancelled' && cancels === null && paidCents < totalCents
  const pdf = { label: sayText(language, 'button-invoice-pdf'), data: `i:${id}:pdf` }
  const paid = { label: sayText(language, 'button-invoice-paid'), data: `i:${id}:paid` }
  const ask = { label: sayText(language, 'button-invoice-question'), data: `i:${id}:ask` }
  return [open ? [pdf, paid] : [pdf], [ask]]
}
