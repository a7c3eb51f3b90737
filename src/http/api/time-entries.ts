// Work done on a ticket. Entries are never changed: a correction is a new one that names the other.
import { z } from 'zod'
import type { Tx } from '../../db/client.ts'
import { findTicket } from '../../db/tickets.ts'
import { findTimeEntries, type TimeEntryRow } from '../../db/time-entries.ts'
import { Refusal } from '../../domain/errors.ts'
import type { EngineerId } from '../../domain/ids.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { fixedTasks, type WorkLevel, workKinds } from '../../domain/time-entry.ts'
import { logTime } from '../../services/log-time.ts'
import { answerOnce } from '../answer-once.ts'
import { model } from '../api-model.ts'
import { id, instant, sayInstant, text } from '../fields.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { listOf, pageQuery, readPage, toList } from '../list-page.ts'
import { numberPath, pathTicketNumber } from '../path-id.ts'

/** Longer work is several entries. */
const mostSeconds = 31 * 24 * 3600

const newTimeEntry = z.strictObject({
  engineer: id,
  startedAt: instant.describe('Not before the ticket was opened; the work has ended by now'),
  seconds: z.int().min(0).max(mostSeconds).describe('Real elapsed time'),
  level: z.literal([1, 2, 3]).nullish().describe('3: development. Unless given: 1'),
  kind: z.enum(workKinds).nullish().describe('Unless given: support. A bug is mended free of charge'),
  task: z.enum(fixedTasks).nullish().describe('Of fixed work, and only of that'),
  quantity: z.int().min(0).max(1000).nullish().describe('Of fixed work; 0: a further entry of a task that counts already'),
  afterHoursAgreed: z.boolean().nullish().describe('Unless given: as agreed on the ticket'),
  billableAgreed: z.boolean().nullish().describe('Unless given: as agreed on the ticket'),
  corrects: id.nullish().describe('An entry of this ticket, which counts no more'),
  note: text(2000).nullish(),
})

const timeEntry = model('TimeEntry', {
  id: z.string(),
  ticket: z.number().int(),
  engineer: z.string(),
  startedAt: z.string(),
  seconds: z.number().int(),
  level: z.number().int(),
  kind: z.string(),
  task: z.string().nullable(),
  quantity: z.number().int().nullable(),
  afterHoursAgreed: z.boolean().nullable(),
  billableAgreed: z.boolean().nullable(),
  corrects: z.string().nullable(),
  correctedBy: z.string().nullable().describe('Null: it counts'),
  note: z.string().nullable(),
  invoice: z.string().nullable().describe('The number of the invoice that billed it'),
  createdAt: z.string(),
})

export function addTimeEntryRoutes(app: ApiServer, http: HttpContext): void {
  app.post(
    '/tickets/:number/time-entries',
    {
      schema: {
        tags: ['time'],
        summary: 'Log work done on a ticket',
        params: numberPath,
        body: newTimeEntry,
        response: { 201: timeEntry },
      },
    },
    async (request, reply) => {
      const number = pathTicketNumber(request.params.number)
      const { engineer, startedAt, level, kind, task, quantity, corrects, ...rest } = request.body
      const work = async (tx: Tx) => {
        const ticket = await getTicket(tx, number)
        const entry = await logTime(tx, http.desk, {
          ...rest,
          ticket,
          engineerId: engineer as EngineerId,
          startedAt: new Date(startedAt),
          level: (level ?? 1) as WorkLevel,
          kind: kind ?? 'support',
          task: task ?? null,
          quantity: quantity ?? null,
          correctsId: corrects ?? null,
          afterHoursAgreed: rest.afterHoursAgreed ?? null,
          billableAgreed: rest.billableAgreed ?? null,
          note: rest.note?.trim() ?? null,
        })
        return sayEntry(ticket, entry)
      }
      return (await answerOnce(http, request, reply, { status: 201, work })).answer
    },
  )

  app.get(
    '/tickets/:number/time-entries',
    {
      schema: {
        tags: ['time'],
        summary: 'List the work done on a ticket, corrected entries too',
        params: numberPath,
        querystring: z.strictObject(pageQuery),
        response: { 200: listOf(timeEntry) },
      },
    },
    async ({ params, query }) => {
      const number = pathTicketNumber(params.number)
      const page = readPage(query, z.uuid())
      return http.database.transaction(async (tx) => {
        const ticket = await getTicket(tx, number)
        return toList(await findTimeEntries(tx, ticket.id, page), (entry) => sayEntry(ticket, entry))
      })
    },
  )
}

/** @throws Refusal `ticket-not-found`. */
async function getTicket(tx: Tx, number: number): Promise<Ticket> {
  const ticket = await findTicket(tx, number)
  if (ticket === null) throw new Refusal('ticket-not-found')
  return ticket
}

function sayEntry(ticket: Ticket, entry: TimeEntryRow): z.output<typeof timeEntry> {
  const { engineerId, ticketId, correctsId, startedAt, createdAt, ...rest } = entry
  const times = { startedAt: sayInstant(startedAt), createdAt: sayInstant(createdAt) }
  return { ...rest, ...times, ticket: ticket.number, engineer: engineerId, corrects: correctsId }
}
