// One part of a content to one chat. What Telegram answers becomes an outcome; the few second tries that make sense within
// a send (marks refused, picture refused, message to change gone) are made here, everything else is the outbox's to decide.
import type { OutboundContent, SendOutcome } from '../../domain/channel.ts'
import { plain, type RichText } from '../../domain/rich-text.ts'
import {
  isAboutFileKind,
  isAboutMarks,
  isDeletedAlready,
  isGone,
  isUnchanged,
  toSendOutcome,
  usualFloodSeconds,
} from './errors.ts'
import { toEntities, toKeyboard } from './format.ts'
import { isRefused } from './group-files.ts'
import { limits } from './limits.ts'
import { sendFiles } from './send-files.ts'
import type { Result, SendOptions } from './send-options.ts'
import { hasNoRooms, isRoomGone, sendRoomPart } from './send-room.ts'
import { readTarget, type Target, toMessageId } from './target.ts'

/** Sends a part as `split` made it. Never throws for what the platform, the network or a file of ours does. */
export async function send(address: string, part: OutboundContent, options: SendOptions): Promise<SendOutcome> {
  const target = readTarget(address)
  if (target === 'unknown') return { kind: 'never', reason: 'unknown-chat', unreachable: 'unknown-chat' }
  if (part.type === 'open-thread') return toOutcome(address, await sendRoomPart(address, part, options), options)
  if (target === 'unopened') return { kind: 'no-room' }
  return toOutcome(address, await sendPart(address, target, part, options), options)
}

function toOutcome(address: string, result: Result, options: SendOptions): SendOutcome {
  if (result.ok)
    return { kind: 'sent', ...(result.address !== undefined && { address: result.address }), messageIds: result.messageIds }
  const { failure } = result
  if (failure === 'no-room') return { kind: 'no-room' }
  if (failure === 'file-unreadable') return { kind: 'later', reason: failure, scope: 'message' }
  if (failure === 'too-large' || failure === 'empty-file') return { kind: 'never', reason: failure }
  if (isRoomGone(failure) || hasNoRooms(address, failure)) return { kind: 'no-room' }
  const floods = failure.kind === 'answered' && failure.code === 429
  return toSendOutcome(failure, floods ? options.floodScope(address, failure.afterSeconds ?? usualFloodSeconds) : 'conversation')
}

function sendPart(address: string, chat: Target, part: OutboundContent, options: SendOptions): Promise<Result> {
  switch (part.type) {
    case 'text':
      return sendText(chat, part, options)
    case 'files':
      return sendFilesPart(chat, part, options)
    case 'edit':
      return sendEdit(chat, part, options)
    case 'delete':
      return sendDelete(chat, part.messageIds[0] ?? '', options)
    case 'menu':
      return sendMenu(chat, part, options)
    case 'open-thread':
    case 'rename-thread':
    case 'close-thread':
    case 'reopen-thread':
    case 'pin':
    case 'mark':
      return sendRoomPart(address, part, options)
  }
}

type Part<Type extends OutboundContent['type']> = Extract<OutboundContent, { type: Type }>

async function sendText(chat: Target, part: Part<'text'>, options: SendOptions): Promise<Result> {
  const keyboard = toKeyboard(part.buttons)
  const sent = await options.api.call(
    (methods, signal) =>
      methods.sendMessage(
        {
          ...chat,
          ...toText(part.text),
          ...(keyboard !== undefined && { reply_markup: keyboard }),
          ...toReply(part.replyTo),
        },
        signal,
      ),
    options.callLimits,
  )
  if (sent.ok) return { ok: true, messageIds: [String(sent.value.message_id)] }
  if (isAboutMarks(sent.failure) && part.text.marks.length > 0) {
    return sendText(chat, { ...part, text: plain(part.text.text) }, options)
  }
  return sent
}

