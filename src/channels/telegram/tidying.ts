// Telegram writes a line into the group for each pin and each change of a topic. In the engineers' group they are removed at once;
// one that stays does no harm, so nothing is tried twice.
import type { Message, Update } from 'grammy/types'
import { toMessageId } from './target.ts'
import type { TelegramApi } from './telegram-api.ts'

const mostAtOnce = 20
const callSeconds = 5

const untidy = [
  'pinned_message',
  'forum_topic_edited',
  'forum_topic_closed',
  'forum_topic_reopened',
] as const satisfies readonly (keyof Message)[]

/** Removes such lines among received updates, in the background. Without a group it does nothing. */
export function createTidying(
  api: TelegramApi,
  stop: AbortSignal,
  groupId: string | undefined,
): (updates: readonly Update[]) => void {
  const group = groupId === undefined ? undefined : toMessageId(groupId)
  let running = 0
  return (updates) => {
    if (group === undefined) return
    for (const { message } of updates) {
      if (message?.chat?.id !== group || !untidy.some((key) => message[key] !== undefined)) continue
      if (running >= mostAtOnce || stop.aborted) continue
      running += 1
      const line = { chat_id: group, message_id: message.message_id }
      void api
        .call((methods, signal) => methods.deleteMessage(line, signal), { seconds: callSeconds, stop })
        .finally(() => {
          running -= 1
        })
    }
  }
}
