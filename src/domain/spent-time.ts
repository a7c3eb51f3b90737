// How people write how long something took: "1h30m", "90 min", "1:30", "1,5 val". Reads it off the beginning of a text.

export interface SpentTime {
  readonly seconds: number
  /** What follows. */
  readonly rest: string
}

/** An entry is one sitting: nobody works for longer at a stretch. */
export const mostSeconds = 24 * 3600

const hourWords = String.raw`(?:h|hrs?|hours?|val(?:\.|anda|andos|andas|andų)?)`
const minuteWords = String.raw`(?:m|mins?|minutes?|min\.|minutės?|minutes|minutę|minučių)`
const end = String.raw`(?=$|[\s,;]|:(?!\d))`

const clock = /^(\d{1,2}):([0-5]\d)(?=$|[\s,;:])/u
const hoursAndMinutes = new RegExp(
  String.raw`^(\d{1,3}(?:[.,]\d{1,2})?)\s?${hourWords}(?:\s?(\d{1,3})\s?${minuteWords}${end}|([0-5]?\d)${end}|${end})`,
  'iu',
)
/** A bare number is minutes. */
const minutesOnly = new RegExp(String.raw`^(\d{1,4})(?:\s?${minuteWords})?${end}`, 'iu')

/** Null when the text does not begin with a time. May be 0 or more than `mostSeconds`: that is for whoever asked to judge. */
export function readSpentTime(text: string): SpentTime | null {
  const match = clock.exec(text) ?? hoursAndMinutes.exec(text)
  if (match !== null) {
    const [whole, hours = '0', minutes, glued] = match
    return toSpent(text, whole, Number(hours.replace(',', '.')) * 60 + Number(minutes ?? glued ?? 0))
  }
  const bare = minutesOnly.exec(text)
  return bare === null ? null : toSpent(text, bare[0], Number(bare[1]))
}

function toSpent(text: string, whole: string, minutes: number): SpentTime {
  return { seconds: Math.round(minutes * 60), rest: text.slice(whole.length).replace(/^[\s,;:]+/u, '') }
}