async function sendFilesPart(chat: Target, part: Part<'files'>, options: SendOptions): Promise<Result> {
  const refused = part.files.find(isRefused)
  if (refused !== undefined) return { ok: false, failure: refused.bytes === 0 ? 'empty-file' : 'too-large' }
  const sent = await sendFiles(options.api, {
    target: { ...chat, ...toReply(part.replyTo) },
    files: part.files,
    ...(part.caption !== undefined && { caption: part.caption }),
    open: options.open,
    seconds: options.callLimits.seconds,
  })
  if (sent.ok) return { ok: true, messageIds: sent.value.map((message) => String(message.message_id)) }
  if (sent.failure === 'file-unreadable') return { ok: false, failure: sent.failure }
  if (isAboutFileKind(sent.failure) && part.files.some((file) => file.kind !== 'document')) {
    return sendFilesPart(chat, { ...part, files: part.files.map((file) => ({ ...file, kind: 'document' })) }, options)
  }
  if (isAboutMarks(sent.failure) && part.caption !== undefined && part.caption.marks.length > 0) {
    return sendFilesPart(chat, { ...part, caption: plain(part.caption.text) }, options)
  }
  return { ok: false, failure: sent.failure }
}

async function sendEdit(chat: Target, part: Part<'edit'>, options: SendOptions): Promise<Result> {
  const { messageId, text, buttons, instead = text } = part
  const id = toMessageId(messageId)
  const anew = () => sendText(chat, { type: 'text', text: instead, ...(buttons !== undefined && { buttons }) }, options)
  if (id === undefined) return anew()
  const keyboard = toKeyboard(part.buttons)
  const changed = await options.api.call(
    (methods, signal) =>
      methods.editMessageText(
        {
          chat_id: chat.chat_id,
          message_id: id,
          ...toText(part.text),
          ...(keyboard !== undefined && { reply_markup: keyboard }),
        },
        signal,
      ),
    options.callLimits,
  )
  if (changed.ok || isUnchanged(changed.failure)) return { ok: true, messageIds: [messageId] }
  if (isGone(changed.failure)) return anew()
  if (isAboutMarks(changed.failure) && part.text.marks.length > 0) {
    return sendEdit(chat, { ...part, text: plain(part.text.text) }, options)
  }
  return changed
}

/** One that is gone already is as it should be. */
async function sendDelete(chat: Target, messageId: string, options: SendOptions): Promise<Result> {
  const id = toMessageId(messageId)
  if (id === undefined) return { ok: true, messageIds: [] }
  const deleted = await options.api.call(
    (methods, signal) => methods.deleteMessage({ chat_id: chat.chat_id, message_id: id }, signal),
    options.callLimits,
  )
  return deleted.ok || isDeletedAlready(deleted.failure) ? { ok: true, messageIds: [] } : deleted
}

async function sendMenu(chat: Target, { entries }: Part<'menu'>, options: SendOptions): Promise<Result> {
  const scope = { type: 'chat', chat_id: chat.chat_id } as const
  const commands = entries?.slice(0, limits.menuEntries).map(({ command, description }) => ({
    command,
    description: description.slice(0, limits.menuDescriptionLength).toWellFormed(),
  }))
  const set = await options.api.call(
    (methods, signal) =>
      commands === undefined || commands.length === 0
        ? methods.deleteMyCommands({ scope }, signal)
        : methods.setMyCommands({ commands, scope }, signal),
    options.callLimits,
  )
  return set.ok ? { ok: true, messageIds: [] } : set
}

function toText(text: RichText) {
  const entities = toEntities(text)
  return { text: text.text, ...(entities.length > 0 && { entities }), link_preview_options: { is_disabled: true } }
}

/** Quoting a message that is gone must not keep the answer from arriving. */
function toReply(replyTo: string | undefined) {
  const id = replyTo === undefined ? undefined : toMessageId(replyTo)
  return id === undefined ? {} : { reply_parameters: { message_id: id, allow_sending_without_reply: true as const } }
}
