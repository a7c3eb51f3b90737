// The settings: what is taken, and that everything wrong is named at once, without showing any value.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readCatalogues } from '../src/catalogue-files.ts'
import { ConfigurationFault, readConfig } from '../src/config.ts'
import { environment } from '../src/environment.ts'

const key = Buffer.alloc(32, 1).toString('base64')
const newerKey = Buffer.alloc(32, 2).toString('base64')
const token = '123456789:AAabc_def-ghi'

const folder = mkdtempSync(join(tmpdir(), 'support-assistant-config-'))
const existingFile = join(folder, 'creds.json')
writeFileSync(existingFile, '{}')
afterAll(() => rmSync(folder, { recursive: true }))

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigurationFault) return error.faults
    throw error
  }
  return []
}

test('with nothing set, the service runs by itself: embedded database, no channel, the playground', () => {
  expect(readConfig({})).toEqual({
    production: false,
    roles: new Set(['http', 'telegram', 'whatsapp', 'worker']),
    logLevel: 'info',
    dataDir: resolve('data'),
    http: { host: '127.0.0.1', port: 8080, apiToken: null, publicUrl: null },
    database: { url: null },
    queue: { redisUrl: null },
    secretKeys: null,
    telegram: null,
    whatsapp: null,
    s3: null,
    playground: true,
    catalogues: readCatalogues('kolmisoft'),
    desk: { defaultLanguage: 'en', ticketNumberStart: 10_001, noticeJoinSeconds: 30, retryFirstSeconds: 5 },
    crashPoints: new Map(),
  })
})

test('a production environment with everything set is taken as it is meant', () => {
  const config = readConfig({
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    HOST: '0.0.0.0',
    PORT: '9000',
    ROLES: 'http, worker',
    DATA_DIR: '/var/lib/desk',
    DATABASE_URL: 'postgresql://desk:word@db/desk',
    REDIS_URL: 'rediss://queue:6379/1',
    API_TOKEN: 'a-token',
    SECRET_KEY: `${newerKey}, ${key}`,
    PUBLIC_URL: 'https://desk.example.com/bot/',
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/',
    TELEGRAM_MODE: 'webhook',
    TELEGRAM_STAFF_CHAT_ID: '-1001234567890',
    TELEGRAM_WEBHOOK_SECRET: 'se_cret-1',
    DEFAULT_LANGUAGE: 'lt',
    TICKET_NUMBER_START: '12345',
    NOTICE_JOIN_SECONDS: '0',
    RETRY_FIRST_SECONDS: '0.5',
    CATALOGUE: 'mizutech',
    S3_ENDPOINT: 'https://s3.example.com/',
    S3_BUCKET: 'desk-files',
    S3_ACCESS_KEY_ID: 'an-id',
    S3_SECRET_ACCESS_KEY: 'a-key/with+signs=',
    S3_REGION: 'eu-north-1',
  })
  expect(config).toEqual({
    production: true,
    roles: new Set(['http', 'worker']),
    logLevel: 'warn',
    dataDir: '/var/lib/desk',
    http: { host: '0.0.0.0', port: 9000, apiToken: 'a-token', publicUrl: 'https://desk.example.com/bot' },
    database: { url: 'postgresql://desk:word@db/desk' },
    queue: { redisUrl: 'rediss://queue:6379/1' },
    secretKeys: [Buffer.alloc(32, 2), Buffer.alloc(32, 1)],
    telegram: {
      token,
      apiRoot: 'http://127.0.0.1:8081',
      webhook: { publicUrl: 'https://desk.example.com/bot', secret: 'se_cret-1' },
      staffChatId: '-1001234567890',
    },
    whatsapp: null,
    s3: {
      endpoint: 'https://s3.example.com',
      bucket: 'desk-files',
      accessKeyId: 'an-id',
      secretAccessKey: 'a-key/with+signs=',
      region: 'eu-north-1',
    },
    playground: false,
    catalogues: readCatalogues('mizutech'),
    desk: { defaultLanguage: 'lt', ticketNumberStart: 12_345, noticeJoinSeconds: 0, retryFirstSeconds: 0.5 },
    crashPoints: new Map(),
  })
})

