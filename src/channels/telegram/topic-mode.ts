// Whether the bot has topic mode on: then each private chat can have topics. It can be switched at any day, and Telegram tells
// nobody; so it is asked now and then, and at once when a topic was refused.
import type { CallLimits, TelegramApi } from './telegram-api.ts'

export interface TopicMode {
  /** As last heard; asks first when nothing was heard, or it is in doubt. False while Telegram does not answer. Never throws. */
  read(): Promise<boolean>
  /** What Telegram said of the bot. */
  learn(me: { readonly has_topics_enabled: boolean }): void
  /** Something was refused that may be due to the mode. */
  doubt(): void
}

/** What was heard is taken for true for this long, and a question that was not answered is not repeated for so long. */
const times = { freshMilliseconds: 60_000, againMilliseconds: 1000 }
/** Nothing is said while the first answer is awaited, so no longer than this. */
const patienceSeconds = 5

/** `now` in milliseconds. */
export function createTopicMode(api: TelegramApi, callLimits: CallLimits, now: () => number): TopicMode {
  let known: { readonly on: boolean; readonly at: number; readonly sure: boolean } | null = null
  let asking: Promise<void> | null = null
  let askedAt = Number.NEGATIVE_INFINITY

  function learn({ has_topics_enabled: on }: { readonly has_topics_enabled: boolean }): void {
    known = { on, at: now(), sure: true }
  }

  async function ask(): Promise<void> {
    askedAt = now()
    const seconds = Math.min(callLimits.seconds, patienceSeconds)
    const me = await api.call((methods, signal) => methods.getMe(signal), { ...callLimits, seconds })
    if (me.ok) learn(me.value)
    asking = null
  }

  return {
    learn,
    doubt() {
      if (known !== null) known = { ...known, sure: false }
      askedAt = Number.NEGATIVE_INFINITY
    },
    async read() {
      const fresh = known?.sure === true && now() - known.at < times.freshMilliseconds
      if (!fresh && asking === null && now() - askedAt >= times.againMilliseconds) asking = ask()
      if (known?.sure !== true && asking !== null) await asking
      return known?.on ?? false
    },
  }
}
