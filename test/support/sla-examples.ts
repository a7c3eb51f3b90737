// Terms and hours for the tests of clocks, and times as people at the desk write them: "Mon 23 Nov 10:00", Vilnius, 2026.
import { DateTime } from 'luxon'
import { createBusinessCalendar } from '../../src/domain/business-calendar.ts'
import type { OpeningHours } from '../../src/domain/opening-hours.ts'
import type { PlanTerms, ResponsePromise } from '../../src/domain/plan-terms.ts'
import type { ClockEvent } from '../../src/domain/sla.ts'

const hour = 3600

const zone = 'Europe/Vilnius'

const day = [{ opens: '08:00', closes: '18:00' }]
const hours: OpeningHours = {
  timeZone: zone,
  weekly: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day },
  holidays: 'LT',
}

/** Monday to Friday 08:00-18:00, Vilnius, without public holidays. */
export const calendar = createBusinessCalendar([{ from: null, hours }])

/** @throws Error for a time that does not exist, or a weekday that is another. */
export function vilnius(text: string): Date {
  const time = DateTime.fromFormat(`${text} 2026`, `ccc d LLL ${/:\d\d:/.test(text) ? 'HH:mm:ss' : 'HH:mm'} yyyy`, {
    zone,
    locale: 'en',
  })
  if (!time.isValid || time.toFormat('H:mm') !== /\d+:\d\d/.exec(text)?.[0].replace(/^0/, ''))
    throw new Error(`no such time: ${text}`)
  return time.toJSDate()
}

export function inVilnius(instant: Date | number): string {
  const time = DateTime.fromMillis(Number(instant), { zone, locale: 'en' })
  return time.toFormat(time.toMillis() % 60_000 === 0 ? 'ccc d LLL HH:mm' : 'ccc d LLL HH:mm:ss')
}

/** An event at a time as people write it. */
export function at(time: string, event: WithoutTime<ClockEvent>): ClockEvent {
  return { at: vilnius(time), ...event }
}

type WithoutTime<Event> = Event extends unknown ? Omit<Event, 'at'> : never

function promise(change: Partial<ResponsePromise>): ResponsePromise {
  return { time: 'working', guaranteedSeconds: 2 * hour, averageSeconds: 15 * 60, resolutionSeconds: null, ...change }
}

function terms(plan: string, order: number, blocker: ResponsePromise | null, others: ResponsePromise | null): PlanTerms {
  return { catalogue: 'kolmisoft', plan, order, promises: { blocker, high: others, medium: others, low: others } }
}

export const enterprise = terms('ENTERPRISE', 0, promise({ time: 'plain' }), promise({}))

export const premium = terms(
  'PREMIUM',
  1,
  promise({ time: 'plain', averageSeconds: 25 * 60 }),
  promise({ averageSeconds: 25 * 60 }),
)

export const noPlan = terms('none', 2, null, null)

/** Promises a resolution, at every priority another answer, and for a Blocker one at once. */
export const steps: PlanTerms = {
  catalogue: 'steps',
  plan: 'STEPS',
  order: 0,
  promises: {
    blocker: promise({ time: 'plain', guaranteedSeconds: 0, averageSeconds: hour, resolutionSeconds: 4 * hour }),
    high: promise({ guaranteedSeconds: hour, averageSeconds: null, resolutionSeconds: 10 * hour }),
    medium: promise({ guaranteedSeconds: 4 * hour, averageSeconds: 3 * hour, resolutionSeconds: 20 * hour }),
    low: promise({ guaranteedSeconds: 30 * hour, averageSeconds: 5 * hour }),
  },
}
