// WhatsApp, when it is set up: which of its two adapters serves the number, and what that adapter gets of the house. Each is
// loaded only when it is asked for. Nothing of WhatsApp's own stands here.
import type { Config } from './config.ts'
import { createChannelReports } from './db/channel-reports.ts'
import type { Database } from './db/client.ts'
import { createLeadership } from './db/leadership.ts'
import type { Secrets } from './db/secrets.ts'
import { createTemplateHolds } from './db/template-holds.ts'
import { openWhatsAppAuth, readWhatsAppCredentials } from './db/whatsapp-auth.ts'
import { createWhatsAppLease } from './db/whatsapp-lease.ts'
import { openWhatsAppSent } from './db/whatsapp-sent.ts'
import type { Channel } from './domain/channel.ts'
import { conversationId } from './domain/ids.ts'
import { languages } from './domain/language.ts'
import type { Log } from './domain/log.ts'
import type { Webhook } from './http/http-context.ts'
import { showInTerminal } from './terminal-pairing.ts'
import { sayText } from './texts/render.ts'
import type { WhatsAppConfig } from './whatsapp-config.ts'

/** A channel as the roof opens it: some are delivered to over HTTP. */
export interface HouseChannel extends Channel {
  readonly webhook?: Webhook
  /** Its account is linked to a phone, and can be asked to link and to forget it. */
  readonly pairs?: boolean
}

/** What the adapters get of the house. */
export interface WhatsAppHouse {
  readonly database: Database
  readonly databaseUrl: string
  readonly secrets: Secrets
  readonly log: Log
  readonly now: () => Date
}

/** The channel, not yet started; null when WhatsApp is off. */
export async function openWhatsApp(
  { whatsapp, production }: Pick<Config, 'whatsapp' | 'production'>,
  house: WhatsAppHouse,
): Promise<HouseChannel | null> {
  if (whatsapp === null) return null
  switch (whatsapp.provider) {
    case 'baileys':
      return openBaileys(whatsapp, production, house)
    case 'cloud':
      return openCloud(whatsapp, house)
  }
}

/** Names the linked account in the database; not its number, which may change. */
const linkedAccount = 'main'

async function openBaileys(
  linked: Extract<WhatsAppConfig, { provider: 'baileys' }>,
  production: boolean,
  house: WhatsAppHouse,
): Promise<HouseChannel> {
  const { database, databaseUrl, log, now } = house
  const { createBaileysChannel } = await import('./channels/whatsapp/baileys/channel.ts')
  const { createMessages } = await import('./channels/whatsapp/baileys/messages.ts')
  const account = linkedAccount
  const leadership = createLeadership({ url: databaseUrl, name: `whatsapp:${account}`, log })
  const reports = createChannelReports(database, { channel: 'whatsapp', account })
  const states = production ? reports : showInTerminal(reports, process.stdout)
  const sent = openWhatsAppSent(database, account)
  const channel = createBaileysChannel({
    ...linked,
    account,
    takeLease: createWhatsAppLease({ database, leadership, account, log }),
    openAuth: (lease) => openWhatsAppAuth(database, account, lease),
    readCredentials: () => readWhatsAppCredentials(database, account),
    states,
    messages: createMessages({ ...linked, account, sent, states, log, now }),
    log,
  })
  return {
    ...channel,
    pairs: true,
    async stop() {
      await channel.stop()
      await leadership.stop()
    },
  }
}

async function openCloud(cloud: Extract<WhatsAppConfig, { provider: 'cloud' }>, house: WhatsAppHouse): Promise<HouseChannel> {
  const { database, log, now } = house
  const { createCloudChannel } = await import('./channels/whatsapp/cloud/channel.ts')
  const account = cloud.phoneNumberId
  return createCloudChannel({
    ...cloud,
    // A list is opened by one button, whoever sees it: it says so in every language.
    listButton: languages.map((language) => sayText(language, 'list-open')).join(' / '),
    holds: createTemplateHolds(database, account),
    state: createChannelReports(database, { channel: 'whatsapp', account }),
    knowsAddress: (address) =>
      database.statements(async (tx) => {
        const id = conversationId('whatsapp', account, address)
        return (await tx.sql.conversation.findUnique({ where: { id }, select: { id: true } })) !== null
      }),
    log,
    now,
  })
}
