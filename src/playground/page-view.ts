// What the page is told about people and their chats: small JSON, nothing a browser has no use for.
import type { Person, SeenMessage } from './server-contract.ts'
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
const shownMessages = 200

/** A chat as one person sees it. */
export function viewChat(bot: Bot, person: Person): object {
  return {
    id: person.chatId,
    blocked: bot.chats.get(person.chatId)?.blocked ?? false,
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
    date: message.date,
    text: seen.text || noteOn(seen),
    entities: message.entities ?? message.caption_entities ?? [],
    buttons: seen.buttons,
    files: seen.files.map(({ kind, fileId, fileName, mediaType, bytes }) => ({
      kind,
      fileId,
      fileName,
      mediaType,
      size: bytes?.length,
    })),
    edited: seen.edited,
    editable: !seen.byBot && message.text !== undefined,
    reactions: seen.reactions,
    forwarded: message.forward_origin !== undefined,
    ...(message.reply_to_message
      ? { replyTo: { text: message.reply_to_message.text ?? message.reply_to_message.caption ?? 'a file' } }
      : {}),
  }
}

/** Content without words, in words. */
function noteOn({ message, files }: SeenMessage): string {
  if (message.sticker) return message.sticker.emoji ?? 'Sticker'
  if (message.location) return `Location ${message.location.latitude}, ${message.location.longitude}`
  if (message.contact) return `Contact ${message.contact.first_name} ${message.contact.phone_number}`
  if (message.dice) return `${message.dice.emoji} ${message.dice.value}`
  if (message.pinned_message) return 'Pinned a message'
  if (message.forum_topic_created) return `Topic: ${message.forum_topic_created.name}`
  return files.length > 0 ? '' : '(no text)'
}
