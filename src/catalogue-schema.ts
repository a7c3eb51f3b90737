// The shape of a catalogue's file, checked with zod. Unknown keys are faults, so that a misspelt one is not silently left
// out. What the entries mean together (names that refer to each other, hours, orders) is catalogue-checks.ts.
import { z } from 'zod'
import { mostOrder, rateKeys } from './domain/catalogue.ts'
import { languages } from './domain/language.ts'
import { weekdays } from './domain/opening-hours.ts'
import { priorities } from './domain/priority.ts'

const text = z.string().refine((value) => value.trim() === value && value !== '', 'has to be a text without spaces around it')
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'has to be small letters and digits, with hyphens between them')
const words = strictRecord(languages, text)
const order = z.int().min(0).max(mostOrder)
const cents = z.int().min(0)

/** An object with exactly these keys. */
function strictRecord<K extends string, V extends z.ZodType>(keys: readonly K[], value: V) {
  return z.strictObject(Object.fromEntries(keys.map((key) => [key, value])) as Record<K, V>)
}

/** "15 min", "2 h", "3 days"; a day is a working day. */
const span = z
  .string()
  .regex(/^(0|[1-9]\d{0,5}) (s|min|h|days?)$/, 'has to be a time such as "30 s", "15 min", "2 h" or "3 days"')
  .transform((value): Span => {
    const [amount = '', unit = ''] = value.split(' ')
    if (unit.startsWith('day')) return { days: Number(amount) }
    return { seconds: Number(amount) * (secondsIn[unit] ?? 0) }
  })

/** A span of time as written; how long a working day is, the catalogue's hours say. */
export type Span = { readonly seconds: number } | { readonly days: number }

const secondsIn: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600 }

const seconds = span.transform((value, context) => {
  if ('seconds' in value) return value.seconds
  context.addIssue({ code: 'custom', message: 'has to be in hours, minutes or seconds' })
  return z.NEVER
})

const window = z.strictObject({ opens: z.string(), closes: z.string() })
/** Times of day and zones are checked with the windows they make: opening-hours-faults.ts. */
const hours = z.strictObject({
  timeZone: z.string(),
  weekly: z.partialRecord(z.enum(weekdays), z.array(window)),
  holidays: z.enum(['LT']).nullable(),
})

const promise = z.strictObject({
  time: z.enum(['working', 'plain']),
  guaranteed: span,
  average: span.nullable().default(null),
  resolution: span.nullable().default(null),
})
export type PromiseInFile = z.infer<typeof promise>

const response = z.strictObject({
  promises: strictRecord(priorities, promise.nullable()),
  development: promise.nullable().default(null),
})

const scopeItem = z.strictObject({
  id,
  words,
  rate: z.enum(rateKeys).nullable().default(null),
  priceCents: cents.nullable().default(null),
})

const quota = z.strictObject({ requests: z.int().min(1), time: seconds }).transform(({ requests, time }) => ({
  requests,
  seconds: time,
}))
const levelQuota = z.strictObject({ perMonth: quota.nullable().default(null), perPeriod: quota.nullable().default(null) })
const quotas = z.strictObject({
  support: levelQuota,
  levelOneOnly: z.boolean().default(false),
  development: levelQuota.nullable().default(null),
})

const plan = z.strictObject({
  name: text,
  order,
  response: id,
  configurationDone: z.boolean().default(false),
  channels: words.nullable().default(null),
  periodMonths: z.int().min(1).max(120).nullable().default(null),
  withLicence: z.boolean().default(false),
  priceCents: cents.nullable().default(null),
  extensionCents: cents.nullable().default(null),
  included: z.array(id),
  notIncluded: z.array(id),
  quotas: quotas.nullable().default(null),
})

const planlessState = z.strictObject({
  name: text,
  appliesTo: z.enum(['licence-holders', 'others', 'everyone']),
  order,
  words,
  channels: words.nullable().default(null),
  rate: z.enum(rateKeys).nullable().default(null),
})

const rate = z.discriminatedUnion(
  'by',
  [
    z.strictObject({ by: z.literal('hour'), cents, billed: z.enum(['full-hours', 'minutes']), words }),
    z.strictObject({ by: z.literal('task'), cents, perServer: z.boolean().default(false), words }),
    z.strictObject({ by: z.literal('request'), words }),
  ],
  { error: 'has to be "hour", "task" or "request"' },
)

const incident = z.strictObject({ cents, most: seconds }).transform(({ cents, most }) => ({ cents, mostSeconds: most }))

export const catalogueSchema = z.strictObject({
  name: id,
  title: words,
  currency: z.string().regex(/^[A-Z]{3}$/, 'has to be three capital letters, such as "EUR"'),
  hours,
  responses: z.record(id, response),
  scope: z.array(scopeItem),
  plans: z.array(plan).min(1),
  withoutPlan: z.array(planlessState).min(1),
  rates: z.partialRecord(z.enum(rateKeys), rate),
  incidents: z.strictObject({ support: incident, development: incident }).nullable().default(null),
  neverDone: z.array(id).default([]),
  supportedVersions: z.record(text, z.array(text).min(1)).default({}),
  notes: z.array(z.strictObject({ id, words })).default([]),
})

/** A catalogue's file as read: right in shape, its names not yet resolved. */
export type CatalogueFile = z.infer<typeof catalogueSchema>
