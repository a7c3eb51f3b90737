// A person's hands in one chat: writing, sending files, editing, pressing. What only a private chat has stands in person.ts,
// what a press is in pressing.ts.
import { randomInt } from 'node:crypto'
import type { ActorSeat } from './actor-seat.ts'
import { pushMessage, pushReaction } from './delivery-rules.ts'
import { findEntities } from './entities.ts'
import type { MediaKind } from './file-shelf.ts'
import { detailsOf, mediaContent } from './media.ts'
import { newTopic } from './methods/topics.ts'
import { pressButton } from './pressing.ts'
import { seenMessage, seenMessages } from './seen.ts'
import type {
  Actor,
  FileOptions,
  MessageReference,
  SeenMessage,
  SendOptions,
  Sent,
  WaitOptions,
  Wanted,
} from './server-contract.ts'
import { addMessage, type Chat, findMessage, type MessageEvent, type NewMessage, quoted, replaceMessage } from './state.ts'
import type { Message } from './telegram-objects.ts'
import { waitUntil } from './waiting.ts'

const usualPatienceMs = 5000

export function createActor(seat: ActorSeat): Actor {
  const { world, bot } = seat

  function say(content: NewMessage, options: SendOptions = {}): Sent {
    const chat = seat.chat()
    const around = surroundings(seat, chat, options)
    const stored = addMessage(world, bot, chat, { from: seat.user(), ...around, ...content }, false)
    const { message } = stored
    return { messageId: message.message_id, updateId: pushMessage(bot, chat, message, 'message'), mark: stored.mark, message }
  }

  function sayFile(kind: MediaKind, name: string, bytes: Uint8Array, options: FileOptions = {}): Sent {
    const stated = options.statedSize === undefined ? {} : { statedSize: options.statedSize }
    const content = Buffer.from(bytes)
    const lasting = options.duration === undefined ? {} : { duration: options.duration }
    const file = bot.files.add({
      kind,
      bytes: content,
      ...stated,
      details: { ...detailsOf(kind, name, options.mediaType, content), ...lasting },
    })
    return say({ ...mediaContent(bot, file), ...captionOf(options.caption) }, options)
  }

  const actor: Actor = {
    get user() {
      return seat.user()
    },
    get chatId() {
      return seat.chatId()
    },
    send: (text, options) => say(textOf(text), options),
    sendPhoto: (bytes, options) => sayFile('photo', 'photo.jpg', bytes, options),
    sendDocument: (name, bytes, options) => sayFile('document', name, bytes, options),
    sendVoice: (bytes, options) => sayFile('voice', 'voice.ogg', bytes, options),
    sendVideo: (bytes, options) => sayFile('video', 'video.mp4', bytes, options),
    sendVideoNote: (bytes, options) => sayFile('video_note', 'note.mp4', bytes, options),
    sendAudio: (name, bytes, options) => sayFile('audio', name, bytes, options),
    sendAlbum(items, options = {}) {
      const albumId = options.albumId ?? String(randomInt(2 ** 40))
      const parts = items.map(({ kind, bytes, name, mediaType, caption }) => {
        const file = bot.files.add({
          kind,
          bytes: Buffer.from(bytes),
          details: detailsOf(kind, name ?? `file.${kind}`, mediaType, Buffer.from(bytes)),
        })
        return say({ ...mediaContent(bot, file), ...captionOf(caption), media_group_id: albumId }, options)
      })
      return { albumId, parts }
    },
    sendSticker(emoji, options) {
      const file = bot.files.add({ kind: 'sticker', bytes: Buffer.from(emoji), details: { ...detailsOf('sticker', ''), emoji } })
      return say({ sticker: file.telegram }, options)
    },
    sendLocation: (latitude, longitude, options) => say({ location: { latitude, longitude } }, options),
    sendContact: (name, phone, options) => say({ contact: { phone_number: phone, first_name: name } }, options),
    sendContent: say,
    createTopic(name) {
      const chat = seat.chat()
      const forum = chat.telegram.type === 'private' ? bot.hasTopics : chat.telegram.is_forum
      if (!forum) throw new Error('There are no topics in this chat')
      return say(newTopic(chat, name))
    },
    edit(reference, text) {
      const chat = seat.chat()
      const stored = findMessage(chat, idOf(reference))
      if (!stored || stored.message.from?.id !== seat.user().id) throw new Error('Only an own message that stands can be edited')
      const content = stored.message.text === undefined ? captionOf(text) : textOf(text)
      const { entities: _entities, caption_entities: _captionEntities, ...rest } = stored.message
      const message = replaceMessage(world, bot, chat, stored, { ...rest, ...content, edit_date: world.clock.seconds() })
      return {
        messageId: message.message_id,
        updateId: pushMessage(bot, chat, message, 'edited_message'),
        mark: stored.mark,
        message,
      }
    },
    press: (button, options = {}) =>
      pressButton(seat, actor, button, options.message === undefined ? undefined : idOf(options.message)),
    react: (reference, emoji) => pushReaction(world, bot, seat.chat(), seat.user(), idOf(reference), emoji),
    messages: () => seenMessages(bot, seat.existing()).filter(({ byBot }) => byBot),
    transcript: () => seenMessages(bot, seat.existing()),
    mark: () => world.lastMark(),
    waitFor: (wanted, options) => waitForMessage(seat, actor, wanted, options),
  }
  return actor
}