test('a token alone turns Telegram on, polling the official address', () => {
  const { telegram, playground } = readConfig({ TELEGRAM_BOT_TOKEN: token })
  expect(telegram).toEqual({ token, apiRoot: 'https://api.telegram.org', webhook: null, staffChatId: null })
  expect(playground).toBe(false)
})

test('WhatsApp over Baileys alone is a channel, also in production, and says nothing unasked unless told so', () => {
  const { whatsapp, playground } = readConfig({ NODE_ENV: 'production', WHATSAPP_PROVIDER: 'baileys' })
  expect(whatsapp).toEqual({ provider: 'baileys', proactive: false, socketUrl: null, credsFile: null, paceSeconds: 2 })
  expect(playground).toBe(false)
})

test('the Cloud API may speak unasked, by templates from the setting or from a file', () => {
  const cloud = {
    WHATSAPP_PROVIDER: 'cloud',
    WHATSAPP_CLOUD_TOKEN: 'token',
    WHATSAPP_CLOUD_PHONE_NUMBER_ID: '123',
    WHATSAPP_CLOUD_APP_SECRET: 'secret',
    WHATSAPP_CLOUD_VERIFY_TOKEN: 'verify',
  }
  const templates = { 'ticket.comment': { en: 'ticket_news' }, '*': { lt: 'naujienos' } }
  const path = join(folder, 'templates.json')
  writeFileSync(path, JSON.stringify(templates))
  for (const value of [JSON.stringify(templates), path]) {
    expect(readConfig({ ...cloud, WHATSAPP_TEMPLATES: value }).whatsapp).toEqual({
      provider: 'cloud',
      proactive: true,
      apiRoot: 'https://graph.facebook.com/v25.0',
      token: 'token',
      phoneNumberId: '123',
      businessId: null,
      appSecret: 'secret',
      verifyToken: 'verify',
      templates,
    })
  }
  expect(readConfig({ ...cloud, WHATSAPP_PROACTIVE: 'off' }).whatsapp?.proactive).toBe(false)
})

test('a variable that is set to nothing counts as not set', () => {
  expect(readConfig({ TELEGRAM_BOT_TOKEN: '', PORT: ' ', SMTP_URL: '', DATABASE_URL: '' })).toEqual(readConfig({}))
})

test('the environment’s other variables do not matter', () => {
  expect(faultsOf({ PATH: '/bin', HOME: '/root', npm_lifecycle_event: 'start' })).toEqual([])
})

