// Days and times as people read them in a chat. Instants come in, words in the reader's language and the desk's time zone
// go out; nothing here knows the clock or the calendar of working hours.
import { deskZone } from '../domain/day.ts'
import type { Language } from '../domain/language.ts'
import { type Weekday, weekdays } from '../domain/opening-hours.ts'
import { placeOfZone } from '../domain/time-zone.ts'

const locales: Record<Language, string> = { en: 'en-GB', lt: 'lt' }

/** Day of the week, day and time without the year: "Mon 23 Nov 10:00", "lapkričio 23 d., pr. 10:00". For what is near. */
export function sayWhen(language: Language, instant: Date, zone = deskZone): string {
  const { weekday, day, month, hour, minute } = parts(language, instant, zone, {
    weekday: 'short',
    day: 'numeric',
    month: language === 'lt' ? 'long' : 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  switch (language) {
    case 'en':
      return `${weekday} ${day} ${month} ${hour}:${minute}`
    case 'lt':
      return `${month} ${day} d., ${weekday}. ${hour}:${minute}`
  }
}

/**
 * The same with the place whose time it is: "Mon 23 Nov 10:00 (Vilnius)". Somebody whose own clock shows another time reads
 * that first: "Mon 23 Nov 09:00 (Warsaw), Mon 23 Nov 10:00 (Vilnius)".
 */
export function sayWhenAt(language: Language, instant: Date, ownZone: string | null): string {
  const there = sayWhen(language, instant)
  const place = `${there} (${placeOfZone(deskZone)})`
  if (ownZone === null) return place
  const own = sayWhen(language, instant, ownZone)
  return own === there ? `${there} (${placeOfZone(ownZone)})` : `${own} (${placeOfZone(ownZone)}), ${place}`
}

/** "Monday", "pirmadienis". */
export function sayWeekday(language: Language, weekday: Weekday): string {
  // 5 January 1970 was a Monday.
  const instant = new Date(Date.UTC(1970, 0, 5 + weekdays.indexOf(weekday)))
  return parts(language, instant, 'UTC', { weekday: 'long' }).weekday
}

/**
 * A day with its year: "23 November 2026", "2026 m. lapkričio 23 d.". A text "2026-11-23" is that day wherever one is;
 * an instant is the day it falls on in `zone`.
 */
export function sayDay(language: Language, day: Date | string, zone = deskZone): string {
  const instant = typeof day === 'string' ? new Date(`${day}T00:00:00Z`) : day
  const named = parts(language, instant, typeof day === 'string' ? 'UTC' : zone, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
  switch (language) {
    case 'en':
      return `${named.day} ${named.month} ${named.year}`
    case 'lt':
      return `${named.year} m. ${named.month} ${named.day} d.`
  }
}

type Part = 'weekday' | 'day' | 'month' | 'year' | 'hour' | 'minute'

function parts(language: Language, instant: Date, zone: string, options: Intl.DateTimeFormatOptions): Record<Part, string> {
  const named: Record<Part, string> = { weekday: '', day: '', month: '', year: '', hour: '', minute: '' }
  for (const part of new Intl.DateTimeFormat(locales[language], { ...options, timeZone: zone }).formatToParts(instant)) {
    if (part.type in named) named[part.type as Part] = part.value.replace(/\.$/, '')
  }
  return named
}
