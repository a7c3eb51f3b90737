// Tickets as the vendor's own systems open, list and change them. What happens then is the services' business.
import { z } from 'zod'
import type { Tx } from '../../db/client.ts'
import { findCompany, findServerOf } from '../../db/companies.ts'
import { findContactOf } from '../../db/person-records.ts'
import { findTicketsToSolve, findTicketView, findTicketViews, type SolvingKey, type TicketFilter } from '../../db/ticket-views.ts'
import { findTicket } from '../../db/tickets.ts'
import { Refusal } from '../../domain/errors.ts'
import { type CompanyId, type ContactId, type EngineerId, isId, type ServerId } from '../../domain/ids.ts'
import { priorities } from '../../domain/priority.ts'
import { isEnded, summaryLength, ticketStatuses } from '../../domain/ticket.ts'
import { assignTicket } from '../../services/assign-ticket.ts'
import { changePriority } from '../../services/change-priority.ts'
import { changeStatus } from '../../services/change-status.ts'
import type { Desk } from '../../services/desk.ts'
import { openTicket } from '../../services/open-ticket.ts'
import { answerOnce } from '../answer-once.ts'
import { anyId, id, instant, line, text } from '../fields.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { listOf, pageQuery, readPage, toList } from '../list-page.ts'
import { numberPath, pathTicketNumber } from '../path-id.ts'
import { sayTicket, ticket } from './ticket-answers.ts'

const newTicket = z.strictObject({
  company: id,
  contact: id.nullish().describe('Hears of what happens on the ticket'),
  summary: line(summaryLength),
  description: text(50_000),
  priority: z.enum(priorities),
  server: id.nullish(),
  openedAt: instant.nullish().describe('Past or now; unless given: now'),
})

const ticketChange = z
  .strictObject({
    priority: z.enum(priorities).optional(),
    status: z.enum(ticketStatuses).optional(),
    assignee: id.nullable().optional().describe('An engineer’s id; null takes the ticket from whoever has it'),
    reason: line(500).nullish().describe('Needed to lower a priority'),
    at: instant.nullish().describe('When it happened: not before the ticket’s last event, not in the future'),
  })
  .refine(
    ({ priority, status, assignee }) => priority !== undefined || status !== undefined || assignee !== undefined,
    'must change priority, status or assignee',
  )

const ticketQuery = z.strictObject({
  ...pageQuery,
  company: anyId.optional(),
  status: z.enum(ticketStatuses).optional(),
  assignee: anyId.optional(),
  order: z
    .literal('solving')
    .optional()
    .describe('Blockers, then by plan, priority and due time; open and waiting ones unless `status` says otherwise'),
})

const solvingKey: z.ZodType<SolvingKey> = z.tuple([z.int(), z.int().nullable(), z.int(), z.int()])

export function addTicketRoutes(app: ApiServer, http: HttpContext): void {
  app.post(
    '/tickets',
    { schema: { tags: ['tickets'], summary: 'Open a ticket', body: newTicket, response: { 201: ticket } } },
    async (request, reply) => {
      const work = (tx: Tx) => open(tx, http, request.body)
      return (await answerOnce(http, request, reply, { status: 201, work })).answer
    },
  )

  app.get(
    '/tickets',
    {
      schema: {
        tags: ['tickets'],
        summary: 'List tickets, newest first',
        querystring: ticketQuery,
        response: { 200: listOf(ticket) },
      },
    },
    async ({ query }) => {
      const { company, assignee, status, order } = query
      // An id that cannot be one finds what an unknown one finds: nothing.
      if ([company, assignee].some((given) => given !== undefined && !isId(given))) return { items: [], nextCursor: null }
      const filter: TicketFilter = {
        companyId: company as CompanyId | undefined,
        assigneeId: assignee as EngineerId | undefined,
        statuses: status === undefined ? (order === 'solving' ? ['open', 'waiting'] : undefined) : [status],
      }
      if (order === 'solving') {
        const page = readPage(query, solvingKey)
        return http.database.transaction(async (tx) =>
          toList(await findTicketsToSolve(tx, filter, page), (view) => sayTicket(view, tx.now, http.desk)),
        )
      }
      const page = readPage(query, z.int())
      return http.database.transaction(async (tx) =>
        toList(await findTicketViews(tx, filter, page), (view) => sayTicket(view, tx.now, http.desk)),
      )
    },
  )

  app.get(
    '/tickets/:number',
    { schema: { tags: ['tickets'], summary: 'Read a ticket', params: numberPath, response: { 200: ticket } } },
    async ({ params }) => {
      const number = pathTicketNumber(params.number)
      return http.database.transaction((tx) => read(tx, http.desk, number))
    },
  )

  app.patch(
    '/tickets/:number',
    {
      schema: {
        tags: ['tickets'],
        summary: 'Change priority, status or assignee',
        params: numberPath,
        body: ticketChange,
        response: { 200: ticket },
      },
    },
    async ({ params, body }) => {
      const number = pathTicketNumber(params.number)
      return http.database.transaction((tx) => change(tx, http, number, body))
    },
  )
}

async function open(tx: Tx, { desk }: HttpContext, body: z.output<typeof newTicket>): Promise<z.output<typeof ticket>> {
  const companyId = body.company as CompanyId
  if ((await findCompany(tx, companyId)) === null) throw new Refusal('not-found', {}, 'company')
  const contactId = (body.contact ?? null) as ContactId | null
  if (contactId !== null && (await findContactOf(tx, companyId, contactId)) === null) {
    throw new Refusal('not-found', { reason: 'other-company' }, 'contact')
  }
  const serverId = (body.server ?? null) as ServerId | null
  if (serverId !== null && (await findServerOf(tx, companyId, serverId)) === null) {
    throw new Refusal('not-found', { reason: 'other-company' }, 'server')
  }
  const opened = await openTicket(tx, desk, {
    companyId,
    ...(contactId === null ? {} : { contactId }),
    ...(serverId === null ? {} : { serverId }),
    summary: body.summary,
    description: body.description,
    priority: body.priority,
    channel: 'api',
    ...(body.openedAt == null ? {} : { openedAt: new Date(body.openedAt) }),
    by: { kind: 'api' },
  })
  return read(tx, desk, opened.number)
}

async function read(tx: Tx, desk: Desk, number: number): Promise<z.output<typeof ticket>> {
  const view = await findTicketView(tx, number)
  if (view === null) throw new Refusal('ticket-not-found')
  return sayTicket(view, tx.now, desk)
}

/** All of it or none. An ended ticket is opened first, and one that ends is ended last: neither can be changed while ended. */
async function change(
  tx: Tx,
  { desk }: HttpContext,
  number: number,
  body: z.output<typeof ticketChange>,
): Promise<z.output<typeof ticket>> {
  const found = await findTicket(tx, number)
  if (found === null) throw new Refusal('ticket-not-found')
  const { priority, status, assignee } = body
  const common = {
    ticketId: found.id,
    by: { kind: 'api' } as const,
    ...(body.reason == null ? {} : { reason: body.reason }),
    ...(body.at == null ? {} : { at: new Date(body.at) }),
  }
  const ends = status !== undefined && isEnded({ status })
  if (status !== undefined && !ends) await changeStatus(tx, desk, { ...common, status })
  if (priority !== undefined) await changePriority(tx, desk, { ...common, priority })
  if (assignee !== undefined) await assignTicket(tx, desk, { ...common, engineerId: assignee as EngineerId | null })
  if (ends) await changeStatus(tx, desk, { ...common, status })
  return read(tx, desk, number)
}
