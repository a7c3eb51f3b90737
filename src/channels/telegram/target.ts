// Where a message goes, in Telegram's numbers: a chat, or a topic of it.
import { readAddress } from '../../domain/room-address.ts'

export interface Target {
  readonly chat_id: number
  /** The topic; absent for a chat as a whole. */
  readonly message_thread_id?: number
}

/** "unopened": a topic that is not there yet; "unknown": no address of Telegram's. */
export function readTarget(address: string): Target | 'unopened' | 'unknown' {
  const { chat, room, opened } = readAddress(address)
  const chatId = toMessageId(chat)
  if (chatId === undefined) return 'unknown'
  if (room === null) return { chat_id: chatId }
  if (!opened) return 'unopened'
  const thread = toMessageId(room)
  return thread === undefined ? 'unknown' : { chat_id: chatId, message_thread_id: thread }
}

/** Ids travel as text; undefined for anything that is none. */
export function toMessageId(id: string): number | undefined {
  return /^-?\d{1,16}$/.test(id) && Number.isSafeInteger(Number(id)) ? Number(id) : undefined
}
