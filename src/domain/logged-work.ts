// What an engineer writes after "/log 12345": how long, then, in any order, of what kind, at which level and since when; the rest is
// a note. Times of day are the desk's wall clock, and name the last time that it showed them.
import { deskDayNumber, deskInstant } from './desk-time.ts'
import { toMinutes } from './opening-hours.ts'
import { mostSeconds, readSpentTime } from './spent-time.ts'
import type { WorkKind, WorkLevel } from './time-entry.ts'

export interface LoggedWork {
  readonly seconds: number
  readonly kind: WorkKind
  readonly level: WorkLevel
  /** Null: it ends now. */
  readonly startedAt: Date | null
  readonly note: string | null
}

const kindWords: Readonly<Record<string, WorkKind>> = {
  bug: 'bug',
  klaida: 'bug',
  training: 'training',
  mokymai: 'training',
}

/** "none": there is no time in it; "long": more than a day at a stretch. */
export function readLoggedWork(words: string, now: Date): LoggedWork | { readonly fault: 'none' | 'long' } {
  const spent = readSpentTime(words)
  if (spent === null) return { fault: 'none' }
  if (spent.seconds > mostSeconds) return { fault: 'long' }
  let { rest } = spent
  let work: Omit<LoggedWork, 'seconds' | 'note'> = { kind: 'support', level: 1, startedAt: null }
  for (let read = readSign(rest, now); read !== null; read = readSign(rest, now)) {
    work = { ...work, ...read.sign }
    rest = read.rest
  }
  return { ...work, seconds: spent.seconds, note: rest === '' ? null : rest }
}

const sinceSign = /^(?:from|since|nuo)\s+(\d{1,2}:\d{2})(?=$|[\s,;:])/iu
const wordSign = /^([\p{L}\d]+)(?=$|[\s,;:])/u

interface Sign {
  readonly sign: Partial<Omit<LoggedWork, 'seconds' | 'note'>>
  readonly rest: string
}

/** Null when the note begins. */
function readSign(text: string, now: Date): Sign | null {
  const after = (whole: string) => text.slice(whole.length).replace(/^[\s,;:]+/u, '')
  const [since, time = ''] = sinceSign.exec(text) ?? []
  const minute = toMinutes(time.padStart(5, '0'))
  if (since !== undefined && minute !== null) return { sign: { startedAt: lastAt(minute, now) }, rest: after(since) }
  const [word = ''] = wordSign.exec(text) ?? []
  const kind = kindWords[word.toLowerCase()]
  if (kind !== undefined) return { sign: { kind }, rest: after(word) }
  const level = /^L([123])$/iu.exec(word)?.[1]
  return level === undefined ? null : { sign: { level: Number(level) as WorkLevel }, rest: after(word) }
}

function lastAt(minute: number, now: Date): Date {
  const today = deskDayNumber(now.getTime())
  const instant = deskInstant(today, minute)
  return new Date(instant <= now.getTime() ? instant : deskInstant(today - 1, minute))
}
