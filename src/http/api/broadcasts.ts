// Broadcasts: one text to the contacts of many clients, and what became of it.
import { z } from 'zod'
import { type BroadcastRecord, countResult } from '../../db/broadcasts.ts'
import type { Tx } from '../../db/client.ts'
import { type Audience, mostBroadcastCharacters } from '../../domain/broadcast.ts'
import type { CompanyId } from '../../domain/ids.ts'
import { beginBroadcast, getBroadcast, measureAudience, stopBroadcast } from '../../services/begin-broadcast.ts'
import { answerOnce } from '../answer-once.ts'
import { model } from '../api-model.ts'
import { id, line, sayInstant, text } from '../fields.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { idPath, pathId } from '../path-id.ts'

const audience = z
  .strictObject({
    plan: line(100).optional().describe('The printed name: contacts of companies with this plan today'),
    product: line(100).optional().describe('Contacts of companies that have a server with this product'),
    company: id.optional().describe('Contacts of this company'),
  })
  .refine((given) => Object.values(given).filter((value) => value !== undefined).length < 2, 'one of plan, product and company')
  .describe('Empty: all contacts of clients who may open tickets')

const newBroadcast = z.strictObject({
  audience,
  text: text(mostBroadcastCharacters),
  dryRun: z.boolean().optional().describe('Says whom it would reach, and sends nothing'),
})

const broadcast = model('Broadcast', {
  id: z.string().nullable().describe('Null for a dry run'),
  state: z.string().describe('running, stopped, done; for a dry run: dry-run'),
  audience: z.object({ plan: z.string().optional(), product: z.string().optional(), company: z.string().optional() }),
  people: z.number().int(),
  connected: z.number().int().nullable().describe('Of a dry run: how many of them have a chat'),
  sent: z.number().int(),
  failed: z.number().int(),
  skipped: z.number().int().describe('No chat, switched off, or stopped; the ledger (GET /notifications) has the reason'),
  waiting: z.number().int().describe('In the outbox'),
  left: z.number().int().describe('Not in the outbox yet'),
  createdAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
})

type Answer = z.output<typeof broadcast>

const nothing = z.strictObject({}).nullish()

export function addBroadcastRoutes(app: ApiServer, http: HttpContext): void {
  app.post(
    '/broadcasts',
    {
      schema: {
        tags: ['broadcasts'],
        summary: 'Write to many clients at once',
        body: newBroadcast,
        response: { 201: broadcast },
      },
    },
    async (request, reply) => {
      const { text, dryRun } = request.body
      const wanted = toAudience(request.body.audience)
      const work = async (tx: Tx) =>
        dryRun === true ? measure(tx, wanted) : say(tx, await beginBroadcast(tx, { audience: wanted, text }, { kind: 'api' }))
      return (await answerOnce(http, request, reply, { status: 201, work })).answer
    },
  )

  app.get(
    '/broadcasts/:id',
    { schema: { tags: ['broadcasts'], summary: 'How far a broadcast is', params: idPath, response: { 200: broadcast } } },
    async ({ params }) => {
      const broadcastId = pathId<string>(params.id)
      return http.database.transaction(async (tx) => say(tx, await getBroadcast(tx, broadcastId)))
    },
  )

  app.post(
    '/broadcasts/:id/stop',
    {
      schema: {
        tags: ['broadcasts'],
        summary: 'Stop a broadcast: whoever has not been told is not told',
        params: idPath,
        body: nothing,
        response: { 201: broadcast },
      },
    },
    async (request, reply) => {
      const broadcastId = pathId<string>(request.params.id)
      const work = async (tx: Tx) => say(tx, await stopBroadcast(tx, http.desk, broadcastId, { kind: 'api' }))
      return (await answerOnce(http, request, reply, { status: 201, work })).answer
    },
  )
}

function toAudience({ plan, product, company }: z.output<typeof audience>): Audience {
  if (plan !== undefined) return { kind: 'plan', plan }
  if (product !== undefined) return { kind: 'product', product }
  return company === undefined ? { kind: 'all' } : { kind: 'company', companyId: company as CompanyId }
}

function sayAudience(given: Audience): Answer['audience'] {
  switch (given.kind) {
    case 'all':
      return {}
    case 'plan':
      return { plan: given.plan }
    case 'product':
      return { product: given.product }
    case 'company':
      return { company: given.companyId }
  }
}

async function measure(tx: Tx, wanted: Audience): Promise<Answer> {
  const { contactIds, connected } = await measureAudience(tx, wanted)
  const none = { sent: 0, failed: 0, skipped: 0, waiting: 0, left: contactIds.length }
  const base = { id: null, state: 'dry-run', audience: sayAudience(wanted), people: contactIds.length, connected }
  return { ...base, ...none, createdAt: null, finishedAt: null }
}

async function say(tx: Tx, record: BroadcastRecord): Promise<Answer> {
  const { id: broadcastId, state, createdAt, finishedAt } = record
  return {
    id: broadcastId,
    state,
    audience: sayAudience(record.audience),
    connected: null,
    ...(await countResult(tx, record)),
    createdAt: sayInstant(createdAt),
    finishedAt: finishedAt === null ? null : sayInstant(finishedAt),
  }
}
