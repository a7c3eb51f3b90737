// Rooms of a group or a private chat as Telegram's topics: opened, renamed, and in groups closed and reopened; a pinned message, and a sign on somebody's message.
// Whatever is so already counts as done, and a pin or a sign that cannot be set is not worth a second try.
import type { MessageMark, OutboundContent, RoomContent } from '../../domain/channel.ts'
import { readAddress, roomAddress } from '../../domain/room-address.ts'
import type { CallFailure } from './call-failure.ts'
import { limits } from './limits.ts'
import type { Result, SendOptions } from './send-options.ts'
import { readTarget, type Target, toMessageId } from './target.ts'
import type { CallResult, ClientSignal } from './telegram-api.ts'

export type RoomPart = RoomContent | Extract<OutboundContent, { type: 'pin' | 'mark' }>

/** The topic a message was meant for is not there (any more). */
export function isRoomGone(failure: CallFailure): boolean {
  return matches(failure, /message thread not found|TOPIC_ID_INVALID|TOPIC_DELETED|THREAD_NOT_FOUND/i)
}

/** The bot has no topic mode (any more). Of a group it would be a fault of the settings, which is told otherwise. */
export function hasNoRooms(address: string, failure: CallFailure): boolean {
  const target = readTarget(readAddress(address).chat)
  return typeof target === 'object' && target.chat_id > 0 && matches(failure, /not a forum/i)
}

const emojis = { noted: '✍', 'under-way': '👀', delivered: '👍', removed: '🙊' } as const satisfies Record<MessageMark, string>

export async function sendRoomPart(address: string, part: RoomPart, options: SendOptions): Promise<Result> {
  if (part.type === 'open-thread') return openTopic(address, part.title, options)
  const target = readTarget(address)
  if (typeof target === 'string') return { ok: false, failure: 'no-room' }
  if (part.type === 'pin' || part.type === 'mark') return sendSign(target, part, options)
  return changeTopic(target, part, options)
}

async function openTopic(address: string, title: string, { api, callLimits }: SendOptions): Promise<Result> {
  const { chat } = readAddress(address)
  const name = toName(title)
  const made = await api.call((methods, signal) => methods.createForumTopic({ chat_id: Number(chat), name }, signal), callLimits)
  if (!made.ok) return made
  return { ok: true, messageIds: [], address: roomAddress(chat, String(made.value.message_thread_id)) }
}

async function changeTopic(
  target: Target,
  part: Exclude<RoomContent, { type: 'open-thread' }>,
  options: SendOptions,
): Promise<Result> {
  const { chat_id, message_thread_id } = target
  // The general topic has no name of ours and is never closed.
  if (message_thread_id === undefined) return { ok: true, messageIds: [] }
  const topic = { chat_id, message_thread_id }
  return done(
    await options.api.call((methods, signal): Promise<true> => {
      if (part.type === 'close-thread') return methods.closeForumTopic(topic, signal)
      if (part.type === 'reopen-thread') return methods.reopenForumTopic(topic, signal)
      return methods.editForumTopic({ ...topic, name: toName(part.title) }, signal)
    }, options.callLimits),
    /TOPIC_NOT_MODIFIED/i,
  )
}

async function sendSign(
  { chat_id }: Target,
  part: Extract<RoomPart, { type: 'pin' | 'mark' }>,
  options: SendOptions,
): Promise<Result> {
  const id = toMessageId(part.type === 'pin' ? (part.messageIds[0] ?? '') : part.messageId)
  if (id === undefined) return { ok: true, messageIds: [] }
  const about = { chat_id, message_id: id }
  return done(
    await options.api.call((methods, signal: ClientSignal): Promise<true> => {
      if (part.type === 'pin') return methods.pinChatMessage({ ...about, disable_notification: true }, signal)
      return methods.setMessageReaction({ ...about, reaction: [{ type: 'emoji', emoji: emojis[part.mark] }] }, signal)
    }, options.callLimits),
    /./,
  )
}

/** Refusals that fit `settled` count as done. */
function done(result: CallResult<true>, settled: RegExp): Result {
  return result.ok || matches(result.failure, settled) ? { ok: true, messageIds: [] } : result
}

function toName(title: string): string {
  return title.slice(0, limits.topicNameLength).toWellFormed()
}

function matches(failure: CallFailure, pattern: RegExp): boolean {
  return failure.kind === 'answered' && failure.code === 400 && pattern.test(failure.description)
}
