// When an engineer rests: quiet hours of each day, and being away. Pure: now comes as a parameter. Quiet hours are of the
// vendor's own wall clock. What waits, and what does not, is decided here; that it waits is services/notify.ts.
import { deskDayNumber, deskInstant } from './desk-time.ts'
import type { NoticeKind } from './notification.ts'
import { toMinutes } from './opening-hours.ts'
import { readShift, type ShiftFault } from './shift-words.ts'

/** Minutes of the day; `to` at or before `from` is on the next day. */
export interface QuietHours {
  readonly from: number
  readonly to: number
}

/** Both null: not away. Without an end: until they say that they are back. */
export interface Absence {
  readonly awaySince: Date | null
  readonly awayUntil: Date | null
}

/** The end of the quiet hours that hold at this instant; null when none do. */
export function quietUntil({ from, to }: QuietHours, instant: Date): Date | null {
  const at = instant.getTime()
  const today = deskDayNumber(at)
  for (const day of [today - 1, today]) {
    const begins = deskInstant(day, from)
    const ends = deskInstant(to > from ? day : day + 1, to)
    if (begins <= at && at < ends) return new Date(ends)
  }
  return null
}

export function isAway({ awaySince, awayUntil }: Absence, now: Date): boolean {
  return awaySince !== null && awaySince <= now && (awayUntil === null || awayUntil > now)
}

/**
 * Whether a notice goes out in quiet hours as well: the calls for a Blocker and their end, and everything about a Blocker
 * for those who are with it. That one was opened is told by its call; to all others it is an ordinary notice. And that a messenger
 * is away, for then no client can call through it.
 */
export function isUrgent(kind: NoticeKind, isBlocker: boolean): boolean {
  if (kind === 'blocker.call' || kind === 'blocker.acknowledged' || kind === 'channel.alert') return true
  return isBlocker && kind !== 'ticket.opened'
}

/** "22:00-07:00", with any dash or none; null when it is no such span. The whole day is none. */
export function readQuietHours(words: string): QuietHours | null {
  const [, first = '', second = ''] = /^(\d{1,2}(?::\d{2})?)\s*[-–—\s]\s*(\d{1,2}(?::\d{2})?)$/u.exec(words.trim()) ?? []
  const from = readTime(first)
  const to = readTime(second)
  return from === null || to === null || from === to ? null : { from, to }
}

/** "22:00" and "7" as minutes; 24:00 is the midnight that 00:00 names. */
function readTime(word: string): number | null {
  const minutes = toMinutes(word.includes(':') ? word.padStart(5, '0') : `${word.padStart(2, '0')}:00`)
  return minutes === null ? null : minutes % 1440
}

/** "22:00–07:00". */
export function sayQuietHours({ from, to }: QuietHours): string {
  return `${sayTimeOfDay(from)}–${sayTimeOfDay(to)}`
}

/** "07:30". */
export function sayTimeOfDay(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** When a day's work begins, for those who name a day alone. */
const morning = '08:00'
/** Nobody is away longer; whoever is has left, and is deactivated. */
export const longestAwayDays = 366

/** "until mon 08:00", "fri", "2026-12-28", "iki rytoj 10:00"; empty: no end is known. */
export function readAwayUntil(
  words: string,
  now: Date,
): { readonly until: Date | null } | ShiftFault | { readonly fault: 'past' | 'long' } {
  if (words.trim() === '') return { until: null }
  const timed = /\d:\d/.test(words) ? words : `${words} ${morning}`
  const read = readShift(`now ${timed}`, now)
  if ('fault' in read) return read
  if (read.to <= now) return { fault: 'past' }
  if (read.to.getTime() - now.getTime() > longestAwayDays * 86_400_000) return { fault: 'long' }
  return { until: read.to }
}
