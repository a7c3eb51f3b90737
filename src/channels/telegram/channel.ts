// Telegram as one of the desk's channels: puts the parts of this folder together. The only file of the folder that the
// rest of the house imports.
import type { Channel } from '../../domain/channel.ts'
import { type BackOffOptions, createBackOff } from './back-off.ts'
import { fetchFile } from './fetch-file.ts'
import { createFloodGauge } from './flood-gauge.ts'
import { createHealth } from './health.ts'
import type { Log } from './log.ts'
import { createReceiver } from './receiver.ts'
import { send } from './send.ts'
import { split } from './split.ts'
import { createTelegramApi } from './telegram-api.ts'
import { createTopicMode } from './topic-mode.ts'
import type { WebhookRequest } from './webhook.ts'

export interface TelegramOptions {
  readonly token: string
  /** Root of the Bot API, with or without "/" at its end. */
  readonly apiRoot: string
  readonly mode: 'polling' | 'webhook'
  /** Both are needed for `webhook`. */
  readonly webhookSecret?: string
  readonly publicUrl?: string
  readonly log: Log
  /** The engineers' group: what Telegram says there of pins and topics is tidied away. */
  readonly staffChatId?: string
  /** The longest a call may take, 20 by default; uploads get more by their size. */
  readonly callTimeoutSeconds?: number
  /** Waits between tries of receiving; half a second to half a minute by default. */
  readonly backOff?: Omit<BackOffOptions, 'random'>
  /**
   * Polling, with several processes: waits until this one may poll, or `stop` (then null); the signal aborts when it no
   * longer may. Without it this process polls always.
   */
  readonly lead?: (stop: AbortSignal) => Promise<AbortSignal | null>
  readonly now?: () => Date
}

export interface TelegramChannel extends Channel {
  /** Answers with the status to send: 200 stored, 400, 401, 404 (polling), 413, 503 (deliver again). Never throws. */
  readonly webhook: { readonly path: string; handle(request: WebhookRequest): Promise<{ status: number }> }
}

const webhookPath = '/telegram/webhook'

/** The bot of a token, not yet started. @throws Error when the options cannot work; the message does not show the token. */
export function createTelegramChannel(options: TelegramOptions): TelegramChannel {
  const { token, log, now = () => new Date() } = options
  const account = accountOf(token)
  const apiRoot = rootOf(options.apiRoot)
  const callLimits = { seconds: options.callTimeoutSeconds ?? 20 }
  const api = createTelegramApi({ token, apiRoot })
  const health = createHealth(log)
  const floodScope = createFloodGauge(() => performance.now())
  const topicMode = createTopicMode(api, callLimits, () => now().getTime())
  const waits = options.backOff ?? { firstMilliseconds: 500, longestMilliseconds: 30_000 }
  let username: string | null = null
  const receiver = createReceiver({
    api,
    account,
    webhook: options.mode === 'webhook' ? webhookOf(options) : undefined,
    onMe: (me) => {
      username = me.username
      topicMode.learn(me)
    },
    callSeconds: callLimits.seconds,
    health,
    log,
    backOff: createBackOff({ ...waits, random: Math.random }),
    lead: options.lead ?? (async (stop) => stop),
    now,
    ...(options.staffChatId !== undefined && { tidyChatId: options.staffChatId }),
  })

  return {
    name: 'telegram',
    account,
    split,
    async send(address, part, { open }) {
      const outcome = await send(address, part, { api, callLimits, floodScope, open })
      if (outcome.kind === 'no-room') topicMode.doubt()
      if (outcome.kind === 'later' && outcome.reason === 'token-refused') health.report('token', 'Telegram refuses the bot token')
      if (outcome.kind === 'sent') health.report('token', null)
      return outcome
    },
    rooms: topicMode.read,
    fetch: (reference) => fetchFile(reference, { api, token, apiRoot, callLimits }),
    start: receiver.start,
    stop: receiver.stop,
    fault: health.fault,
    linkFor: (code) => (username === null ? null : `https://t.me/${username}?start=${code}`),
    webhook: { path: webhookPath, handle: receiver.handle },
  }
}

function accountOf(token: string): string {
  const account = /^(\d+):\S+$/.exec(token)?.[1]
  if (account === undefined) throw new Error('a Telegram bot token is the bot\'s number, ":" and a secret')
  return account
}

function rootOf(apiRoot: string): string {
  if (!/^https?:\/\//.test(apiRoot) || !URL.canParse(apiRoot)) throw new Error('the Bot API root is no http(s) address')
  return apiRoot.replace(/\/+$/, '')
}

function webhookOf({ webhookSecret = '', publicUrl = '' }: TelegramOptions): { url: string; secret: string } {
  if (webhookSecret === '' || publicUrl === '') throw new Error('a webhook needs a secret and a public address')
  return { url: publicUrl.replace(/\/+$/, '') + webhookPath, secret: webhookSecret }
}
