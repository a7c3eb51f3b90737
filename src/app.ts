// The wiring: the only place where the parts meet. Builds fully, then starts; stops in the opposite order.
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { processConversations } from './bot/process-message.ts'
import { checkRegistry } from './bot/registry.ts'
import { remindDialogues } from './bot/remind-dialogues.ts'
import type { Config } from './config.ts'
import { createCrashPoints } from './crash-points.ts'
import { type Database, openDatabase, type Wake } from './db/client.ts'
import { openFolderStore } from './db/folder-store.ts'
import { migrate } from './db/migrate.ts'
import { announcePresence } from './db/presence.ts'
import { createSecrets } from './db/secrets.ts'
import { startTicketNumbers } from './db/ticket-numbers.ts'
import { createCalendars } from './domain/calendars.ts'
import type { FileStore } from './domain/file-store.ts'
import { servedAccounts } from './domain/served-accounts.ts'
import { createHttpServer } from './http/http-server.ts'
import { type Capacity, type Clockwork, createClockwork } from './jobs/clockwork.ts'
import { sweep } from './jobs/sweep.ts'
import { tidy } from './jobs/tidy.ts'
import { openChannels } from './open-channels.ts'
import type { Playground } from './playground-service.ts'
import { loadSecretKeys } from './secret-keys.ts'
import { announceFileFailed } from './services/announce-file-failed.ts'
import { continueBroadcasts } from './services/continue-broadcasts.ts'
import { type CrashPoints, createDeliver } from './services/deliver.ts'
import type { Desk } from './services/desk.ts'
import { fetchFile } from './services/fetch-file.ts'
import { createImporter } from './services/importer.ts'
import { createReceiver } from './services/receive-message.ts'
import { remindOfMoney } from './services/remind-of-money.ts'
import { repeatBlockerCalls } from './services/repeat-blocker-calls.ts'
import { createRoomKeeper } from './services/room-keeper.ts'
import { sendDigests } from './services/send-digests.ts'
import { createSendWindow } from './services/send-window.ts'
import { takeDeliveryReports } from './services/take-delivery-report.ts'
import { watchChannels } from './services/watch-channels.ts'
import { watchClocks } from './services/watch-clocks.ts'
import { openStaffGroup } from './staff-group.ts'
import type { HouseChannel, WhatsAppHouse } from './whatsapp.ts'

export interface App {
  /** Where HTTP is served. */
  readonly url: string
  readonly playground: Playground | null
  /** Of the API, when it was made for the playground. */
  readonly generatedApiToken: string | null
  /** Stops taking, finishes, closes. */
  stop(): Promise<void>
}

/** Conversations thought about, and spoken to, at once; transactions that take several conversations share their commit. */
const capacity: Capacity = {
  inbox: { hands: 3, together: 8 },
  outbox: { hands: 32, together: 1 },
  files: { hands: 4, together: 1 },
}

