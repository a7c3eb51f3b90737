// WhatsApp, when it is set up: which of its two adapters serves the number, and what that adapter gets of the house. Each is
// loaded only when it is asked for. Nothing of WhatsApp's own stands here.
import type { Config } from './config.ts'
import type { Database } from './db/client.ts'
import type { Secrets } from './db/secrets.ts'
import type { Channel } from './domain/channel.ts'
import type { Log } from './domain/log.ts'
import type { Webhook } from './http/http-context.ts'
import type { WhatsAppConfig } from './whatsapp-config.ts'

/** A channel as the roof opens it: some are delivered to over HTTP. */
export interface HouseChannel extends Channel {
  readonly webhook?: Webhook
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
export async function openWhatsApp({ whatsapp }: Pick<Config, 'whatsapp'>, house: WhatsAppHouse): Promise<HouseChannel | null> {
  if (whatsapp === null) return null
  switch (whatsapp.provider) {
    case 'baileys':
      return openBaileys(whatsapp, house)
    case 'cloud':
      return openCloud(whatsapp, house)
  }
}

async function openBaileys(_: Extract<WhatsAppConfig, { provider: 'baileys' }>, __: WhatsAppHouse): Promise<HouseChannel> {
  throw new Error('WhatsApp through a linked device is not available yet')
}

async function openCloud(_: Extract<WhatsAppConfig, { provider: 'cloud' }>, __: WhatsAppHouse): Promise<HouseChannel> {
  throw new Error('WhatsApp through the Cloud API is not available yet')
}
