// How long something takes, as people read it: hours and minutes. What kind of time it is (working or on the wall) is said by
// the sentence around it.
import type { Language } from '../domain/language.ts'

const units: Record<Language, { readonly hours: string; readonly minutes: string }> = {
  en: { hours: 'h', minutes: 'min' },
  lt: { hours: 'val.', minutes: 'min.' },
}

/** "45 min", "2 h", "2 h 10 min"; less than a minute is "0 min". Never days: a working day is no day and night. */
export function sayDuration(language: Language, milliseconds: number): string {
  const all = Math.floor(milliseconds / 60_000)
  const [hours, minutes] = [Math.floor(all / 60), all % 60]
  const unit = units[language]
  const parts = [
    ...(hours > 0 ? [`${hours} ${unit.hours}`] : []),
    ...(minutes > 0 || hours === 0 ? [`${minutes} ${unit.minutes}`] : []),
  ]
  return parts.join(' ')
}
