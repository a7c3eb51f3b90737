// What a company is charged for a month, line by line with the reason.
import { z } from 'zod'
import { isMonth } from '../../domain/desk-month.ts'
import type { CompanyId } from '../../domain/ids.ts'
import { type ChargeLine, chargesOfMonth } from '../../services/count-charges.ts'
import { model } from '../api-model.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { idPath, pathId } from '../path-id.ts'
import { chargeKind } from './invoice-answers.ts'

/** A month of the vendor's own calendar. */
export const month = z.string().refine(isMonth, 'must be a month such as 2026-11, from 2000 to 2099')

const charge = model('Charge', {
  kind: chargeKind.describe('credit: less than what was counted before'),
  ticket: z.number().int().nullable(),
  description: z.string().describe('Why, in the company’s language'),
  quantity: z.number().describe('Hours, tasks, incidents, uses; below 0 for a credit'),
  unitPriceCents: z.number().int(),
  amountCents: z.number().int().describe('Exact; where a price goes by the minute, the quantity is rounded to three decimals'),
  currency: z.string(),
  entries: z.array(z.string()).describe('The time entries it comes from'),
})

const charges = model('Charges', {
  month: z.string(),
  lines: z.array(charge),
  totals: z.array(z.object({ currency: z.string(), amountCents: z.number().int() })),
})

export function addChargeRoutes(app: ApiServer, http: HttpContext): void {
  app.get(
    '/companies/:id/charges',
    {
      schema: {
        tags: ['invoices'],
        summary: 'Count what a month costs a company as it is known now, billed or not',
        params: idPath,
        querystring: z.strictObject({ month }),
        response: { 200: charges },
      },
    },
    async ({ params, query }) => {
      const companyId = pathId<CompanyId>(params.id)
      const { lines, totals } = await http.database.transaction((tx) => chargesOfMonth(tx, http.desk, companyId, query.month))
      return { month: query.month, lines: lines.map(sayCharge), totals: [...totals] }
    },
  )
}

function sayCharge(line: ChargeLine): z.output<typeof charge> {
  const { kind, description, quantity, unitPriceCents, amountCents, currency, entries } = line
  return { kind, ticket: line.ticketNumber, description, quantity, unitPriceCents, amountCents, currency, entries: [...entries] }
}
