// Prepaid time of companies, as the vendor's billing pushes it, and how much of it is used.
import { z } from 'zod'
import type { AllowanceKey } from '../../db/allowances.ts'
import type { Tx } from '../../db/client.ts'
import { findCompany } from '../../db/companies.ts'
import { dayAt } from '../../domain/day.ts'
import { isCalendarDay } from '../../domain/desk-month.ts'
import { Refusal } from '../../domain/errors.ts'
import type { CompanyId } from '../../domain/ids.ts'
import { buyAllowance, listAllowances, type UsedAllowance } from '../../services/buy-allowance.ts'
import { answerOnce } from '../answer-once.ts'
import { model } from '../api-model.ts'
import { cents, currency, day, line } from '../fields.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { listOf, pageQuery, readPage, toList } from '../list-page.ts'
import { idPath, pathId } from '../path-id.ts'

const mostSeconds = 100_000_000
const billedDay = day.refine(isCalendarDay, 'must be a day from 2000 to 2099')

const newAllowance = z
  .strictObject({
    name: line(100),
    secondsPerMonth: z.int().min(1).max(mostSeconds).describe('With noExpiration: in all'),
    priceCents: cents.min(0).describe('Each month; with noExpiration once'),
    currency: currency.describe('Of the standard catalogue, or of another that the company has a subscription of'),
    roundBySeconds: z.int().min(1).max(86_400).nullish().describe('Each use is rounded up to a multiple of it. Unless given: 1'),
    connectionFeeCents: cents.min(0).nullish().describe('Once for each use. Unless given: 0'),
    noExpiration: z.boolean().nullish().describe('One quantity for all its time instead of one for each month'),
    startsOn: billedDay.describe('It holds from the first day of this month, but not before boughtOn'),
    endsOn: billedDay.nullish().describe('It holds to the last day of this month. Unless given: until further notice'),
    boughtOn: billedDay.nullish().describe('Unless given: startsOn'),
  })
  .refine(({ startsOn, endsOn }) => endsOn == null || startsOn <= endsOn, {
    path: ['endsOn'],
    message: 'must not be before startsOn',
  })
  .refine(({ boughtOn, endsOn }) => endsOn == null || boughtOn == null || boughtOn <= endsOn, {
    path: ['boughtOn'],
    message: 'must not be after endsOn',
  })

const allowance = model('Allowance', {
  id: z.string(),
  company: z.string(),
  name: z.string(),
  secondsPerMonth: z.number().int(),
  priceCents: z.number().int(),
  currency: z.string(),
  roundBySeconds: z.number().int(),
  connectionFeeCents: z.number().int(),
  noExpiration: z.boolean(),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  boughtOn: z.string(),
  usedSeconds: z.number().int().describe('When the day that was asked for (or today) ended'),
  totalSeconds: z.number().int().describe('0 on a day on which it does not hold'),
})

const allowanceKey: z.ZodType<AllowanceKey> = z.tuple([day, z.uuid()])

export function addAllowanceRoutes(app: ApiServer, http: HttpContext): void {
  app.post(
    '/companies/:id/allowances',
    {
      schema: {
        tags: ['companies'],
        summary: 'Give a company prepaid time',
        params: idPath,
        body: newAllowance,
        response: { 201: allowance },
      },
    },
    async (request, reply) => {
      const companyId = pathId<CompanyId>(request.params.id)
      const { roundBySeconds, connectionFeeCents, noExpiration, endsOn, boughtOn, ...rest } = request.body
      const bought = {
        ...rest,
        roundBySeconds: roundBySeconds ?? 1,
        connectionFeeCents: connectionFeeCents ?? 0,
        noExpiration: noExpiration ?? false,
        endsOn: endsOn ?? null,
        boughtOn: boughtOn ?? rest.startsOn,
      }
      const work = async (tx: Tx) => sayAllowance(companyId, await buyAllowance(tx, http.desk, companyId, bought))
      return (await answerOnce(http, request, reply, { status: 201, work })).answer
    },
  )

  app.get(
    '/companies/:id/allowances',
    {
      schema: {
        tags: ['companies'],
        summary: 'List a company’s prepaid time and how much of it is used, the earliest first',
        params: idPath,
        querystring: z.strictObject({ ...pageQuery, on: billedDay.optional().describe('Unless given: today') }),
        response: { 200: listOf(allowance) },
      },
    },
    async ({ params, query }) => {
      const companyId = pathId<CompanyId>(params.id)
      const page = readPage(query, allowanceKey)
      return http.database.transaction(async (tx) => {
        if ((await findCompany(tx, companyId)) === null) throw new Refusal('not-found')
        const on = query.on ?? dayAt(tx.now)
        return toList(await listAllowances(tx, http.desk, companyId, { on, page }), (row) => sayAllowance(companyId, row))
      })
    },
  )
}

function sayAllowance(company: CompanyId, row: UsedAllowance): z.output<typeof allowance> {
  return { ...row, company }
}