const wrong: readonly (readonly [name: string, value: string])[] = [
  ['NODE_ENV', 'pro duction'],
  ['LOG_LEVEL', 'loud'],
  ['HOST', 'two words'],
  ['PORT', 'http'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '80.5'],
  ['ROLES', 'http,telegraph'],
  ['ROLES', ','],
  ['DATABASE_URL', 'mysql://db/desk'],
  ['DATABASE_URL', 'db/desk'],
  ['REDIS_URL', 'http://queue'],
  ['API_TOKEN', 'two words'],
  ['SECRET_KEY', 'c2hvcnQ='],
  ['SECRET_KEY', `${key},c2hvcnQ=`],
  ['SECRET_KEY', `${key},`],
  ['PUBLIC_URL', 'desk.example.com'],
  ['PUBLIC_URL', 'ftp://desk.example.com'],
  ['PUBLIC_URL', 'https://desk.example.com/?a=b'],
  ['TELEGRAM_BOT_TOKEN', 'mine'],
  ['TELEGRAM_API_ROOT', 'api.telegram.org'],
  ['TELEGRAM_MODE', 'push'],
  ['TELEGRAM_WEBHOOK_SECRET', 'with space'],
  ['TELEGRAM_WEBHOOK_SECRET', 'x'.repeat(257)],
  ['TELEGRAM_STAFF_CHAT_ID', 'engineers'],
  ['WHATSAPP_PROVIDER', 'web'],
  ['WHATSAPP_PROACTIVE', 'yes'],
  ['WHATSAPP_SOCKET_URL', 'wss://web.whatsapp.com/ws/chat'],
  ['WHATSAPP_SOCKET_URL', 'ws://127.0.0.1.example.com/'],
  ['WHATSAPP_SOCKET_URL', 'http://127.0.0.1/'],
  ['WHATSAPP_CREDS_FILE', '/no/such/file.json'],
  ['WHATSAPP_PACE_SECONDS', 'slow'],
  ['WHATSAPP_CLOUD_API_ROOT', 'graph'],
  ['WHATSAPP_CLOUD_TOKEN', 'two words'],
  ['WHATSAPP_CLOUD_PHONE_NUMBER_ID', '+370'],
  ['WHATSAPP_CLOUD_BUSINESS_ID', 'us'],
  ['WHATSAPP_CLOUD_APP_SECRET', 'two words'],
  ['WHATSAPP_CLOUD_VERIFY_TOKEN', 'two words'],
  ['WHATSAPP_TEMPLATES', '{"ticket.comment": {"de": "kommentar"}}'],
  ['WHATSAPP_TEMPLATES', '{"ticket.comment": '],
  ['WHATSAPP_TEMPLATES', '/no/such/file.json'],
  ['S3_ENDPOINT', 's3.example.com'],
  ['S3_BUCKET', 'files/desk'],
  ['S3_ACCESS_KEY_ID', 'two words'],
  ['S3_SECRET_ACCESS_KEY', 'two words'],
  ['S3_REGION', 'eu north'],
  ['SELLER', '/no/such/file.json'],
  ['SELLER', '{"name": '],
  ['CATALOGUE', 'acme'],
  ['CATALOGUE', '/no/such/file.json'],
  ['CATALOGUE', folder],
  ['TICKET_NUMBER_START', '0'],
  ['TICKET_NUMBER_START', '2000000001'],
  ['DEFAULT_LANGUAGE', 'de'],
  ['NOTICE_JOIN_SECONDS', '3601'],
  ['RETRY_FIRST_SECONDS', '0'],
  ['CRASH_POINTS', 'sent'],
  ['CRASH_POINTS', 'sent:2'],
]

describe('a wrong value is named with what is expected:', () => {
  test.each(wrong)('%s=%s', (name, value) => {
    expect(faultsOf({ TELEGRAM_BOT_TOKEN: token, [name]: value })).toContainEqual(
      expect.stringMatching(new RegExp(`^${name} has to be .{4,}`)),
    )
  })
})

test('no fault shows a value: any of them may be a secret', () => {
  const everything = Object.fromEntries(Object.keys(environment.shape).map((name) => [name, 'Hunter2 and more']))
  expect(faultsOf(everything).length).toBeGreaterThan(30)
  expect(faultsOf(everything).join('\n')).not.toContain('Hunter2')
})

const seller = {
  name: 'Pagalbos tarnyba UAB',
  registrationCode: '302533147',
  vatCode: 'LT100005544514',
  address: 'Žalgirio g. 92\nVilnius',
  email: 'bills@example.com',
  phone: '+37060000000',
  bank: { iban: 'LT12 1000 0111 0100 1000', bic: 'AGBLLT2X', name: 'Bankas' },
}

test('the seller that invoices name comes as JSON or as a file, its account number without spaces', () => {
  const expected = { ...seller, bank: { ...seller.bank, iban: 'LT121000011101001000' } }
  expect(readConfig({ SELLER: JSON.stringify(seller) }).desk.seller).toEqual(expected)
  const file = join(folder, 'seller.json')
  writeFileSync(file, JSON.stringify({ name: 'Small desk' }))
  expect(readConfig({ SELLER: file }).desk.seller).toEqual({ name: 'Small desk' })
  expect(readConfig({}).desk.seller).toBeUndefined()
})

