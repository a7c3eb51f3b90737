// What is arranged with Telegram before updates flow: who the bot is, and which way updates come.
import type { UserFromGetMe } from 'grammy/types'
import { inWords } from './call-failure.ts'
import type { Health } from './health.ts'
import { allowedUpdates } from './limits.ts'
import type { CallLimits, CallResult, TelegramApi } from './telegram-api.ts'

export interface SetUpOptions {
  readonly api: TelegramApi
  readonly account: string
  readonly health: Health
  /** Where Telegram is to deliver; undefined when we fetch. */
  readonly webhook: { readonly url: string; readonly secret: string } | undefined
  /** Who the bot is, each time Telegram says so. */
  readonly onMe: (me: UserFromGetMe) => void
  readonly callLimits: CallLimits
}

/** Arranges everything once; answers whether all of it is done. Safe to repeat: nothing waiting is dropped. */
export async function setUp({ api, account, health, webhook, onMe, callLimits }: SetUpOptions): Promise<boolean> {
  const me = await api.call((methods, signal) => methods.getMe(signal), callLimits)
  if (!me.ok) return failed(health, me, callLimits)
  if (String(me.value.id) !== account) {
    health.report('set-up', `Telegram knows this bot as ${me.value.id}, its token says ${account}`)
    return false
  }
  onMe(me.value)
  const arranged = await api.call(
    (methods, signal) =>
      webhook === undefined
        ? methods.deleteWebhook({ drop_pending_updates: false }, signal)
        : methods.setWebhook({ url: webhook.url, secret_token: webhook.secret, allowed_updates: allowedUpdates }, signal),
    callLimits,
  )
  if (!arranged.ok) return failed(health, arranged, callLimits)
  health.report('set-up', null)
  health.report('token', null)
  return true
}

type Failed = Extract<CallResult<unknown>, { ok: false }>

function failed(health: Health, { failure }: Failed, { stop }: CallLimits): false {
  if (stop?.aborted === true) return false
  if (failure.kind === 'answered' && (failure.code === 401 || failure.code === 404)) {
    health.report('token', 'Telegram refuses the bot token')
  }
  health.report('set-up', `Telegram could not be set up (${inWords(failure)})`)
  return false
}
