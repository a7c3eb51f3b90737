// The library's own log, let through at "warn" and above, and only its sentences: what it hangs on them are stanzas, ids and
// numbers of people. Digits that could be a number, and addresses, are left out of the sentences too.
import type { Log } from '../../../domain/log.ts'

/** What the library wants of a logger. */
export interface LibraryLog {
  level: string
  child(fields: Record<string, unknown>): LibraryLog
  trace(fields: unknown, message?: string): void
  debug(fields: unknown, message?: string): void
  info(fields: unknown, message?: string): void
  warn(fields: unknown, message?: string): void
  error(fields: unknown, message?: string): void
}

export function createLibraryLog(log: Log): LibraryLog {
  const nothing = () => undefined
  const library: LibraryLog = {
    level: 'warn',
    child: () => library,
    trace: nothing,
    debug: nothing,
    info: nothing,
    warn: (fields, message) => log.warn(detailOf(fields), `whatsapp: the library warns: ${sentenceOf(fields, message)}`),
    // Its errors are mostly a connection that ends, which the supervisor tells in its own words.
    error: (fields, message) => log.warn(detailOf(fields), `whatsapp: the library reports: ${sentenceOf(fields, message)}`),
  }
  return library
}

function sentenceOf(fields: unknown, message: string | undefined): string {
  return withoutPeople(message ?? (typeof fields === 'string' ? fields : 'without words'))
}

/** Of an error, its kind and its sentence; of anything else, nothing. */
function detailOf(fields: unknown): object {
  if (typeof fields !== 'object' || fields === null) return {}
  const found = Object.values(fields).find((value) => value instanceof Error)
  const error = fields instanceof Error ? fields : found
  return error === undefined ? {} : { cause: withoutPeople(error.message).slice(0, 200) }
}

/** Addresses of chats, and everything that is as long as a phone number or a platform's id. */
export function withoutPeople(text: string): string {
  return text
    .replace(/[\w.:+-]+@(s\.whatsapp\.net|lid|c\.us|g\.us|hosted|hosted\.lid|newsletter|broadcast)/g, '[chat]')
    .replace(/\+?\d{6,}/g, '[number]')
}
