// The service's settings, read once from the environment, and nowhere else. What each variable may be is environment.ts;
// here is what they mean together, and what the parts of the service get to see.
import { resolve } from 'node:path'
import { CatalogueFault, readCatalogues } from './catalogue-files.ts'
import type { Catalogues } from './domain/catalogue.ts'
import type { Seller } from './domain/invoice-parties.ts'
import type { Language } from './domain/language.ts'
import { type Environment, environment, type Role, roles, testOnlyNames } from './environment.ts'
import { readSeller } from './seller-setting.ts'
import { cloudNames, toWhatsApp, type WhatsAppConfig } from './whatsapp-config.ts'

export interface TelegramConfig {
  readonly token: string
  /** Without a trailing slash. */
  readonly apiRoot: string
  /** Where Telegram is to deliver, and the secret it then shows; null when the service polls. */
  readonly webhook: { readonly publicUrl: string; readonly secret: string } | null
  /** The engineers' group, a supergroup with topics; null: engineers work in private chats alone. */
  readonly staffChatId: string | null
}

/** S3-compatible storage, by path-style addresses. */
export interface S3Config {
  /** Without a trailing slash. */
  readonly endpoint: string
  readonly bucket: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly region: string
}

export interface Config {
  readonly production: boolean
  readonly roles: ReadonlySet<Role>
  readonly logLevel: string
  /** An absolute path. */
  readonly dataDir: string
  readonly http: {
    readonly host: string
    /** 0: a free one. */
    readonly port: number
    /** Null: the API answers 403. */
    readonly apiToken: string | null
    readonly publicUrl: string | null
  }
  readonly database: {
    /** Null: the embedded PostgreSQL in `dataDir`. */
    readonly url: string | null
  }
  readonly queue: {
    /** Null: the queue lives in PostgreSQL. */
    readonly redisUrl: string | null
  }
  /** 32 bytes each, the first seals; null: generated into `dataDir`. */
  readonly secretKeys: readonly Buffer[] | null
  /** Null: the channel is off. */
  readonly telegram: TelegramConfig | null
  /** Null: the channel is off. */
  readonly whatsapp: WhatsAppConfig | null
  /** Where attachments are kept; null: in `dataDir`. */
  readonly s3: S3Config | null
  /** No channel is set up: a local Bot API server and its page are served instead. Never in production. */
  readonly playground: boolean
  readonly catalogues: Catalogues
  readonly desk: {
    readonly defaultLanguage: Language
    readonly ticketNumberStart: number
    readonly noticeJoinSeconds: number
    readonly retryFirstSeconds: number
    /** As invoices name it. */
    readonly seller?: Seller
  }
  /** For tests: the probability (0 to 1) with which the process kills itself at a named point. */
  readonly crashPoints: ReadonlyMap<string, number>
}

