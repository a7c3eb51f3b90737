// Fetches updates. A batch is stored, in one call, before the next offset is asked for: asking with it is what confirms the
// batch to Telegram, so a crash at any moment repeats a batch and never loses one.
import type { Update } from 'grammy/types'
import type { BackOff } from './back-off.ts'
import { type CallFailure, inWords } from './call-failure.ts'
import type { Health } from './health.ts'
import type { Intake } from './intake.ts'
import { allowedUpdates, limits } from './limits.ts'
import type { Log } from './log.ts'
import type { CallResult, TelegramApi } from './telegram-api.ts'

export interface PollerOptions {
  readonly api: TelegramApi
  /** Arranges polling with Telegram; answers whether that is done. */
  readonly prepare: () => Promise<boolean>
  readonly intake: Intake
  readonly health: Health
  readonly log: Log
  readonly backOff: BackOff
  /** Waits until this process may poll, or `stop` (then null); the signal aborts when it no longer may. */
  readonly lead: (stop: AbortSignal) => Promise<AbortSignal | null>
  readonly stop: AbortSignal
}

/** Telegram answers within the poll's own time; anything longer is a dead connection. */
const pollLimitSeconds = limits.pollSeconds + 15

/** Polls until `stop` aborts; resolves when the batch in hand is stored (or known not to be). Never rejects. */
export async function runPoller({ api, prepare, intake, health, log, backOff, lead, stop }: PollerOptions): Promise<void> {
  let offset: number | undefined
  let prepared = false
  let leading: AbortSignal | null = null
  while (!stop.aborted) {
    prepared ||= await prepare()
    if (!prepared) {
      await backOff.wait(stop)
      continue
    }
    if (leading === null || leading.aborted) {
      // Somebody else may have confirmed further meanwhile: begin with whatever is not confirmed.
      offset = undefined
      leading = await lead(stop)
      if (leading === null) return
    }
    const polled = await poll(api, offset, AbortSignal.any([stop, leading]))
    if (stop.aborted) return
    if (leading.aborted) continue
    if (!polled.ok) {
      health.report('polling', describe(polled.failure))
      prepared = !isAboutWebhook(polled.failure)
      await backOff.wait(stop, polled.failure.kind === 'answered' ? polled.failure.afterSeconds : undefined)
      continue
    }
    health.report('polling', null)
    health.report('token', null)
    try {
      await intake(polled.value)
      health.report('storing', null)
      offset = nextOffset(polled.value) ?? offset
      backOff.reset()
    } catch (error) {
      health.report('storing', 'received messages cannot be stored')
      log.error({ err: error, updates: polled.value.length }, 'telegram: a batch was not stored and will be asked for again')
      await backOff.wait(stop)
    }
  }
}

function poll(api: TelegramApi, offset: number | undefined, stop: AbortSignal): Promise<CallResult<Update[]>> {
  const request = { timeout: limits.pollSeconds, limit: 100, allowed_updates: allowedUpdates }
  return api.call((methods, signal) => methods.getUpdates(offset === undefined ? request : { ...request, offset }, signal), {
    seconds: pollLimitSeconds,
    stop,
  })
}

/** One past the last update. Not past the highest: after a quiet week Telegram starts again at a random number. */
function nextOffset(updates: readonly Update[]): number | undefined {
  const last = updates.findLast((update) => Number.isSafeInteger(update?.update_id))
  return last === undefined ? undefined : last.update_id + 1
}

function isConflict(failure: CallFailure): boolean {
  return failure.kind === 'answered' && failure.code === 409
}

/** Somebody set a webhook: polling stays refused until it is removed, which preparing does. */
function isAboutWebhook(failure: CallFailure): boolean {
  return isConflict(failure) && /webhook/i.test(inWords(failure))
}

function describe(failure: CallFailure): string {
  if (isConflict(failure)) return `somebody else receives this bot's messages (${inWords(failure)})`
  if (failure.kind === 'answered' && failure.code === 401) return 'Telegram refuses the bot token'
  return `Telegram cannot be polled (${inWords(failure)})`
}
