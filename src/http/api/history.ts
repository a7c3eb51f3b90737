// What happened to a ticket, oldest first: who changed what, what was taken back, what did not arrive. Nothing that somebody wrote to
// a client or a colleague is in it.
import { z } from 'zod'
import { findTicketEvents, type TicketEventView } from '../../db/ticket-events.ts'
import { findTicket } from '../../db/tickets.ts'
import { Refusal } from '../../domain/errors.ts'
import { model } from '../api-model.ts'
import { sayInstant } from '../fields.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { listOf, pageQuery, readPage, toList } from '../list-page.ts'
import { numberPath, pathTicketNumber } from '../path-id.ts'

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])

const ticketEvent = model('TicketEvent', {
  at: z.string(),
  kind: z.string().describe('Such as opened, status, assigned, answer-removed, comment-withdrawn, delivery-failed'),
  by: z.object({ contact: z.string().optional(), engineer: z.string().optional(), name: z.string() }).nullable(),
  data: z.record(z.string(), scalar).describe('What it was before and after, or what it is about, by kind'),
})

export function addHistoryRoutes(app: ApiServer, http: HttpContext): void {
  app.get(
    '/tickets/:number/history',
    {
      schema: {
        tags: ['tickets'],
        summary: 'Read what happened to a ticket, oldest first',
        params: numberPath,
        querystring: z.strictObject(pageQuery),
        response: { 200: listOf(ticketEvent) },
      },
    },
    async ({ params, query }) => {
      const number = pathTicketNumber(params.number)
      const page = readPage(query, z.int())
      const found = await http.database.transaction(async (tx) => {
        const ticket = await findTicket(tx, number)
        if (ticket === null) throw new Refusal('ticket-not-found')
        return findTicketEvents(tx, ticket.id, page)
      })
      return toList(found, sayEvent)
    },
  )
}

function sayEvent({ at, kind, contactId, engineerId, name, data }: TicketEventView): z.output<typeof ticketEvent> {
  const who = { ...(contactId === null ? {} : { contact: contactId }), ...(engineerId === null ? {} : { engineer: engineerId }) }
  // Lists and clocks are of no use outside, and may change their form.
  const plain = Object.entries(data).filter(
    (entry): entry is [string, z.output<typeof scalar>] => scalar.safeParse(entry[1]).success,
  )
  return { at: sayInstant(at), kind, by: name === null ? null : { ...who, name }, data: Object.fromEntries(plain) }
}