test('what is wrong with the seller is named by its field, without any value', () => {
  const wrong = { ...seller, name: '', address: 5, email: 'Hunter2', bank: { iban: 'LT121000011101001001', bic: 'x' }, vat: 1 }
  const faults = faultsOf({ SELLER: JSON.stringify(wrong) })
  for (const field of ['name', 'address', 'email', 'bank.iban', 'bank.bic'])
    expect(faults).toContainEqual(expect.stringMatching(new RegExp(`^SELLER: ${field}: `)))
  expect(faults.join('\n')).not.toMatch(/Hunter2|LT12/)
  expect(faultsOf({ SELLER: '{}' })).toEqual([expect.stringContaining('SELLER: name')])
})

const accepted: readonly (readonly [name: string, value: string])[] = [
  ['WHATSAPP_PROVIDER', 'off'],
  ['WHATSAPP_PROACTIVE', 'on'],
  ['WHATSAPP_SOCKET_URL', 'ws://127.0.0.1:9000/ws/chat?a=b'],
  ['WHATSAPP_SOCKET_URL', 'ws://[::1]:9000'],
  ['WHATSAPP_SOCKET_URL', 'ws://localhost:9000'],
  ['WHATSAPP_PACE_SECONDS', '0'],
  ['WHATSAPP_TEMPLATES', '{"ticket.comment": {"en": "comment"}, "*": {"lt": "viskas"}}'],
  ['WHATSAPP_TEMPLATES', existingFile],
  ['CATALOGUE', 'kolmisoft'],
  ['CATALOGUE', 'kolmisoft-legacy'],
  ['CATALOGUE', 'mizutech'],
  ['CATALOGUE', 'prisma/catalogues/mizutech.json'],
  ['CRASH_POINTS', 'sent:0.5,claimed:1'],
  ['ROLES', 'worker'],
  ['PORT', '0'],
]

test.each(accepted)('%s=%s is taken', (name, value) => {
  expect(faultsOf({ [name]: value })).toEqual([])
})

interface Case {
  readonly title: string
  readonly env: Record<string, string>
  readonly faults: readonly string[]
}

