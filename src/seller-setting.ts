// The seller that invoices name: SELLER, as JSON or the path of a file with it. Reading the environment is config.ts.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { toIban } from './domain/iban.ts'
import type { Seller } from './domain/invoice-parties.ts'

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be one line')

const bank = z.strictObject({
  iban: z.string().transform((entered, context) => {
    const iban = toIban(entered)
    if (iban !== null) return iban
    context.addIssue({ code: 'custom', message: 'must be an IBAN with right check digits' })
    return z.NEVER
  }),
  bic: z
    .string()
    .regex(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/, 'must be a BIC: 8 or 11 capital letters and digits')
    .optional(),
  name: line(100).optional(),
})

const seller: z.ZodType<Seller> = z.strictObject({
  name: line(200),
  registrationCode: line(50).optional(),
  vatCode: line(50).optional(),
  address: z
    .string()
    .max(500)
    .regex(/^(?:\n|[^\p{Cc}\p{Cs}])*$/u, 'must be lines of text')
    .optional(),
  email: z.email().max(254).optional(),
  phone: line(50).optional(),
  bank: bank.optional(),
})

/** The seller, or null with what is wrong added to the faults, by field; no value is repeated. */
export function readSeller(setting: string | undefined, faults: string[]): Seller | null {
  if (setting === undefined) return null
  const text = setting.trim().startsWith('{') ? setting : readText(setting)
  const parsed = text === null ? null : seller.safeParse(parseJson(text))
  if (parsed === null) faults.push('SELLER has to be details of the seller as JSON, or the path of a file with them')
  else if (!parsed.success) faults.push(...parsed.error.issues.map(wordIssue))
  return parsed?.data ?? null
}

function wordIssue({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? `SELLER has to be a JSON object: ${message}` : `SELLER: ${path.join('.')}: ${message}`
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