function waitForMessage(seat: ActorSeat, actor: Actor, wanted: Wanted, options: WaitOptions = {}): Promise<SeenMessage> {
  const after = typeof options.after === 'object' ? options.after.mark : (options.after ?? 0)
  const fits = (message: SeenMessage): boolean => {
    if (message.mark <= after) return false
    if (typeof wanted === 'function') return wanted(message)
    return typeof wanted === 'string' ? message.text.includes(wanted) : wanted.test(message.text)
  }
  const { events } = seat.world
  return waitUntil(
    () => actor.messages().find(fits),
    (offer) => {
      const onMessage = ({ chat, stored }: MessageEvent): void => {
        if (chat !== seat.existing() || !stored.byBot || stored.deleted) return
        offer(() => {
          const seen = seenMessage(seat.bot, stored)
          return fits(seen) ? seen : undefined
        })
      }
      events.on('message', onMessage)
      return () => events.off('message', onMessage)
    },
    options.timeoutMs ?? usualPatienceMs,
    () => {
      const lines = actor.transcript().slice(-12).map(lineOf)
      return `No message of the bot to ${actor.user.first_name} fits ${String(wanted)}. The chat so far:\n${lines.join('\n')}`
    },
  )
}

function lineOf({ from, text, buttons }: SeenMessage): string {
  return `  ${from}: ${text} ${buttons
    .flat()
    .map((one) => `[${one.text}]`)
    .join(' ')}`
}

function surroundings(seat: ActorSeat, chat: Chat, options: SendOptions): NewMessage {
  const user = seat.user()
  const isForum = chat.telegram.type !== 'private' || seat.bot.hasTopics
  const target = options.replyTo === undefined ? undefined : findMessage(chat, idOf(options.replyTo))
  if (options.replyTo !== undefined && !target) throw new Error('The message replied to does not stand in this chat')
  const inherited = target?.message.is_topic_message && isForum ? target.message.message_thread_id : undefined
  const topic = options.topic ?? inherited
  if (topic !== undefined && !(isForum && chat.topics.has(topic))) throw new Error(`No topic ${topic} in this chat`)
  if (topic !== undefined && chat.topics.get(topic)?.closed)
    throw new Error('The topic is closed: nobody but admins can write in it')
  const origin =
    options.forwardedFrom === undefined
      ? undefined
      : { type: 'hidden_user', sender_user_name: options.forwardedFrom, date: seat.world.clock.seconds() }
  return {
    from: user,
    ...(topic === undefined ? {} : { message_thread_id: topic, is_topic_message: true as const }),
    ...(target ? { reply_to_message: quoted(target.message) } : {}),
    ...(origin ? { forward_origin: origin } : {}),
  }
}

function textOf(text: string): NewMessage {
  const entities = findEntities(text)
  return { text, ...(entities.length > 0 ? { entities } : {}) }
}

function captionOf(caption: string | undefined): Pick<Message, 'caption' | 'caption_entities'> {
  if (!caption) return {}
  const entities = findEntities(caption)
  return { caption, ...(entities.length > 0 ? { caption_entities: entities } : {}) }
}

function idOf(reference: MessageReference): number {
  return typeof reference === 'number' ? reference : reference.messageId
}