const together: readonly Case[] = [
  {
    title: 'webhook mode needs a token, a secret and the address to deliver to',
    env: { TELEGRAM_MODE: 'webhook' },
    faults: [
      'TELEGRAM_BOT_TOKEN is needed when TELEGRAM_MODE is webhook',
      'TELEGRAM_WEBHOOK_SECRET is needed when TELEGRAM_MODE is webhook',
      'PUBLIC_URL is needed when TELEGRAM_MODE is webhook',
    ],
  },
  {
    title: 'Telegram itself delivers to https only; a local Bot API server takes http',
    env: {
      TELEGRAM_MODE: 'webhook',
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_WEBHOOK_SECRET: 's',
      PUBLIC_URL: 'http://desk.example.com',
    },
    faults: ['PUBLIC_URL has to begin with https: when TELEGRAM_MODE is webhook'],
  },
  {
    title: 'an API root without a token is half a channel',
    env: { TELEGRAM_API_ROOT: 'http://127.0.0.1:8081' },
    faults: ['TELEGRAM_BOT_TOKEN is needed with TELEGRAM_API_ROOT'],
  },
  {
    title: 'credentials for WhatsApp’s test server need that server’s address',
    env: { WHATSAPP_CREDS_FILE: existingFile },
    faults: ['WHATSAPP_SOCKET_URL is needed with WHATSAPP_CREDS_FILE'],
  },
  {
    title: 'half of the settings for storage elsewhere is none: each that is missing is named',
    env: { S3_BUCKET: 'files', S3_ACCESS_KEY_ID: 'id' },
    faults: [
      'S3_ENDPOINT is needed with S3_BUCKET',
      'S3_SECRET_ACCESS_KEY is needed with S3_BUCKET',
      'S3_REGION is needed with S3_BUCKET',
    ],
  },
  {
    title: 'production without any channel is refused, and so is killing oneself there',
    env: { NODE_ENV: 'production', CRASH_POINTS: 'sent:0.1' },
    faults: [
      'TELEGRAM_BOT_TOKEN is needed in production: without it there is no channel at all',
      'CRASH_POINTS is for tests, never for production',
    ],
  },
  {
    title: 'an engineers’ group needs the bot that is in it',
    env: { TELEGRAM_STAFF_CHAT_ID: '-1001234567890' },
    faults: ['TELEGRAM_BOT_TOKEN is needed with TELEGRAM_STAFF_CHAT_ID'],
  },
  {
    title: 'the Cloud API needs all that identifies and proves the number',
    env: { WHATSAPP_PROVIDER: 'cloud', WHATSAPP_CLOUD_TOKEN: 'secret' },
    faults: [
      'WHATSAPP_CLOUD_PHONE_NUMBER_ID is needed when WHATSAPP_PROVIDER is cloud',
      'WHATSAPP_CLOUD_APP_SECRET is needed when WHATSAPP_PROVIDER is cloud',
      'WHATSAPP_CLOUD_VERIFY_TOKEN is needed when WHATSAPP_PROVIDER is cloud',
    ],
  },
  {
    title: 'a misspelt name of a channel’s setting is found',
    env: { TELEGRAM_TOKEN: token, WHATSAPP_CLOUD_API: 'x' },
    faults: [
      'TELEGRAM_TOKEN is not a setting of this service: check the spelling',
      'WHATSAPP_CLOUD_API is not a setting of this service: check the spelling',
    ],
  },
  {
    title: 'what this version cannot do yet is refused instead of ignored',
    env: {
      SMTP_URL: 'smtp://mail',
      MAIL_FROM: 'desk@example.com',
    },
    faults: [
      'SMTP_URL cannot be used: e-mail is not available in this version',
      'MAIL_FROM cannot be used: e-mail is not available in this version',
    ],
  },
  {
    title: 'a wrong value does not hide other faults, and is not reported as missing as well',
    env: {
      NODE_ENV: 'production',
      PORT: 'x',
      TELEGRAM_BOT_TOKEN: 'x',
      TELEGRAM_MODE: 'webhook',
      PUBLIC_URL: 'https://a',
      TELEGRAM_SECRET: 'x',
    },
    faults: [
      'PORT has to be a port number, 0 for a free one',
      "TELEGRAM_BOT_TOKEN has to be a bot's token as BotFather gives it: <digits>:<letters>",
      'TELEGRAM_SECRET is not a setting of this service: check the spelling',
      'TELEGRAM_WEBHOOK_SECRET is needed when TELEGRAM_MODE is webhook',
    ],
  },
]

test.each(together)('$title', ({ env, faults }) => {
  expect(faultsOf(env)).toEqual(faults)
})

test('the faults of a catalogue’s file stand with all others, each with its line', () => {
  const file = join(folder, 'acme.json')
  writeFileSync(file, '{\n  "name": "acme",\n}\n')
  expect(faultsOf({ PORT: 'x', CATALOGUE: file })).toEqual([
    'PORT has to be a port number, 0 for a free one',
    `${file}:3:1: expected a key in double quotes, found }`,
  ])
})

test('the message of the fault lists everything, a line each', () => {
  expect(() => readConfig({ PORT: 'x', LOG_LEVEL: 'x' })).toThrow(
    'The configuration has 2 faults:\n- LOG_LEVEL has to be fatal, error, warn, info, debug, trace or silent\n- PORT has to be a port number, 0 for a free one',
  )
  expect(() => readConfig({ PORT: 'x' })).toThrow('The configuration has a fault:\n- PORT')
})

test('crash points for tests are read with their probabilities', () => {
  expect(readConfig({ CRASH_POINTS: 'claimed:0.25, sent:1' }).crashPoints).toEqual(
    new Map([
      ['claimed', 0.25],
      ['sent', 1],
    ]),
  )
})
