// The ledger: who was told what, when, on which channel, with what result.
import { z } from 'zod'
import { findNotifications, type LedgerEntry } from '../../db/ledger.ts'
import { type ContactId, isId } from '../../domain/ids.ts'
import { model } from '../api-model.ts'
import { anyId, sayInstant } from '../fields.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { listOf, pageQuery, readPage, toList } from '../list-page.ts'
import { toTicketNumber } from '../path-id.ts'

const notification = model('Notification', {
  id: z.string(),
  kind: z.string().describe('ticket.comment, ticket.assigned, invoice.issued, invoice.paid, ...'),
  recipient: z.object({
    contact: z.string().optional(),
    engineer: z.string().optional(),
    address: z.string().nullable().describe('The chat; for a notice that had none, the id known of the person'),
  }),
  channel: z.string(),
  status: z.enum(['queued', 'sent', 'failed', 'skipped']),
  attempts: z.number(),
  reason: z.string().nullable(),
  at: z.string().describe('When it was sent, failed or was skipped; while it waits, when it was queued'),
  ticket: z.number().nullable(),
  invoice: z.string().nullable(),
})

const ledgerQuery = z.strictObject({
  ...pageQuery,
  ticket: anyId.optional().describe('A ticket’s number'),
  contact: anyId.optional().describe('A contact’s id'),
  invoice: anyId.optional().describe('An invoice’s number'),
})

export function addNotificationRoutes(app: ApiServer, http: HttpContext): void {
  app.get(
    '/notifications',
    {
      schema: {
        tags: ['notifications'],
        summary: 'Who was told what',
        querystring: ledgerQuery,
        response: { 200: listOf(notification) },
      },
    },
    async ({ query }) => {
      const page = readPage(query, z.string().regex(/^\d{1,18}$/))
      const ticketNumber = query.ticket === undefined ? undefined : toTicketNumber(query.ticket)
      const { contact, invoice } = query
      // What cannot be an id or a number finds what an unknown one finds: nothing.
      if (ticketNumber === null || (contact !== undefined && !isId(contact)) || invoice?.includes('\0') === true) {
        return { items: [], nextCursor: null }
      }
      const filter = { ticketNumber, contactId: contact as ContactId | undefined, invoiceNumber: invoice }
      return toList(await http.database.transaction((tx) => findNotifications(tx, filter, page)), sayNotification)
    },
  )
}

function sayNotification(entry: LedgerEntry): z.output<typeof notification> {
  const { id, kind, contactId, engineerId, address, channel, status, attempts, reason, at, ticketNumber, invoiceNumber } = entry
  const recipient = {
    ...(contactId === null ? {} : { contact: contactId }),
    ...(engineerId === null ? {} : { engineer: engineerId }),
    address,
  }
  return {
    id,
    kind,
    recipient,
    channel,
    status,
    attempts,
    reason,
    at: sayInstant(at),
    ticket: ticketNumber,
    invoice: invoiceNumber,
  }
}
