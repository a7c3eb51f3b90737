// The catalogues' working hours: when a deadline falls, how much open time has passed, and the dates with hours of their own.
import { z } from 'zod'
import type { Tx } from '../../db/client.ts'
import type { BusinessCalendar } from '../../domain/business-calendar.ts'
import type { Catalogue } from '../../domain/catalogue.ts'
import { HoursError } from '../../domain/opening-hours-faults.ts'
import { type CalendarDay, clearCalendarDay, readCalendarDay, setCalendarDay } from '../../services/change-calendar-day.ts'
import { findCalendar } from '../../services/find-calendar.ts'
import { getCatalogue } from '../../services/get-catalogue.ts'
import { model } from '../api-model.ts'
import { day, instant, sayInstant } from '../fields.ts'
import type { ApiServer, HttpContext } from '../http-context.ts'
import { invalidField, RequestFault } from '../problem.ts'

const cataloguePath = z.object({ catalogue: z.string() })
const dayPath = z.object({ catalogue: z.string(), day })

const window = z.strictObject({
  opens: z.string().max(5).describe('HH:MM'),
  closes: z.string().max(5).describe('HH:MM, at most 24:00'),
})

const calendarDay = model('CalendarDay', {
  catalogue: z.string(),
  day: z.string(),
  windows: z.array(z.object({ opens: z.string(), closes: z.string() })).describe('Open from and to, local time; none: closed'),
  special: z.boolean().describe('Entered for this date; else it is as the week and the public holidays have it'),
  holiday: z.string().nullable(),
})

/** Whole and not negative; how far it may reach, the calendar says. */
const minutes = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number of minutes, from 0 on')
  .transform(Number)

export function addCalendarRoutes(app: ApiServer, http: HttpContext): void {
  app.get(
    '/calendars/:catalogue/deadline',
    {
      schema: {
        tags: ['calendars'],
        summary: 'Tell when so many working minutes will have passed',
        params: cataloguePath,
        querystring: z.strictObject({ from: instant, minutes }),
        response: { 200: z.object({ at: z.string() }) },
      },
    },
    async ({ params, query }) => {
      const from = new Date(query.from)
      const work = (calendar: BusinessCalendar) => calendar.add(from, query.minutes * 60_000)
      return { at: sayInstant(await count(http, params.catalogue, from, 'minutes', work)) }
    },
  )

  app.get(
    '/calendars/:catalogue/elapsed',
    {
      schema: {
        tags: ['calendars'],
        summary: 'Count the working minutes between two instants, rounded down',
        params: cataloguePath,
        querystring: z.strictObject({ from: instant, to: instant }),
        response: { 200: z.object({ minutes: z.number() }) },
      },
    },
    async ({ params, query }) => {
      const [from, to] = [new Date(query.from), new Date(query.to)]
      if (to < from) throw invalidField('to', 'must not be before from')
      const work = (calendar: BusinessCalendar) => calendar.openMilliseconds(from, to)
      const milliseconds = await count(http, params.catalogue, from, 'to', work)
      return { minutes: Math.floor(milliseconds / 60_000) }
    },
  )

  const response = { 200: calendarDay }
  app.get(
    '/calendars/:catalogue/days/:day',
    { schema: { tags: ['calendars'], summary: 'Read a date’s hours', params: dayPath, response } },
    async ({ params }) => onDay(http, params.catalogue, (tx, catalogue) => readCalendarDay(tx, http.desk, catalogue, params.day)),
  )

  app.put(
    '/calendars/:catalogue/days/:day',
    {
      schema: {
        tags: ['calendars'],
        summary: 'Give a date hours of its own, or close it; for deadlines counted from then on',
        params: dayPath,
        body: z.strictObject({ windows: z.array(window).max(20).describe('Empty: closed') }),
        response,
      },
    },
    async ({ params, body }) =>
      onDay(http, params.catalogue, (tx, catalogue) => setCalendarDay(tx, http.desk, catalogue, params.day, body.windows)),
  )

  app.delete(
    '/calendars/:catalogue/days/:day',
    { schema: { tags: ['calendars'], summary: 'Let a date be as any other again', params: dayPath, response } },
    async ({ params }) =>
      onDay(http, params.catalogue, (tx, catalogue) => clearCalendarDay(tx, http.desk, catalogue, params.day)),
  )
}

/** @param last the field to blame when the calendar's years end. @throws Refusal `not-found`; RequestFault 400. */
async function count<T>(
  { database, desk }: HttpContext,
  name: string,
  from: Date,
  last: string,
  work: (calendar: BusinessCalendar) => T,
): Promise<T> {
  const catalogue = getCatalogue(desk, name)
  const calendar = await database.transaction((tx) => findCalendar(tx, desk, catalogue))
  blaming('from', () => calendar.isOpen(from))
  return blaming(last, () => work(calendar))
}

function blaming<T>(field: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError) throw invalidField(field, error.message)
    throw error
  }
}

/** @throws Refusal `not-found`; RequestFault 400 with what is wrong with the date or its windows. */
async function onDay(
  { database, desk }: HttpContext,
  name: string,
  work: (tx: Tx, catalogue: Catalogue) => Promise<CalendarDay>,
): Promise<z.output<typeof calendarDay>> {
  const catalogue = getCatalogue(desk, name)
  try {
    const { day, windows, special, holiday } = await database.transaction((tx) => work(tx, catalogue))
    return { catalogue: catalogue.name, day, windows: [...windows], special, holiday: holiday?.en ?? null }
  } catch (error) {
    if (!(error instanceof HoursError)) throw error
    const faults = error.faults.map(({ path, words }) => ({ field: path[0] === 'on' ? 'day' : path.join('.'), message: words }))
    throw new RequestFault(400, 'invalid-request', 'The request is not valid.', faults)
  }
}
