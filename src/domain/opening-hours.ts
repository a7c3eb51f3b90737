// Opening hours as data: what a catalogue's file says about a week. What they mean for deadlines is business-calendar.ts.

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
