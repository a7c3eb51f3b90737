// The receiving half of the channel, from start to stop: polling or webhook behind the same three functions.
import type { Received } from '../../domain/channel.ts'
import type { BackOff } from './back-off.ts'
import type { Health } from './health.ts'
import { createIntake, type Intake } from './intake.ts'
import type { Log } from './log.ts'
import { runPoller } from './poller.ts'
import { createPressAnswers } from './press-answers.ts'
import { type SetUpOptions, setUp } from './set-up.ts'
import type { TelegramApi } from './telegram-api.ts'
import { createTidying } from './tidying.ts'
import { takeWebhook, type WebhookRequest } from './webhook.ts'

export interface ReceiverOptions {
  readonly api: TelegramApi
  readonly account: string
  /** Undefined: updates are fetched. */
  readonly webhook: { readonly url: string; readonly secret: string } | undefined
  readonly onMe: SetUpOptions['onMe']
  readonly callSeconds: number
  readonly health: Health
  readonly log: Log
  readonly backOff: BackOff
  /** Polling only: whether this process may, as in PollerOptions. */
  readonly lead: (stop: AbortSignal) => Promise<AbortSignal | null>
  readonly now: () => Date
  /** The group in which Telegram's own lines are removed. */
  readonly tidyChatId?: string
}

export interface Receiver {
  start(received: Received): Promise<void>
  stop(): Promise<void>
  handle(request: WebhookRequest): Promise<{ status: number }>
}

/** The longest `start` waits for Telegram's first answer before it leaves the trying to the background. */
const startMilliseconds = 2000

export function createReceiver(options: ReceiverOptions): Receiver {
  const { api, account, webhook, health, log, backOff, lead } = options
  const stopping = new AbortController()
  const handling = new Set<Promise<unknown>>()
  let intake: Intake | null = null
  let receiving: Promise<void> | null = null

  return {
    async start({ messages: receive }) {
      if (receiving !== null || stopping.signal.aborted) throw new Error('a channel is started once')
      health.begin('set-up', 'Telegram has not answered yet')
      const answerPresses = createPressAnswers(api, stopping.signal)
      const tidy = createTidying(api, stopping.signal, options.tidyChatId)
      intake = createIntake({ account, receive, answerPresses, tidy, log, now: options.now })
      const firstTry = Promise.withResolvers<void>()
      const prepare = async () => {
        const done = await setUp({ ...options, callLimits: { seconds: options.callSeconds, stop: stopping.signal } })
        firstTry.resolve()
        return done
      }
      receiving =
        webhook === undefined
          ? runPoller({ api, prepare, intake, health, log, backOff, lead, stop: stopping.signal })
          : keepTrying(prepare, backOff, stopping.signal)
      const patience = setTimeout(firstTry.resolve, startMilliseconds)
      await firstTry.promise
      clearTimeout(patience)
    },

    async stop() {
      intake = null
      stopping.abort()
      await receiving
      await Promise.allSettled(handling)
    },

    async handle(request) {
      if (webhook === undefined) return { status: 404 }
      const taking = takeWebhook(request, { secret: webhook.secret, intake: () => intake, health, log })
      handling.add(taking)
      return taking.finally(() => handling.delete(taking))
    },
  }
}

async function keepTrying(attempt: () => Promise<boolean>, backOff: BackOff, stop: AbortSignal): Promise<void> {
  while (!stop.aborted && !(await attempt())) await backOff.wait(stop)
}
