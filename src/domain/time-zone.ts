// Time zones of people, by their IANA names: whether there is one of that name, and how it is called in a sentence. The desk's
// own zone is in day.ts; a calendar's zones, fixed offsets among them, are local-clock.ts.

/** Whether the name is one that clocks here know ("Europe/Warsaw"); a fixed offset ("+02:00") is none. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** The place a zone is named after: "Europe/Vilnius" is "Vilnius", "America/New_York" is "New York", "UTC+2" is itself. */
export function placeOfZone(timeZone: string): string {
  return timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ')
}
