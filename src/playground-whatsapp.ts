// WhatsApp in the playground: the loopback server, the real adapter on it, and somebody who can be chosen on the page. Loaded once
// the page is up, and only where the adapter's library is installed; never in production.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureWhatsAppContact, findUnconnected, forgetWhatsAppLogin } from './demo-whatsapp.ts'
import { type Channel, FetchRefused, type Received } from './domain/channel.ts'
import { createWhatsAppChats, type WhatsAppChats } from './playground/whatsapp-chats.ts'
import { issueLinkCode } from './services/issue-link-code.ts'
import { type HouseChannel, openWhatsApp, type WhatsAppHouse } from './whatsapp.ts'

export interface PlaygroundWhatsApp {
  readonly channel: HouseChannel
  /** For the page: empty until the adapter is connected. */
  readonly chats: WhatsAppChats
  close(): Promise<void>
}

const user = { id: 700_000_001, name: 'Marta Kalniņa', role: 'client', number: '37061110001', lid: '990000000011101' }
/** As whatsapp.ts names the linked account. */
const account = 'main'

/** Null where the library is not installed: it is an optional dependency. */
export function openPlaygroundWhatsApp(house: WhatsAppHouse): PlaygroundWhatsApp | null {
  if (!isInstalled()) return null
  const { database, log } = house
  const chats = createWhatsAppChats({ startText: async () => await database.transaction(findStartText) })
  const closers: (() => Promise<unknown>)[] = []
  let running: Channel | null = null
  let loading: Promise<void> = Promise.resolve()
  let fault: string | null = null
  let stopped = false

  async function load(received: Received): Promise<void> {
    const { startWhatsAppServer } = await import('./playground/whatsapp/whatsapp-server.ts')
    const { BufferJSON } = await import('@whiskeysockets/baileys')
    const server = await startWhatsAppServer()
    closers.push(() => server.close())
    server.trust()
    const folder = await mkdtemp(join(tmpdir(), 'playground-whatsapp-'))
    closers.push(() => rm(folder, { recursive: true, force: true }))
    const credsFile = join(folder, 'login.json')
    await writeFile(credsFile, JSON.stringify(server.account.creds({ preKeys: 0 }).creds, BufferJSON.replacer), { mode: 0o600 })
    // The server is a new one with each start, so the login of the last start is nobody's.
    const company = await database.transaction(async (tx) => {
      await forgetWhatsAppLogin(tx, account)
      return ensureWhatsAppContact(tx, user)
    })
    const whatsapp = { provider: 'baileys', proactive: false, socketUrl: server.url, credsFile, paceSeconds: 0 } as const
    const opened = await openWhatsApp({ whatsapp, production: true }, house)
    if (opened === null || stopped) return
    running = opened
    await opened.start(received)
    chats.run(server, [{ ...user, note: company }])
  }

  const channel: HouseChannel = {
    name: 'whatsapp',
    account,
    pairs: true,
    reportsLater: true,
    split: (content) => running?.split(content) ?? [content],
    send: async (address, part, context) =>
      running?.send(address, part, context) ?? { kind: 'later', reason: 'starting', scope: 'account' },
    async fetch(reference) {
      if (running === null) throw new FetchRefused('starting', { gone: false })
      return running.fetch(reference)
    },
    async start(received) {
      // The page first: what is loaded now is large.
      loading = new Promise((resolve) => setTimeout(resolve, headStartMilliseconds)).then(() =>
        stopped ? undefined : load(received),
      )
      loading.catch((error: unknown) => {
        fault = 'the loopback server or the adapter did not start'
        log.warn({ err: error }, 'the playground goes on without WhatsApp')
      })
    },
    async stop() {
      stopped = true
      await loading.catch(() => undefined)
      await running?.stop()
    },
    fault: () => fault ?? running?.fault() ?? null,
    linkFor: (code) => running?.linkFor(code) ?? null,
    speaksHere: () => running?.speaksHere?.() ?? false,
  }

  return {
    channel,
    chats,
    async close() {
      chats.stop()
      for (const close of closers.splice(0).reverse()) await close()
    },
  }

  /** Somebody who is not connected yet follows their invitation, as from a link that they were sent. */
  async function findStartText(tx: Parameters<typeof findUnconnected>[0]): Promise<string> {
    const contactId = await findUnconnected(tx, user)
    if (contactId === null) return '/start'
    const { code } = await issueLinkCode(tx, { linksFor: () => ({}) }, { contactId }, { kind: 'system' })
    return code
  }
}

const headStartMilliseconds = 300

function isInstalled(): boolean {
  try {
    import.meta.resolve('@whiskeysockets/baileys')
    return true
  } catch {
    return false
  }
}
