// A chat as a person sees it: stored messages turned into lines with text, buttons and files.
import type { SeenButton, SeenFile, SeenMessage } from './server-contract.ts'
import type { Bot, Chat, StoredMessage } from './state.ts'
import type { Message, TelegramFile } from './telegram-objects.ts'

/** Everything that stands in the chat, oldest first. */
export function seenMessages(bot: Bot, chat: Chat | undefined): SeenMessage[] {
  return chat ? [...chat.messages.values()].filter(({ deleted }) => !deleted).map((stored) => seenMessage(bot, stored)) : []
}

export function seenMessage(bot: Bot, stored: StoredMessage): SeenMessage {
  const { message } = stored
  return {
    messageId: message.message_id,
    byBot: stored.byBot,
    from: message.from?.first_name ?? '',
    text: message.text ?? message.caption ?? '',
    buttons: buttonsOf(message),
    files: filesOf(bot, message),
    edited: message.edit_date !== undefined,
    replyTo: message.reply_to_message?.message_id,
    topic: message.message_thread_id,
    mark: stored.mark,
    reactions: stored.reactions,
    message,
  }
}

function buttonsOf({ reply_markup: markup }: Message): SeenButton[][] {
  const inline = markup?.inline_keyboard?.map((row) =>
    row.map(({ text, callback_data: data, url }) => ({
      text,
      ...(data === undefined ? {} : { data }),
      ...(url === undefined ? {} : { url }),
    })),
  )
  const reply = markup?.keyboard?.map((row) =>
    row.map((button) => (typeof button === 'string' ? { text: button } : { text: button.text })),
  )
  return inline ?? reply ?? []
}

function filesOf(bot: Bot, message: Message): SeenFile[] {
  const { photo, document, voice, video, video_note: videoNote, audio, animation } = message
  const found: [kind: string, file: TelegramFile | undefined][] = [
    ['photo', photo?.at(-1)],
    ['document', document],
    ['voice', voice],
    ['video', video],
    ['video_note', videoNote],
    ['audio', audio],
    ['animation', animation],
  ]
  return found.flatMap(([kind, file]) => {
    if (!file) return []
    const { file_id: fileId, file_name: fileName, mime_type: mediaType } = file
    return [{ kind, fileId, fileName, mediaType, bytes: bot.files.find(fileId)?.bytes }]
  })
}
