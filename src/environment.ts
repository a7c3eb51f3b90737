// Every environment variable of the service: its name, its shape, and what a person is told when it is wrong. What they
// mean together is config.ts; nothing here reads the environment.
import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { languages } from './domain/language.ts'

/** The parts of the service that a process can run. */
export const roles = ['http', 'telegram', 'whatsapp', 'worker'] as const
export type Role = (typeof roles)[number]

/** A variable: optional, and described by what it has to be ("PORT has to be <description>"). */
function variable<T extends z.ZodType>(description: string, schema: T) {
  return schema.optional().describe(description)
}

const text = z.string()
/** Anything without spaces. */
const token = z.string().regex(/^\S+$/)
const digits = z.string().regex(/^\d+$/)
const seconds = (least: number) => decimal.refine((value) => value >= least && value <= 3600)
const decimal = z
  .string()
  .regex(/^\d+(\.\d+)?$/)
  .transform(Number)
const whole = (least: number, most: number) => digits.transform(Number).refine((value) => value >= least && value <= most)
const onOff = z.enum(['on', 'off'])

function url(...protocols: string[]) {
  return z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), { abort: true })
}

/** An address that paths are put behind: no query, no trailing slash. */
const baseUrl = url('http:', 'https:')
  .refine((value) => new URL(value).search === '' && new URL(value).hash === '')
  .transform((value) => value.replace(/\/+$/, ''))

function list<T>(item: z.ZodType<T, string>) {
  return z
    .string()
    .transform((value) => value.split(',').map((part) => part.trim()))
    .pipe(z.array(item))
}

const key = z
  .string()
  .regex(/^[A-Za-z0-9+/]{43}=$/)
  .transform((value) => Buffer.from(value, 'base64'))
  .refine((bytes) => bytes.length === 32)

const crashPoint = z
  .string()
  .regex(/^[a-z-]+:(0|1|0?\.\d+)$/)
  .transform((value) => [value.split(':')[0] ?? '', Number(value.split(':')[1])] as const)

const templateMap = z.record(z.string(), z.partialRecord(z.enum(languages), token))

const templates = text.transform((value, context) => {
  try {
    return templateMap.parse(JSON.parse(value.startsWith('{') ? value : readFileSync(value, 'utf8')))
  } catch {
    context.addIssue({ code: 'custom' })
    return z.NEVER
  }
})

const template = '{"<notice kind>": {"en": "<template>"}} as JSON, or the path of a file with it'

export const environment = z.object({
  NODE_ENV: variable('a word, "production" for real use', token),
  LOG_LEVEL: variable(
    'fatal, error, warn, info, debug, trace or silent',
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
  ),
  HOST: variable('a host name or address', token),
  PORT: variable('a port number, 0 for a free one', whole(0, 65_535)),
  ROLES: variable(`one or more of ${roles.join(', ')}, with commas`, list(z.enum(roles))),
  DATA_DIR: variable('the path of a folder', text),
  DATABASE_URL: variable('a URL of PostgreSQL: postgresql://...', url('postgres:', 'postgresql:')),
  REDIS_URL: variable('a URL of Redis: redis://... or rediss://...', url('redis:', 'rediss:')),
  API_TOKEN: variable('a text without spaces', token),
  SECRET_KEY: variable(
    '32 random bytes in base64 (openssl rand -base64 32), or several with commas, the newest first',
    list(key),
  ),
  PUBLIC_URL: variable('an address without a query: https://...', baseUrl),

  TELEGRAM_BOT_TOKEN: variable("a bot's token as BotFather gives it: <digits>:<letters>", z.string().regex(/^\d+:[\w-]+$/)),
  TELEGRAM_API_ROOT: variable('an address without a query: https://...', baseUrl),
  TELEGRAM_MODE: variable('polling or webhook', z.enum(['polling', 'webhook'])),
  TELEGRAM_WEBHOOK_SECRET: variable('1 to 256 letters, digits, _ or -', z.string().regex(/^[\w-]{1,256}$/)),
  TELEGRAM_STAFF_CHAT_ID: variable('the id of a supergroup: a negative number', z.string().regex(/^-\d+$/)),

  WHATSAPP_PROVIDER: variable('off, baileys or cloud', z.enum(['off', 'baileys', 'cloud'])),
  WHATSAPP_PROACTIVE: variable('on or off', onOff),
  WHATSAPP_SOCKET_URL: variable('an address of this machine: ws://127.0.0.1:...', url('ws:', 'wss:').refine(isLoopback)),
  WHATSAPP_CREDS_FILE: variable(
    'the path of a file',
    text.refine((path) => existsSync(path)),
  ),
  WHATSAPP_PACE_SECONDS: variable('seconds, 0 to 3600', seconds(0)),
  WHATSAPP_CLOUD_API_ROOT: variable(
    'an address with the version: https://.../v25.0',
    // The token goes there: in the clear only within this machine.
    baseUrl.refine((value) => value.startsWith('https:') || isLoopback(value)),
  ),
  WHATSAPP_CLOUD_TOKEN: variable('a text without spaces', token),
  WHATSAPP_CLOUD_PHONE_NUMBER_ID: variable('digits', digits),
  WHATSAPP_CLOUD_BUSINESS_ID: variable('digits', digits),
  WHATSAPP_CLOUD_APP_SECRET: variable('a text without spaces', token),
  WHATSAPP_CLOUD_VERIFY_TOKEN: variable('a text without spaces', token),
  WHATSAPP_TEMPLATES: variable(template, templates),

  SMTP_URL: variable('a URL of a mail server: smtp://... or smtps://...', url('smtp:', 'smtps:')),
  MAIL_FROM: variable('an e-mail address', text),
  S3_ENDPOINT: variable('an address: https://...', baseUrl),
  S3_BUCKET: variable('the name of a bucket: 3 to 63 letters, digits, dots, hyphens or _', z.string().regex(/^[\w.-]{3,63}$/)),
  S3_ACCESS_KEY_ID: variable('a text without spaces', token),
  S3_SECRET_ACCESS_KEY: variable('a text without spaces', token),
  S3_REGION: variable('the name of a region', token),

  CATALOGUE: variable('kolmisoft, kolmisoft-legacy, mizutech, or the path of a file', text),
  SELLER: variable('details of the seller as JSON, or the path of a file with them', text),
  TICKET_NUMBER_START: variable('a whole number, 1 to 2000000000', whole(1, 2_000_000_000)),
  DEFAULT_LANGUAGE: variable(languages.join(' or '), z.enum(languages)),
  NOTICE_JOIN_SECONDS: variable('seconds, 0 to 3600', seconds(0)),
  RETRY_FIRST_SECONDS: variable('seconds, 0.1 to 3600', seconds(0.1)),

  CRASH_POINTS: variable('<name>:<probability>, with commas', list(crashPoint)),
})

export type Environment = z.infer<typeof environment>

/** Settings for testing the service itself; no operator needs to know them. */
export const testOnlyNames: readonly string[] = ['CRASH_POINTS']

/** Whether the host is this machine. Names other than localhost could be anybody's. */
function isLoopback(address: string): boolean {
  const host = new URL(address).hostname.replace(/^\[|\]$/g, '')
  return host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host)
}
