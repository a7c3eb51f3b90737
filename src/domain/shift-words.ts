// A time to be on call, as people write it behind a name: "asta sat 18:00 sun 08:00", "me today 18:00 24:00". Pure: now comes
// as a parameter, times are of the vendor's own wall clock. Whether such a swap makes sense is on-call.ts.
import { toDayNumber } from './day-number.ts'
import { deskDayNumber, deskInstant } from './desk-time.ts'
import { isoWeekday, type Rung } from './on-call.ts'
import { toMinutes } from './opening-hours.ts'

/** What somebody asked for. */
export interface ShiftWords {
  /** As written; may be empty. */
  readonly name: string
  readonly rung: Rung
  readonly from: Date
  readonly to: Date
}

/** `form`: a part is missing. `day`, `time`: this word looks like one and is none. */
export interface ShiftFault {
  readonly fault: 'form' | 'day' | 'time'
  readonly word: string
}

/**
 * Reads a name, two moments and, at the end, perhaps the rung ("2"). A moment is a time with or without a day before it, or
 * "now". Days: 2026-11-28, 28.11 (the next one), weekdays (the next one, today included), today, tomorrow. Without a day the
 * first moment is today; the second is the first such time after the first.
 */
export function readShift(words: string, now: Date): ShiftWords | ShiftFault {
  const tokens = words.split(/\s+/u).filter((word) => word !== '')
  const begin = tokens.findIndex((word) => looksLikeMoment(word))
  if (begin < 0) return { fault: 'form', word: '' }
  const name = tokens.slice(0, begin).filter((word) => !fillers.has(fold(word)))
  const moments = tokens.slice(begin).filter((word) => !fillers.has(fold(word)))
  const first = readMoment(moments, now, null)
  if ('fault' in first) return first
  const second = readMoment(first.rest, now, first.at)
  if ('fault' in second) return second
  const [last, ...more] = second.rest
  const rung = last === undefined || last === '1' ? 1 : last === '2' ? 2 : null
  if (rung === null || more.length > 0) return { fault: 'form', word: second.rest.join(' ') }
  return { name: name.join(' '), rung, from: new Date(first.at), to: new Date(second.at) }
}

interface Moment {
  readonly at: number
  readonly rest: readonly string[]
}

/** @param after the first moment, when this is the second */
function readMoment(tokens: readonly string[], now: Date, after: number | null): Moment | ShiftFault {
  const [word, ...rest] = tokens
  if (word === undefined) return { fault: 'form', word: '' }
  const today = deskDayNumber(now.getTime())
  if (after === null && nowWords.has(fold(word))) return { at: now.getTime(), rest }
  if (timeShape.test(word))
    return readTime(word, rest, (minute) => (after === null ? deskInstant(today, minute) : nextTime(minute, after)))
  const day = readDay(word, after === null ? today : deskDayNumber(after), today)
  if (day === null) return { fault: looksLikeMoment(word) ? 'day' : 'form', word }
  const [time, ...behind] = rest
  if (time === undefined) return { fault: 'form', word: '' }
  const isWeekday = weekdayOf(word) !== null
  return readTime(time, behind, (minute) => {
    const at = deskInstant(day, minute)
    return isWeekday && after !== null && at <= after ? deskInstant(day + 7, minute) : at
  })
}

function readTime(word: string, rest: readonly string[], toInstant: (minute: number) => number): Moment | ShiftFault {
  const minute = toMinutes(word.padStart(5, '0'))
  return minute === null ? { fault: 'time', word } : { at: toInstant(minute), rest }
}

function nextTime(minute: number, after: number): number {
  const day = deskDayNumber(after)
  const at = deskInstant(day, minute)
  return at > after ? at : deskInstant(day + 1, minute)
}

/** @param from the first day that a weekday, or a date without a year, can mean. @returns null when there is no such day. */
function readDay(word: string, from: number, today: number): number | null {
  const folded = fold(word)
  if (todayWords.has(folded)) return today
  if (tomorrowWords.has(folded)) return today + 1
  const weekday = weekdayOf(word)
  if (weekday !== null) return from + ((weekday - isoWeekday(from) + 7) % 7)
  if (isoShape.test(word)) return toDayNumber(word)
  const [, date = '', month = ''] = dottedShape.exec(word) ?? []
  const year = new Date(from * 86_400_000).getUTCFullYear()
  // A 29 February may be up to eight years away.
  for (let n = 0; date !== '' && n <= 8; n++) {
    const day = toDayNumber(`${year + n}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`)
    if (day !== null && day >= from) return day
  }
  return null
}

const timeShape = /^\d{1,2}:\d{1,2}$/
const isoShape = /^\d{4}-\d{1,2}-\d{1,2}$/
const dottedShape = /^(\d{1,2})\.(\d{1,2})\.?$/

function looksLikeMoment(word: string): boolean {
  const folded = fold(word)
  const isWord = [nowWords, todayWords, tomorrowWords].some((words) => words.has(folded)) || weekdayOf(word) !== null
  return isWord || [timeShape, isoShape, dottedShape].some((shape) => shape.test(word))
}

/** 1 is Monday; null: no weekday. English from three letters on, Lithuanian in any case of the word. */
function weekdayOf(word: string): number | null {
  const folded = fold(word)
  const english = englishDays.findIndex((day) => folded.length >= 3 && day.startsWith(folded))
  const found = english >= 0 ? english : lithuanianDays.findIndex((day) => folded.startsWith(day))
  return found < 0 ? null : found + 1
}

const englishDays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const lithuanianDays = ['pirmadien', 'antradien', 'treciadien', 'ketvirtadien', 'penktadien', 'sestadien', 'sekmadien']
const nowWords = new Set(['now', 'dabar'])
const todayWords = new Set(['today', 'siandien'])
const tomorrowWords = new Set(['tomorrow', 'rytoj'])
const fillers = new Set(['from', 'to', 'till', 'until', 'nuo', 'iki', '-', '–', '—'])

/** Lower case, without the marks of Lithuanian letters. */
function fold(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
