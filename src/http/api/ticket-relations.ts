// Duplicates and related tickets: merging, linking, unlinking.
import { z } from 'zod'
import type { Tx } from '../../db/client.ts'
import { findTicketView } from '../../db/ticket-views.ts'
import { findTicket } from '../../db/tickets.ts'
import { Refusal } from '../../domain/errors.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { linkTickets, unlinkTickets } from '../../services/link-tickets.ts'
import { mergeTickets } from '../../services/merge-tickets.ts'
import { answerOnce } from '../answer-once.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { numberPath, pathTicketNumber } from '../path-id.ts'
import { sayTicket, ticket } from './ticket-answers.ts'

const number = z.int().min(1).max(2_147_483_647)
const merge = z.strictObject({ into: number.describe('The ticket that stays; of the same company') })
const link = z.strictObject({ ticket: number.describe('The other ticket') })
const linkPath = numberPath.extend({ other: z.string() })
const by = { kind: 'api' } as const

export function addTicketRelationRoutes(app: ApiServer, http: HttpContext): void {
  app.post(
    '/tickets/:number/merge',
    {
      schema: {
        tags: ['tickets'],
        summary: 'Merge a duplicate into another ticket; answers the one that stays',
        params: numberPath,
        body: merge,
        response: { 201: ticket },
      },
    },
    async (request, reply) => {
      const duplicate = pathTicketNumber(request.params.number)
      const work = async (tx: Tx) => {
        const from = await getTicket(tx, duplicate)
        const into = await getTicket(tx, request.body.into, 'into')
        await mergeTickets(tx, http.desk, { fromId: from.id, intoId: into.id, by })
        return read(tx, http, into.number)
      }
      return (await answerOnce(http, request, reply, { status: 201, work })).answer
    },
  )

  app.post(
    '/tickets/:number/links',
    {
      schema: {
        tags: ['tickets'],
        summary: 'Link a ticket with a related one',
        params: numberPath,
        body: link,
        response: { 201: ticket },
      },
    },
    async (request, reply) => {
      const first = pathTicketNumber(request.params.number)
      const work = async (tx: Tx) => {
        const one = await getTicket(tx, first)
        await linkTickets(tx, { one, other: await getTicket(tx, request.body.ticket, 'ticket'), by })
        return read(tx, http, first)
      }
      return (await answerOnce(http, request, reply, { status: 201, work })).answer
    },
  )

  app.delete(
    '/tickets/:number/links/:other',
    { schema: { tags: ['tickets'], summary: 'Unlink two tickets', params: linkPath, response: { 200: ticket } } },
    async ({ params }) => {
      const first = pathTicketNumber(params.number)
      const second = pathTicketNumber(params.other)
      return http.database.transaction(async (tx) => {
        await unlinkTickets(tx, { one: await getTicket(tx, first), other: await getTicket(tx, second), by })
        return read(tx, http, first)
      })
    },
  )
}

/** @throws Refusal `ticket-not-found`; `not-found`, naming the field, for one that the body names. */
async function getTicket(tx: Tx, wanted: number, field?: string): Promise<Ticket> {
  const found = await findTicket(tx, wanted)
  if (found !== null) return found
  throw field === undefined ? new Refusal('ticket-not-found') : new Refusal('not-found', {}, field)
}

async function read(tx: Tx, http: HttpContext, wanted: number): Promise<z.output<typeof ticket>> {
  const view = await findTicketView(tx, wanted)
  if (view === null) throw new Refusal('ticket-not-found')
  return sayTicket(view, tx.now, http.desk)
}
