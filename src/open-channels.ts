// The messengers that are set up, opened as one: the parts of the service see a map of channels, their links and their faults.
// What a channel is made of stands in its folder; WhatsApp's choice of adapter in whatsapp.ts.
import { createTelegramChannel } from './channels/telegram/channel.ts'
import type { Config, TelegramConfig } from './config.ts'
import { createLeadership, type Leadership } from './db/leadership.ts'
import type { Channel, ChannelName, Received } from './domain/channel.ts'
import type { Role } from './environment.ts'
import type { Webhook } from './http/http-context.ts'
import type { Messenger } from './services/desk.ts'
import { type HouseChannel, openWhatsApp, type WhatsAppHouse } from './whatsapp.ts'

export interface OpenChannels {
  readonly channels: ReadonlyMap<ChannelName, Channel>
  /** The same, by name and account. */
  readonly accounts: readonly Messenger[]
  readonly webhooks: readonly Webhook[]
  /** Where a link code can be redeemed with one tap, per messenger that is on. */
  linksFor(code: string): { readonly telegram?: string; readonly whatsapp?: string }
  /** Each channel's, by name: null when well. */
  faults(): Readonly<Record<string, string | null>>
  /** Begins to receive with those that are a role of this process. */
  start(received: Received): Promise<void>
  stop(): Promise<void>
}

export interface ChannelsHouse extends WhatsAppHouse {
  /** Called when all else has stopped, in the opposite order. */
  readonly closers: (() => Promise<void>)[]
  /** Channels that were opened elsewhere. */
  readonly others: readonly HouseChannel[]
}

/** @param telegram the bot to serve; the playground's, or the one that is set up. @throws Error when no channel is set up. */
export async function openChannels(
  config: Pick<Config, 'roles' | 'whatsapp' | 'production'>,
  telegram: TelegramConfig | null,
  house: ChannelsHouse,
): Promise<OpenChannels> {
  const opened: HouseChannel[] = telegram === null ? [] : [openTelegram(telegram, house)]
  const whatsapp = await openWhatsApp(config, house)
  if (whatsapp !== null) opened.push(whatsapp)
  opened.push(...house.others)
  if (opened.length === 0) throw new Error('no channel is set up')
  const channels = new Map(opened.map((channel) => [channel.name, channel]))
  const serves = (channel: Channel) => (config.roles as ReadonlySet<string>).has(channel.name satisfies ChannelName | Role)
  return {
    channels,
    accounts: opened.map(({ name, account, pairs = false }) => ({ channel: name, account, pairs })),
    webhooks: opened.map((channel) => channel.webhook).filter((webhook) => webhook !== undefined),
    linksFor: (code) => linksOf(channels, code),
    faults: () => Object.fromEntries(opened.map((channel) => [channel.name, channel.fault()])),
    async start(received) {
      await Promise.all(opened.filter(serves).map((channel) => channel.start(received)))
    },
    async stop() {
      await Promise.all(opened.filter(serves).map((channel) => channel.stop()))
    },
  }
}

function linksOf(channels: ReadonlyMap<ChannelName, Channel>, code: string): { telegram?: string; whatsapp?: string } {
  const telegram = channels.get('telegram')?.linkFor(code) ?? null
  const whatsapp = channels.get('whatsapp')?.linkFor(code) ?? null
  return { ...(telegram === null ? {} : { telegram }), ...(whatsapp === null ? {} : { whatsapp }) }
}

/** One process polls a bot at a time. */
function openTelegram(telegram: TelegramConfig, { databaseUrl, log, now, closers }: ChannelsHouse): HouseChannel {
  const name = `telegram:${telegram.token.split(':', 1)[0]}`
  const leadership: Leadership = createLeadership({ url: databaseUrl, name, log })
  closers.push(() => leadership.stop())
  const webhook =
    telegram.webhook === null ? {} : { webhookSecret: telegram.webhook.secret, publicUrl: telegram.webhook.publicUrl }
  return createTelegramChannel({
    token: telegram.token,
    apiRoot: telegram.apiRoot,
    mode: telegram.webhook === null ? 'polling' : 'webhook',
    ...webhook,
    lead: leadership.lead,
    now,
    ...(telegram.staffChatId === null ? {} : { staffChatId: telegram.staffChatId }),
    log,
  })
}
