// What the page is told about people and their chats: small JSON, nothing a browser has no use for.
import { seenMessages } from './seen.ts'
import type { BotApiServer, Person, SeenMessage } from './server-contract.ts'
import type { Bot } from './state.ts'

/** Someone to choose on the page. */
export interface PlaygroundPerson {
  readonly id: number
  readonly name: string
  readonly role: string
  readonly note: string
  readonly username?: string
  readonly language?: string
  /** The chat exists from the start, as after an earlier /start; else it begins with the person's first message. */
  readonly begun?: boolean
}

/** How many of a chat's last messages the page shows. */
export const shownMessages = 200

/** One line on where the chat with a person stands, for the list of people. */
export function viewLastMessage(bot: Bot, chatId: number): object | undefined {
  const last = seenMessages(bot, bot.chats.get(chatId)).at(-1)
  return last && viewInShort(last)
}

/** A message in one line. */
export function viewInShort(seen: SeenMessage): object {
  const file = seen.files[0]
  const text = seen.text || noteOn(seen) || file?.fileName || (file ? `${file.kind[0]?.toUpperCase()}${file.kind.slice(1)}` : '')
  return { text: text.slice(0, 120), date: seen.message.date, byBot: seen.byBot, from: seen.from }
}

/** Faults that are set, and how often each was met. */
export function viewFaults(server: BotApiServer): object[] {
  return server.faults().map(({ id, fault, hits }) => ({ id, fault, hits: hits() }))
}

/** A chat as one person sees it. */
export function viewChat(bot: Bot, person: Person): object {
  return {
    id: person.chatId,
    blocked: bot.chats.get(person.chatId)?.blocked ?? false,
    begun: bot.chats.has(person.chatId),
    menu: person.menu(),
    messages: person.transcript().slice(-shownMessages).map(viewMessage),
  }
}

export function viewMessage(seen: SeenMessage): object {
  const { message } = seen
  return {
    id: seen.messageId,
    byBot: seen.byBot,
    from: seen.from,
    fromId: message.from?.id,
    topic: seen.topic,
    date: message.date,
    text: seen.text || noteOn(seen),
    entities: message.entities ?? message.caption_entities ?? [],
    buttons: buttonsOf(seen),
    files: seen.files.map(({ kind, fileId, fileName, mediaType, bytes }) => ({
      kind,
      fileId,
      fileName,
      mediaType,
      size: bytes?.length,
      ...sidesOf(message, kind),
    })),
    album: message.media_group_id,
    service: serviceNote(message) !== undefined,
    edited: seen.edited,
    editable: !seen.byBot && message.text !== undefined,
    reactions: seen.reactions,
    forwarded: message.forward_origin !== undefined,
    ...(message.reply_to_message
      ? { replyTo: { text: message.reply_to_message.text ?? message.reply_to_message.caption ?? 'a file' } }
      : {}),
  }
}

/** Buttons as the page needs them: what a copying one copies stands in the message alone. */
function buttonsOf({ buttons, message }: SeenMessage): object[][] {
  const rows = message.reply_markup?.inline_keyboard
  return buttons.map((row, y) => row.map((button, x) => ({ ...button, copy: rows?.[y]?.[x]?.copy_text?.text })))
}

/** Width and height, so that the page keeps the room before the picture is there; seconds of what is heard. */
function sidesOf({ photo, voice }: SeenMessage['message'], kind: string): object {
  if (kind === 'voice') return { duration: voice?.duration }
  const { width, height } = (kind === 'photo' && photo?.at(-1)) || {}
  return { width, height }
}

/** What happened in the chat, said by nobody. */
export function serviceNote(message: SeenMessage['message']): string | undefined {
  const { forum_topic_created: topic, forum_topic_edited: renamed, new_chat_members: came, left_chat_member: left } = message
  if (message.pinned_message) return 'Pinned a message'
  if (topic) return `Topic: ${topic.name}`
  if (renamed) return `Topic renamed: ${renamed.name ?? ''}`
  if (message.forum_topic_closed) return 'Topic closed'
  if (message.forum_topic_reopened) return 'Topic reopened'
  if (came) return `${came.map((user) => user.first_name).join(', ')} joined`
  return left ? `${left.first_name} left` : undefined
}

/** Content without words, in words. */
function noteOn({ message, files }: SeenMessage): string {
  const note = serviceNote(message)
  if (note !== undefined) return note
  if (message.sticker) return message.sticker.emoji ?? 'Sticker'
  if (message.location) return `Location ${message.location.latitude}, ${message.location.longitude}`
  if (message.contact) return `Contact ${message.contact.first_name} ${message.contact.phone_number}`
  if (message.dice) return `${message.dice.emoji} ${message.dice.value}`
  return files.length > 0 ? '' : '(no text)'
}
