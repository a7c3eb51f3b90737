// The rota: rules that come again each week, swaps for a time, and who is on call by them.
import { z } from 'zod'
import type { Tx } from '../../db/client.ts'
import { findRules, findSwaps } from '../../db/on-call.ts'
import type { EngineerId } from '../../domain/ids.ts'
import { mostWeeks } from '../../domain/on-call.ts'
import { weekdays } from '../../domain/opening-hours.ts'
import { addRule, addSwap, endRule, endSwap } from '../../services/change-rota.ts'
import { readOnCall } from '../../services/read-on-call.ts'
import { answerOnce } from '../answer-once.ts'
import { day, id, instant, timeOfDay } from '../fields.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { listOf, pageQuery, readPage, toList } from '../list-page.ts'
import { idPath, pathId } from '../path-id.ts'
import { onCall, onCallRule, onCallSwap, sayOnCall, sayRule, saySwap } from './on-call-answers.ts'

const rung = z.union([z.literal(1), z.literal(2)]).describe('1 is called first, 2 when the first does not answer; default 1')

const newRule = z.strictObject({
  engineer: id,
  rung: rung.nullish(),
  weekdays: z
    .array(z.enum(weekdays))
    .min(1)
    .max(7)
    .refine((days) => new Set(days).size === days.length, 'must not name a weekday twice')
    .describe('On which the shifts begin'),
  from: timeOfDay(1439).describe('Local time in Europe/Vilnius'),
  to: timeOfDay(1440).describe('At or before `from` it is on the next day; at most 24:00'),
  everyWeeks: z.int().min(1).max(mostWeeks).nullish().describe('Every so many weeks, counted from the ISO week of `startsOn`'),
  startsOn: day,
  endsOn: day.nullish().describe('The last day on which a shift begins'),
})

const newSwap = z.strictObject({ engineer: id, rung: rung.nullish(), from: instant, to: instant })

export function addOnCallRoutes(app: ApiServer, http: HttpContext): void {
  app.get(
    '/on-call',
    {
      schema: {
        tags: ['on call'],
        summary: 'Who is on call, until when, and who comes then',
        querystring: z.strictObject({ at: instant.optional().describe('Default: now') }),
        response: { 200: onCall },
      },
    },
    async ({ query }) =>
      http.database.transaction(async (tx) => {
        const at = query.at === undefined ? tx.now : new Date(query.at)
        return sayOnCall(at, await readOnCall(tx, http.desk, at))
      }),
  )
  addRuleRoutes(app, http)
  addSwapRoutes(app, http)
}

function addRuleRoutes(app: ApiServer, http: HttpContext): void {
  app.post(
    '/on-call/rules',
    {
      schema: {
        tags: ['on call'],
        summary: 'Put an engineer on call in hours that come again; where two rules claim the same hours, the newer one holds',
        body: newRule,
        response: { 201: onCallRule },
      },
    },
    async (request, reply) => {
      const { engineer, rung, weekdays: names, from, to, everyWeeks, startsOn, endsOn } = request.body
      const rule = {
        engineerId: engineer as EngineerId,
        rung: rung ?? 1,
        weekdays: names.map((name) => weekdays.indexOf(name) + 1).sort((a, b) => a - b),
        fromMinute: from,
        toMinute: to,
        everyWeeks: everyWeeks ?? 1,
        startsOn,
        endsOn: endsOn ?? null,
      }
      const work = async (tx: Tx) => sayRule(await addRule(tx, http.desk, rule, { kind: 'api' }))
      return (await answerOnce(http, request, reply, { status: 201, work })).answer
    },
  )

  app.get(
    '/on-call/rules',
    {
      schema: {
        tags: ['on call'],
        summary: 'List the rules of the rota, the oldest first',
        querystring: z.strictObject(pageQuery),
        response: { 200: listOf(onCallRule) },
      },
    },
    async ({ query }) => {
      const page = readPage(query, z.uuid())
      return toList(await http.database.transaction((tx) => findRules(tx, page)), sayRule)
    },
  )

  app.delete(
    '/on-call/rules/:id',
    { schema: { tags: ['on call'], summary: 'Take a rule out of the rota', params: idPath, response: { 200: onCallRule } } },
    async ({ params }) => {
      const id = pathId<string>(params.id)
      return sayRule(await http.database.transaction((tx) => endRule(tx, id, { kind: 'api' })))
    },
  )
}

function addSwapRoutes(app: ApiServer, http: HttpContext): void {
  app.post(
    '/on-call/swaps',
    {
      schema: {
        tags: ['on call'],
        summary: 'Have an engineer take over for a time; it goes before the rules, and a newer swap before an older one',
        body: newSwap,
        response: { 201: onCallSwap },
      },
    },
    async (request, reply) => {
      const { engineer, rung, from, to } = request.body
      const times = { startsAt: new Date(from), endsAt: new Date(to) }
      const swap = { engineerId: engineer as EngineerId, rung: rung ?? 1, ...times }
      const work = async (tx: Tx) => saySwap(await addSwap(tx, http.desk, swap, { kind: 'api' }))
      return (await answerOnce(http, request, reply, { status: 201, work })).answer
    },
  )

  app.get(
    '/on-call/swaps',
    {
      schema: {
        tags: ['on call'],
        summary: 'List swaps, the oldest first',
        querystring: z.strictObject(pageQuery),
        response: { 200: listOf(onCallSwap) },
      },
    },
    async ({ query }) => {
      const page = readPage(query, z.uuid())
      return toList(await http.database.transaction((tx) => findSwaps(tx, page)), saySwap)
    },
  )

  app.delete(
    '/on-call/swaps/:id',
    { schema: { tags: ['on call'], summary: 'Take a swap back', params: idPath, response: { 200: onCallSwap } } },
    async ({ params }) => {
      const id = pathId<string>(params.id)
      return saySwap(await http.database.transaction((tx) => endSwap(tx, http.desk, id, { kind: 'api' })))
    },
  )
}
