// Opening hours as data: what a catalogue's file says about a week, and what a company or a later date changes in it. What
// is wrong with such data is opening-hours-faults.ts; what it means for deadlines is business-calendar.ts.
import type { Day } from './day.ts'

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof weekdays)[number]

/** A time of day when the desk is open: from the opening instant to just before the closing one. */
export interface Window {
  /** "HH:MM", local time. */
  readonly opens: string
  /** "HH:MM", or "24:00" for the end of the day. */
  readonly closes: string
}

/** The working hours of a week. A weekday without windows is closed. */
export interface OpeningHours {
  /** An IANA name ("Europe/Vilnius") or a fixed offset ("UTC+2"). */
  readonly timeZone: string
  /** In the day's order, without overlaps. */
  readonly weekly: Readonly<Partial<Record<Weekday, readonly Window[]>>>
  /** Whose public holidays are closed days; null: none are. */
  readonly holidays: 'LT' | null
}

/** Hours that hold from a local date on, until the next version's date. */
export interface HoursVersion {
  /** Null for the first version: it has always held. */
  readonly from: Day | null
  readonly hours: OpeningHours
}

/** A date with hours of its own, whatever weekday or holiday it is; no windows: closed. */
export interface DayException {
  readonly on: Day
  readonly windows: readonly Window[]
}
export type DayExceptions = readonly DayException[]

/** Minutes since midnight of "HH:MM", 1440 for "24:00"; null when it is no time of day. */
export function toMinutes(time: string): number | null {
  if (time === '24:00') return 1440
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time)
  return parts === null ? null : Number(parts[1]) * 60 + Number(parts[2])
}

/**
 * Milliseconds of one full opening day: what a promised "working day" is worth (RULES 6: three working days from Tuesday 10:00
 * are Friday 10:00). Reading: where the days of a week differ, it is the length that most of them have, of equals the longer.
 */
export function openingDayMilliseconds(hours: OpeningHours): number {
  const lengths = weekdays.map((weekday) => minutesIn(hours.weekly[weekday] ?? [])).filter((minutes) => minutes > 0)
  const often = (length: number) => lengths.filter((other) => other === length).length
  const [usual = 0] = lengths.sort((a, b) => often(b) - often(a) || b - a)
  return usual * 60_000
}

function minutesIn(windows: readonly Window[]): number {
  return windows.reduce((sum, { opens, closes }) => sum + (toMinutes(closes) ?? 0) - (toMinutes(opens) ?? 0), 0)
}
