// The report of a period: how much came in, how quickly it was answered, which promises were kept.
import { z } from 'zod'
import { endOfDay, type Period, startOfDay } from '../../domain/report-period.ts'
import { readStatistics } from '../../services/read-statistics.ts'
import { day, instant } from '../fields.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { invalidField } from '../problem.ts'
import { sayStatistics, statistics } from './statistics-answers.ts'

/** Ten years and the days of three leap years. */
const mostDays = 3653

const listedBreaches = 200

const moment = z.union([day, instant], 'must be a day, YYYY-MM-DD, or a time in UTC with "Z", from 1970 to 2999')

const statisticsQuery = z.strictObject({
  from: moment.describe('A day (of Vilnius: from its beginning) or an instant'),
  to: moment.describe('A day, counted whole, or an instant, not counted; after `from`, at most ten years'),
})

export function addStatisticsRoutes(app: ApiServer, http: HttpContext): void {
  app.get(
    '/stats',
    {
      schema: {
        tags: ['statistics'],
        summary: 'Read volumes, response times and kept promises',
        description:
          'Counts the tickets opened, and the clocks that began, in the period, as they stand now. Response times are in each clock’s own ' +
          'time: working hours, or plain time for promises that hold day and night. Days and months are those of Vilnius.',
        querystring: statisticsQuery,
        response: { 200: statistics },
      },
    },
    async ({ query }) => {
      const period = { from: toInstant(query.from, startOfDay), to: toInstant(query.to, endOfDay) }
      return http.database.transaction(async (tx) => {
        requireSense(period, tx.now)
        return sayStatistics(await readStatistics(tx, http.desk, period, { breaches: listedBreaches }), period)
      })
    },
  )
}

function toInstant(given: string, ofDay: (day: string) => Date): Date {
  return given.includes('T') ? new Date(given) : ofDay(given)
}

/** @throws RequestFault for a period that is reversed or empty, longer than anybody reads, or all in the future. */
function requireSense({ from, to }: Period, now: Date): void {
  if (to <= from) throw invalidField('to', 'must be after from')
  if (to.getTime() - from.getTime() > mostDays * 24 * 3600 * 1000)
    throw invalidField('to', 'must be at most ten years after from')
  if (from > now) throw invalidField('from', 'must not be in the future')
}
