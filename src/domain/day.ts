// Days without a time: due dates and the day a payment came in. A day is text, "2026-11-23", so that no zone can move it.

export type Day = string

/** The vendor's own days begin and end here (RULES 3). */
export const deskZone = 'Europe/Vilnius'

const inZone = new Intl.DateTimeFormat('en-CA', { timeZone: deskZone, year: 'numeric', month: '2-digit', day: '2-digit' })

/** The day on the vendor's calendar at an instant. */
export function dayAt(instant: Date): Day {
  return inZone.format(instant)
}

/** A day as the database's date columns carry it. */
export function fromDay(day: Day): Date {
  return new Date(`${day}T00:00:00Z`)
}

/** The day of a database's date column. */
export function toDay(date: Date): Day {
  return date.toISOString().slice(0, 10)
}