/** The environment is wrong; `faults` lists everything that is, a line each, without any value. */
export class ConfigurationFault extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `- ${fault}`).join('\n')}`,
    )
    this.name = 'ConfigurationFault'
    this.faults = faults
  }
}

/**
 * Reads the settings. A variable that is set to nothing counts as not set.
 * @throws ConfigurationFault with every fault at once
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''))
  const { values, faults } = readVariables(given)
  const isSet = (name: keyof Environment) => given[name] !== undefined
  faults.push(...findUnknown(Object.keys(given)), ...findUnbuilt(isSet), ...findContradictions(values, isSet))
  const catalogues = findCatalogues(values.CATALOGUE, faults)
  const seller = readSeller(values.SELLER, faults)
  if (faults.length > 0 || catalogues === null) throw new ConfigurationFault(faults)
  const config = toConfig(values, catalogues)
  return seller === null ? config : { ...config, desk: { ...config.desk, seller } }
}

/** The values of all variables that are right, and a fault for each that is wrong. */
function readVariables(given: Record<string, string | undefined>): { values: Environment; faults: string[] } {
  const result = environment.safeParse(given)
  if (result.success) return { values: result.data, faults: [] }
  const wrong = new Set(result.error.issues.map((issue) => String(issue.path[0]) as keyof Environment))
  const right = Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name as keyof Environment)))
  return {
    values: environment.parse(right),
    faults: [...wrong].map((name) => `${name} has to be ${environment.shape[name].description}`),
  }
}

/** A misspelt name would otherwise leave a channel half set up, silently. */
function findUnknown(names: readonly string[]): string[] {
  const unknown = names.filter((name) => /^(TELEGRAM|WHATSAPP)_/.test(name) && !(name in environment.shape))
  return unknown.map((name) => `${name} is not a setting of this service: check the spelling`)
}

/** What CONTRACT names and this version cannot do yet. Taking such a setting and ignoring it would be worse than a refusal. */
function findUnbuilt(isSet: (name: keyof Environment) => boolean): string[] {
  return unbuilt
    .filter(([name]) => isSet(name))
    .map(([name, what]) => `${name} cannot be used: ${what} is not available in this version`)
}

/** The catalogues, or null with what is wrong added to the faults: each fault of a file names its line. */
function findCatalogues(chosen: string | undefined, faults: string[]): Catalogues | null {
  try {
    return readCatalogues(chosen)
  } catch (error) {
    if (error instanceof CatalogueFault) faults.push(...error.faults)
    else if (chosen === undefined || !(error instanceof Error && 'code' in error)) throw error
    else faults.push(`CATALOGUE has to be ${environment.shape.CATALOGUE.description}`)
    return null
  }
}

const unbuilt: readonly (readonly [keyof Environment, string])[] = [
  ['SMTP_URL', 'e-mail'],
  ['MAIL_FROM', 'e-mail'],
]

const s3Names = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY', 'S3_REGION'] as const

function findContradictions(values: Environment, isSet: (name: keyof Environment) => boolean): string[] {
  const faults: string[] = []
  const need = (name: keyof Environment, reason: string) => {
    if (!isSet(name)) faults.push(`${name} is needed ${reason}`)
  }
  if (values.TELEGRAM_MODE === 'webhook') {
    for (const name of ['TELEGRAM_BOT_TOKEN', 'TELEGRAM_WEBHOOK_SECRET', 'PUBLIC_URL'] as const)
      need(name, 'when TELEGRAM_MODE is webhook')
    const isOfficial = values.TELEGRAM_API_ROOT === undefined || values.TELEGRAM_API_ROOT === officialApiRoot
    if (isOfficial && values.PUBLIC_URL?.startsWith('http:'))
      faults.push('PUBLIC_URL has to begin with https: when TELEGRAM_MODE is webhook')
  }
  if (isSet('TELEGRAM_API_ROOT')) need('TELEGRAM_BOT_TOKEN', 'with TELEGRAM_API_ROOT')
  if (isSet('TELEGRAM_STAFF_CHAT_ID')) need('TELEGRAM_BOT_TOKEN', 'with TELEGRAM_STAFF_CHAT_ID')
  const [anyS3] = s3Names.filter(isSet)
  if (anyS3 !== undefined) for (const name of s3Names) need(name, `with ${anyS3}`)
  if (isSet('WHATSAPP_CREDS_FILE')) need('WHATSAPP_SOCKET_URL', 'with WHATSAPP_CREDS_FILE')
  if (values.WHATSAPP_PROVIDER === 'cloud') for (const name of cloudNames) need(name, 'when WHATSAPP_PROVIDER is cloud')
  const offered = values.WHATSAPP_PROVIDER !== undefined && values.WHATSAPP_PROVIDER !== 'off'
  if (values.NODE_ENV === 'production') {
    if (!offered) need('TELEGRAM_BOT_TOKEN', 'in production: without it there is no channel at all')
    for (const name of testOnlyNames)
      if (isSet(name as keyof Environment)) faults.push(`${name} is for tests, never for production`)
  }
  return [...new Set(faults)]
}

const officialApiRoot = 'https://api.telegram.org'

function toConfig(values: Environment, catalogues: Catalogues): Config {
  return {
    production: values.NODE_ENV === 'production',
    roles: new Set(values.ROLES ?? roles),
    logLevel: values.LOG_LEVEL ?? 'info',
    dataDir: resolve(values.DATA_DIR ?? './data'),
    http: {
      host: values.HOST ?? '127.0.0.1',
      port: values.PORT ?? 8080,
      apiToken: values.API_TOKEN ?? null,
      publicUrl: values.PUBLIC_URL ?? null,
    },
    database: { url: values.DATABASE_URL ?? null },
    queue: { redisUrl: values.REDIS_URL ?? null },
    secretKeys: values.SECRET_KEY ?? null,
    telegram: toTelegram(values),
    whatsapp: toWhatsApp(values),
    s3: toS3(values),
    playground: values.TELEGRAM_BOT_TOKEN === undefined && toWhatsApp(values) === null,
    catalogues,
    desk: {
      defaultLanguage: values.DEFAULT_LANGUAGE ?? 'en',
      ticketNumberStart: values.TICKET_NUMBER_START ?? 10_001,
      noticeJoinSeconds: values.NOTICE_JOIN_SECONDS ?? 30,
      retryFirstSeconds: values.RETRY_FIRST_SECONDS ?? 5,
    },
    crashPoints: new Map(values.CRASH_POINTS ?? []),
  }
}

function toTelegram(values: Environment): TelegramConfig | null {
  if (values.TELEGRAM_BOT_TOKEN === undefined) return null
  const { PUBLIC_URL: publicUrl, TELEGRAM_WEBHOOK_SECRET: secret } = values
  const isWebhook = values.TELEGRAM_MODE === 'webhook' && publicUrl !== undefined && secret !== undefined
  return {
    token: values.TELEGRAM_BOT_TOKEN,
    apiRoot: values.TELEGRAM_API_ROOT ?? officialApiRoot,
    webhook: isWebhook ? { publicUrl, secret } : null,
    staffChatId: values.TELEGRAM_STAFF_CHAT_ID ?? null,
  }
}

function toS3(values: Environment): S3Config | null {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_REGION: region } = values
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = values
  if (!endpoint || !bucket || !region || !accessKeyId || !secretAccessKey) return null
  return { endpoint, bucket, accessKeyId, secretAccessKey, region }
}
