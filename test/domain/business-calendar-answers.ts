// A program that prints what calendars answer, for comparing processes that live in different time zones.
import { createBusinessCalendar } from '../../src/domain/business-calendar.ts'
import { always, kolmisoft, legacy } from './business-calendar-naive.ts'

const exceptions = [{ on: '2026-12-31', windows: [{ opens: '08:00', closes: '12:00' }] }]
const answers: string[] = []
for (const calendar of [createBusinessCalendar(always(kolmisoft), exceptions), createBusinessCalendar(always(legacy))]) {
  for (let n = 0; n < 400; n++) {
    const at = new Date(Date.UTC(2026, 0, 1) + n * 27 * 3_600_000)
    const due = calendar.add(at, (n % 50) * 1_234_567)
    answers.push(due.toISOString(), String(calendar.openMilliseconds(at, due)), calendar.dayOf(at))
    answers.push(calendar.nextOpening(at).toISOString(), calendar.nextClosing(at).toISOString())
    answers.push(...calendar.windowsOn(calendar.dayOf(at)).map(({ opensAt }) => opensAt.toISOString()))
  }
  answers.push(...calendar.holidaysBetween('2026-01-01', '2027-12-31').map(({ on }) => on))
}
console.log(JSON.stringify({ zone: Intl.DateTimeFormat().resolvedOptions().timeZone, answers }))
