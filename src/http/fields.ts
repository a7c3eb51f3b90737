// The fields that requests are made of, as schemas: what is refused here never reaches the database.
import { z } from 'zod'
import { toPhoneNumber, toTelegramId } from '../domain/contact-address.ts'
import { isId } from '../domain/ids.ts'
import { languages } from '../domain/language.ts'
import { toMinutes } from '../domain/opening-hours.ts'
import { isTimeZone } from '../domain/time-zone.ts'

/** One line: a name, a title. Control characters and broken characters are refused. */
export function line(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not contain control characters')
}

/** A text of several lines. Only what cannot be stored as text is refused: a log may contain anything else. */
export function text(max: number) {
  return z
    .string()
    .max(max)
    .regex(/^[^\0\p{Cs}]*$/u, 'must not contain NUL or broken characters')
    .refine((value) => value.trim() !== '', 'must not be empty')
}

/** An id in a body. One that has not the shape of an id names nothing, as an unknown one does. */
export const id = z.string().toLowerCase().refine(isId, 'names nothing that is known')

/** An id or number in a query: whatever is there, so that a wrong one finds nothing instead of being wrong. */
export const anyId = z.string().max(200)

export const email = z.email().max(254)

/** Numeric (also as a JSON number), or "@username". */
export const telegramId = z
  .union([z.string().max(40), z.int()], 'must be a numeric id or "@username"')
  .transform((entered, context) => {
    const found = toTelegramId(String(entered))
    if (found !== null) return found
    context.addIssue({ code: 'custom', message: 'must be a numeric id or "@username"' })
    return z.NEVER
  })

/** E.164. */
export const whatsapp = z
  .string()
  .max(40)
  .transform((entered, context) => {
    const found = toPhoneNumber(entered)
    if (found !== null) return found
    context.addIssue({ code: 'custom', message: 'must be a phone number in E.164, such as +37061234567' })
    return z.NEVER
  })

export const language = z.enum(languages)

/** IANA. */
export const timeZone = z.string().max(60).refine(isTimeZone, 'must be a time zone by its name, such as Europe/Warsaw')

const inHistory = (value: string) => value >= '1970' && value < '3000'

/** A day that exists, YYYY-MM-DD. */
export const day = z.iso.date().refine(inHistory, 'must be a day from 1970 to 2999')

/** An instant in UTC, with "Z". */
export const instant = z.iso.datetime().refine(inHistory, 'must be a time from 1970 to 2999')

/** "08:00" as minutes of the day. */
export function timeOfDay(most: number) {
  return z.string().transform((entered, context) => {
    const minutes = toMinutes(entered)
    if (minutes !== null && minutes <= most) return minutes
    context.addIssue({ code: 'custom', message: `must be a time of day, such as 08:00${most === 1440 ? ', at most 24:00' : ''}` })
    return z.NEVER
  })
}

/** Cents. A hundred thousand million of the currency is more than anybody invoices. */
export const cents = z.int().min(-10_000_000_000_000).max(10_000_000_000_000)

/** ISO 4217. */
export const currency = z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters, such as EUR')

/** An instant as answers show it. */
export function sayInstant(at: Date): string {
  return at.toISOString()
}
