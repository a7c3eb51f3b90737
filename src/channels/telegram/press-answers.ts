// A pressed button spins until it is answered. The answer carries nothing and may fail: what the press did is said by messages.
import type { Update } from 'grammy/types'
import type { TelegramApi } from './telegram-api.ts'

const mostAtOnce = 20
const answerSeconds = 5

/** Answers the presses among stored updates, in the background. Above a bound they are left spinning rather than queued. */
export function createPressAnswers(api: TelegramApi, stop: AbortSignal): (updates: readonly Update[]) => void {
  let running = 0
  return (updates) => {
    for (const update of updates) {
      const id: unknown = update?.callback_query?.id
      if (typeof id !== 'string' || running >= mostAtOnce || stop.aborted) continue
      running += 1
      void api
        .call((methods, signal) => methods.answerCallbackQuery({ callback_query_id: id }, signal), {
          seconds: answerSeconds,
          stop,
        })
        .finally(() => {
          running -= 1
        })
    }
  }
}
