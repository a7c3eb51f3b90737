// What somebody on the page does in their chat on WhatsApp: writing, replying, correcting, sending files. How the chat is shown is
// whatsapp-chat.ts.
import { readJson } from './page-json.ts'
import type { SecondAct } from './second-messenger.ts'
import type { SentWhatsApp } from './whatsapp/contract.ts'
import type { OwnFile, OwnMessage, WhatsAppChat } from './whatsapp-chat.ts'

interface Words {
  readonly text?: string
  readonly replyTo?: string
  readonly messageId?: string
  readonly payload?: string
  readonly latitude?: number
  readonly longitude?: number
  readonly name?: string
  readonly phone?: string
  readonly items?: readonly {
    readonly kind: string
    readonly name?: string
    readonly base64: string
    readonly caption?: string
    readonly mediaType?: string
  }[]
}

/** @returns what came to stand in the chat; nothing when something in it was changed. */
export async function actOnWhatsApp(
  chat: WhatsAppChat,
  act: SecondAct,
  start: () => Promise<string>,
): Promise<readonly OwnMessage[]> {
  if (act.name === 'file') return [await sendFile(chat, act.query, act.contentType, act.body)]
  const words = readJson<Words>(act.body)
  const { person } = chat
  const { text = '', replyTo } = words
  switch (act.name) {
    case 'send':
      return [own(await say(chat, text, replyTo), { text, ...(replyTo === undefined ? {} : { replyTo }) })]
    case 'open-link': {
      const said = words.payload ?? (await start())
      return [own(await person.send(said), { text: said })]
    }
    case 'edit': {
      const message = chat.own.find(({ sent }) => sent.id === words.messageId)
      if (!message) throw new Error('That is no message of theirs')
      await person.edit(message.sent, text)
      message.text = text
      message.edited = true
      return []
    }
    case 'location': {
      const { latitude = 54.687, longitude = 25.28 } = words
      return [own(await person.sendLocation(latitude, longitude), { text: '', note: `Location ${latitude}, ${longitude}` })]
    }
    case 'contact': {
      const { name = '', phone = '' } = words
      return [own(await person.sendContact(name, phone), { text: '', note: `Contact ${name} ${phone}` })]
    }
    case 'album':
      return sendAlbum(chat, words)
    default:
      throw new Error(`No action "${act.name}" on WhatsApp`)
  }
}

function say(chat: WhatsAppChat, text: string, replyTo: string | undefined): Promise<SentWhatsApp> {
  const quoted = quotable(chat, replyTo)
  return quoted === undefined ? chat.person.send(text) : chat.person.replyTo(quoted, text)
}

function quotable({ own: sent, person }: WhatsAppChat, id: string | undefined) {
  if (id === undefined) return undefined
  return sent.find((message) => message.sent.id === id)?.sent ?? person.messages().find((message) => message.id === id)
}

/** One message each: an album there is nothing but several of them. */
async function sendAlbum(chat: WhatsAppChat, { items = [], replyTo }: Words): Promise<readonly OwnMessage[]> {
  const sent: OwnMessage[] = []
  for (const { kind, name = 'file', mediaType = '', base64, caption = '' } of items) {
    const query = new URLSearchParams({ kind, name, ...(caption ? { caption } : {}), ...(replyTo ? { replyTo } : {}) })
    sent.push(await sendFile(chat, query, mediaType, Buffer.from(base64, 'base64')))
  }
  return sent
}

async function sendFile(chat: WhatsAppChat, query: URLSearchParams, contentType: string, body: Buffer): Promise<OwnMessage> {
  const name = query.get('name') ?? 'file'
  const text = query.get('caption') ?? ''
  const kind = query.get('kind')
  const file: OwnFile = {
    kind: kind === 'photo' || kind === 'voice' ? kind : 'document',
    fileName: name,
    mediaType: contentType || 'application/octet-stream',
    bytes: body,
  }
  const quoted = quotable(chat, query.get('replyTo') ?? undefined)
  const options = {
    mediaType: file.mediaType,
    ...(text === '' ? {} : { caption: text }),
    ...(quoted === undefined ? {} : { replyTo: quoted }),
    ...(file.kind === 'voice' ? { voice: true, seconds: Number(query.get('duration') ?? 3) } : {}),
  }
  const media = file.kind === 'photo' ? 'image' : file.kind === 'voice' ? 'audio' : 'document'
  return own(await chat.person.sendMedia(media, name, body, options), {
    text,
    file,
    ...(quoted === undefined ? {} : { replyTo: quoted.id }),
  })
}

function own(sent: SentWhatsApp, message: Pick<OwnMessage, 'text' | 'file' | 'replyTo' | 'note'>): OwnMessage {
  return { ...message, sent, date: Math.floor(Date.now() / 1000), edited: false }
}
