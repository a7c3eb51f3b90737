// One person's chat on WhatsApp as the page shows it: what they wrote and what the account wrote, in the order in which it
// happened. What they do stands in whatsapp-chats.ts.
import type { SeenWhatsApp, SentWhatsApp, WhatsAppPerson } from './whatsapp/contract.ts'
import { readWhatsAppMarks } from './whatsapp-marks.ts'

/** What the person wrote. */
export interface OwnMessage {
  readonly sent: SentWhatsApp
  readonly date: number
  readonly file?: OwnFile
  readonly replyTo?: string
  /** Instead of a text: a place, a contact. */
  readonly note?: string
  text: string
  edited: boolean
}

export interface OwnFile {
  readonly kind: 'photo' | 'document' | 'voice'
  readonly fileName: string
  readonly mediaType: string
  readonly bytes: Buffer
}

export interface WhatsAppChat {
  readonly person: WhatsAppPerson
  readonly own: OwnMessage[]
  /** Seconds at which a message of the account was first seen here. */
  readonly seenAt: Map<string, number>
}

export interface ShownMessage {
  readonly id: string
  readonly mark: number
  readonly byBot: boolean
  readonly date: number
  readonly text: string
  readonly [detail: string]: unknown
}

const kinds = { image: 'photo', document: 'document', audio: 'audio', video: 'video', sticker: 'sticker' } as const

/** Everything that stands in the chat, oldest first. */
export function viewWhatsAppChat(chat: WhatsAppChat): readonly ShownMessage[] {
  const seen = chat.person.messages()
  const gone = new Set(seen.filter(({ kind }) => kind === 'delete').map(({ about }) => about))
  const shown = [
    ...chat.own.map((message) => viewOwn(chat, message, seen)),
    ...seen.filter(({ kind, id }) => stands.has(kind) && !gone.has(id)).map((message) => viewSeen(chat, message, seen)),
  ]
  return shown.sort((a, b) => a.mark - b.mark)
}

const stands: ReadonlySet<SeenWhatsApp['kind']> = new Set<SeenWhatsApp['kind']>(['text', 'media', 'poll', 'other'])

export function textOfMessage(chat: WhatsAppChat, id: string | undefined): string | undefined {
  if (id === undefined) return undefined
  const own = chat.own.find(({ sent }) => sent.id === id)
  if (own) return own.text || own.note || own.file?.fileName || ''
  const seen = chat.person.messages().find((message) => message.id === id)
  return seen && (readWhatsAppMarks(seen.text).text || seen.media?.fileName || 'a file')
}

function viewSeen(chat: WhatsAppChat, message: SeenWhatsApp, all: readonly SeenWhatsApp[]): ShownMessage {
  const changed = all.findLast(({ kind, about }) => kind === 'edit' && about === message.id)
  const { text, entities } = readWhatsAppMarks((changed ?? message).text)
  const { media } = message
  const quoted = textOfMessage(chat, message.about)
  const file = media && {
    kind: media.kind === 'audio' && media.voice ? 'voice' : kinds[media.kind],
    fileId: fileIdOf(message.id),
    fileName: media.fileName,
    mediaType: media.mediaType,
    size: media.bytes?.length,
  }
  return {
    ...base(message.id, message.mark, chat.seenAt.get(message.id) ?? 0),
    byBot: true,
    from: 'The bot',
    text: text || (file ? '' : '(cannot be shown)'),
    entities,
    files: file ? [file] : [],
    edited: changed !== undefined,
    reactions: [],
    editable: false,
    ...(quoted === undefined ? {} : { replyTo: { text: quoted } }),
  }
}

function viewOwn(chat: WhatsAppChat, message: OwnMessage, all: readonly SeenWhatsApp[]): ShownMessage {
  const { sent, file } = message
  const quoted = textOfMessage(chat, message.replyTo)
  const signs = all.filter(({ kind, about, text }) => kind === 'reaction' && about === sent.id && text !== '')
  return {
    ...base(sent.id, sent.mark, message.date),
    byBot: false,
    from: chat.person.name,
    text: message.text || message.note || '',
    entities: [],
    files: file
      ? [
          {
            kind: file.kind,
            fileId: fileIdOf(sent.id),
            fileName: file.fileName,
            mediaType: file.mediaType,
            size: file.bytes.length,
          },
        ]
      : [],
    edited: message.edited,
    reactions: signs.slice(-1).map(({ text }) => ({ emoji: text })),
    editable: message.file === undefined && message.note === undefined,
    ...(quoted === undefined ? {} : { replyTo: { text: quoted } }),
  }
}

function base(id: string, mark: number, date: number) {
  return { id, mark, date, buttons: [], service: false, forwarded: false }
}

/** Of the message's file, in the page's addresses. */
function fileIdOf(id: string): string {
  return `wa-${id.replace(/[^\w-]/g, '')}`
}

/** The file under such an id, of this chat. */
export function findChatFile(chat: WhatsAppChat, fileId: string): { bytes: Buffer; fileName: string | undefined } | undefined {
  const own = chat.own.find(({ sent, file }) => file !== undefined && fileIdOf(sent.id) === fileId)?.file
  if (own) return own
  const media = chat.person.messages().find(({ id }) => fileIdOf(id) === fileId)?.media
  return media?.bytes && { bytes: media.bytes, fileName: media.fileName }
}
