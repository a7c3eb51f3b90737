// /hours: whether the desk is open now, until or from when, the week's hours, and the next holidays.
import type { Language } from '../../domain/language.ts'
import { type OpeningHours, type Window, weekdays } from '../../domain/opening-hours.ts'
import type { Party } from '../../domain/party.ts'
import { join, type RichText } from '../../domain/rich-text.ts'
import { placeOfZone } from '../../domain/time-zone.ts'
import { type Hours, readHours } from '../../services/read-hours.ts'
import { say } from '../../texts/render.ts'
import { sayDay, sayWeekday, sayWhenAt } from '../../texts/when.ts'
import type { Command } from '../command.ts'
import { replyWith } from '../turn.ts'

export const hoursCommand: Command = {
  name: 'hours',
  async run(turn) {
    const { party, tx, desk } = turn
    const hours = await readHours(tx, desk, party)
    const parts = [
      sayNow(party, hours, tx.now),
      join([sayWeek(party.language, hours.catalogue.hours), ...sayBlockers(party.language, hours)]),
      sayHolidays(party.language, hours),
    ]
    replyWith(turn, join(parts, '\n\n'))
  },
}

function sayNow(party: Party, { calendar }: Hours, now: Date): RichText {
  const zone = party.kind === 'contact' ? party.timeZone : null
  const { language } = party
  return calendar.isOpen(now)
    ? say(language, 'hours-open', { closes: sayWhenAt(language, calendar.nextClosing(now), zone) })
    : say(language, 'hours-closed', { opens: sayWhenAt(language, calendar.nextOpening(now), zone) })
}

/** "Monday – Friday: 08:00–18:00": days that follow each other with the same hours share a line. */
function sayWeek(language: Language, hours: OpeningHours): RichText {
  const spans: { first: string; last: string; windows: string }[] = []
  let open = false
  for (const weekday of weekdays) {
    const windows = sayWindows(hours.weekly[weekday] ?? [])
    const name = sayWeekday(language, weekday)
    const before = spans.at(-1)
    if (open && before?.windows === windows) before.last = name
    else if (windows !== '') spans.push({ first: name, last: name, windows })
    open = windows !== ''
  }
  const lines = spans.map(({ first, last, windows }) => {
    const days = first === last ? first : `${first} – ${last}`
    return say(language, 'hours-days', { days: days.charAt(0).toUpperCase() + days.slice(1), windows })
  })
  return join([say(language, 'hours-week', { place: placeOfZone(hours.timeZone) }), ...lines])
}

function sayWindows(windows: readonly Window[]): string {
  return windows.map(({ opens, closes }) => `${opens}–${closes}`).join(', ')
}

function sayBlockers(language: Language, { catalogue, company }: Hours): readonly RichText[] {
  if (company !== null && company.plan !== null)
    return company.plan.promises.blocker?.time === 'plain' ? [say(language, 'hours-blocker-plan')] : []
  return catalogue.plans.every(({ promises }) => promises.blocker?.time === 'plain') ? [say(language, 'hours-blocker')] : []
}

function sayHolidays(language: Language, { nextHolidays }: Hours): RichText {
  const lines = nextHolidays.map(({ on, names }) => {
    const day = sayDay(language, on)
    return names === null
      ? say(language, 'hours-closed-day', { day })
      : say(language, 'hours-holiday', { day, name: names[language] })
  })
  return lines.length === 0 ? join([]) : join([say(language, 'hours-holidays'), ...lines])
}