/** @param others channels that were opened elsewhere, served beside the ones that are set up. */
export async function startApp(
  config: Config,
  log: Logger,
  now: () => Date = () => new Date(),
  others: readonly HouseChannel[] = [],
): Promise<App> {
  checkRegistry()
  const crashPoints = createCrashPoints(config.crashPoints)
  const closers: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) {
      crashPoints('stopping')
      await close().catch((error: unknown) => log.error({ err: error }, 'a part did not stop cleanly'))
    }
  }
  try {
    return await build(config, { log, now, crashPoints, others }, closers, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

interface House {
  readonly log: Logger
  readonly now: () => Date
  readonly crashPoints: CrashPoints
  readonly others: readonly HouseChannel[]
}

async function build(
  config: Config,
  { log, now, crashPoints, others }: House,
  closers: (() => Promise<void>)[],
  stop: () => Promise<void>,
): Promise<App> {
  const say = (line: string) => log.info(line)
  const secrets = createSecrets(await loadSecretKeys(config.secretKeys, config.dataDir))
  const databaseUrl = config.database.url ?? (await startOwnPostgres(config, say, closers))
  await migrate({ url: databaseUrl, log: say, crashPoints })

  let clockwork: Clockwork | null = null
  const onCommit = (wakes: readonly Wake[]) => {
    if (wakes.some((wake) => wake.queue === 'outbox')) crashPoints('processed')
    clockwork?.offer(wakes)
  }
  let playground: Playground | null = null
  // The desk's clock moves with the playground's, so that a deadline can be tried without waiting for it.
  const deskNow = () => new Date(now().getTime() + (playground?.aheadMilliseconds() ?? 0))
  const database = openDatabase({ url: databaseUrl, secrets, now: deskNow, onCommit })
  closers.push(() => database.close())
  await database.transaction((tx) => startTicketNumbers(tx, config.desk.ticketNumberStart))
  const files = await openFiles(config)
  const presence = await announcePresence({ url: databaseUrl, log })
  closers.push(() => presence.stop())

  const house = { database, databaseUrl, secrets, log, now: deskNow }
  playground = config.playground ? await startPlayground(config, house, closers) : null
  const bot = playground?.telegram ?? config.telegram
  const further = [...others, ...(playground?.channels ?? [])]
  const messengers = await openChannels(config, bot, { ...house, closers, others: further })
  const { channels } = messengers
  const accounts = servedAccounts(channels.values())
  const desk: Desk = {
    ...config.desk,
    catalogues: config.catalogues,
    calendars: createCalendars(),
    messengers: messengers.accounts,
    linksFor: messengers.linksFor,
    ...(await openStaffGroup(database, channels.get('telegram'), bot?.staffChatId ?? null, config.desk.defaultLanguage)),
  }
  const rooms = createRoomKeeper(desk)

  const importer = createImporter({ database, desk, files, log })
  closers.push(() => importer.stop())
  const handlers = {
    inbox: (ids: Parameters<typeof processConversations>[1]) => processConversations({ database, desk, log }, ids),
    outbox: createDeliver({
      ...config.desk,
      database,
      channels,
      files,
      processNumber: presence.number,
      log,
      crashPoints,
      sendWindow: createSendWindow(() => performance.now()),
      ...(rooms === undefined ? {} : { rooms }),
    }),
    files: (id: string) =>
      fetchFile(
        {
          database,
          channels,
          files,
          processNumber: presence.number,
          notifyFileFailed: (tx, file) => announceFileFailed(tx, desk, file),
          log,
        },
        id,
      ),
    sweep: (busy: Parameters<typeof sweep>[1]) =>
      sweep(
        {
          database,
          channels,
          repeatBlockerCalls: () => repeatBlockerCalls({ database, desk, log }),
          remindDialogues: () => remindDialogues({ database, desk }),
          warnDueClocks: () => watchClocks({ database, desk, log }),
          remindOfMoney: () => remindOfMoney({ database, desk, log }),
          sendDigests: () => sendDigests({ database, desk }),
          continueImports: async () => importer.nudge(),
          continueBroadcasts: (accounts) => continueBroadcasts({ database, desk, accounts }),
          watchChannels: (accounts) => watchChannels({ database, desk, log, files }, accounts),
        },
        busy,
      ),
    prune: () => tidy({ database, desk, log }),
  }
  clockwork = createClockwork({
    connection: config.queue.redisUrl === null ? { databaseUrl } : { redisUrl: config.queue.redisUrl },
    handlers: config.roles.has('worker') ? handlers : null,
    capacity,
    log,
  })
  const clock = clockwork
  closers.push(() => clock.stop())

  const generatedApiToken = playground !== null && config.http.apiToken === null ? randomBytes(24).toString('base64url') : null
  const http = createHttpServer({
    database,
    files,
    desk,
    apiToken: config.http.apiToken ?? generatedApiToken ?? undefined,
    log,
    readiness: async () => ({ database: await faultOf(database), queue: clock.fault(), ...messengers.faults() }),
    webhooks: messengers.webhooks,
    ...(playground === null ? {} : { pages: playground.pages }),
    version: '0.1.0',
  })
  closers.push(() => http.close())
  closers.push(() => messengers.stop())
  // First of all to be called: nothing new is taken while the rest finishes.
  closers.push(async () => http.stopTaking())

  clock.start()
  const url = config.roles.has('http') ? (await http.listen({ host: config.http.host, port: config.http.port })).url : ''
  const receive = createReceiver(database, { channels })
  await messengers.start({
    async messages(messages) {
      await receive(messages)
      crashPoints('received')
    },
    reports: (reports) => takeDeliveryReports({ database, log, accounts, ...(rooms === undefined ? {} : { rooms }) }, reports),
  })
  return { url, playground, generatedApiToken, stop }
}

/** Loaded only when it is needed: a service with its own database never touches the embedded one's package. */
async function startOwnPostgres(config: Config, say: (line: string) => void, closers: (() => Promise<void>)[]): Promise<string> {
  const { startEmbeddedPostgres } = await import('./db/embedded-postgres.ts')
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, log: say })
  closers.push(() => postgres.stop())
  return postgres.url
}

/** The client of the storage elsewhere is loaded only when it is needed. */
async function openFiles({ dataDir, s3 }: Config): Promise<FileStore> {
  const folder = join(dataDir, 'files')
  if (s3 === null) return openFolderStore(folder)
  const { openS3Store } = await import('./db/s3-store.ts')
  return openS3Store({ ...s3, drafts: join(folder, 'drafts') })
}

async function startPlayground(config: Config, house: WhatsAppHouse, closers: (() => Promise<void>)[]): Promise<Playground> {
  const { openPlayground } = await import('./playground-service.ts')
  const playground = await openPlayground(house.database, config.whatsapp === null ? house : null)
  closers.push(() => playground.close())
  return playground
}

async function faultOf(database: Database): Promise<string | null> {
  try {
    await database.ping()
    return null
  } catch {
    return 'the database does not answer'
  }
}
