// The people on WhatsApp on the page: chosen, written as, listened to. Their server may start after the page is up, so it is given
// later; nothing of it is loaded here.
import { EventEmitter } from 'node:events'
import type { SecondMessenger, SecondNews } from './second-messenger.ts'
import type { WhatsAppServer } from './whatsapp/contract.ts'
import { actOnWhatsApp } from './whatsapp-acts.ts'
import { findChatFile, viewWhatsAppChat, type WhatsAppChat } from './whatsapp-chat.ts'

export interface WhatsAppPageUser {
  /** The page's number for them; no one else's. */
  readonly id: number
  readonly name: string
  readonly role: string
  readonly note: string
  /** Digits only. */
  readonly number: string
  readonly lid: string
}

export interface WhatsAppChats extends SecondMessenger {
  /** From now on these people can be chosen. */
  run(server: WhatsAppServer, users: readonly WhatsAppPageUser[]): void
  stop(): void
}

export interface WhatsAppChatsOptions {
  /** What is sent when somebody presses Start: an invitation's text, or a greeting. */
  readonly startText: (user: WhatsAppPageUser) => Promise<string>
}

interface Known extends WhatsAppChat {
  readonly user: WhatsAppPageUser
  /** What was told to listeners, to tell only what is new. */
  readonly told: Map<string, string>
  typing: number
}

export function createWhatsAppChats({ startText }: WhatsAppChatsOptions): WhatsAppChats {
  const bell = new EventEmitter().setMaxListeners(0)
  const chats = new Map<number, Known>()
  let stopListening: () => void = () => undefined

  function listen(): void {
    for (const chat of chats.values()) tellNews(chat)
  }

  function tellNews(chat: Known): void {
    const now = Math.floor(Date.now() / 1000)
    for (const { id } of chat.person.messages()) if (!chat.seenAt.has(id)) chat.seenAt.set(id, now)
    if (chat.person.typingSeen > chat.typing) {
      chat.typing = chat.person.typingSeen
      bell.emit('news', { kind: 'typing', chat: chat.user.id, message: null } satisfies SecondNews)
    }
    for (const message of viewWhatsAppChat(chat)) {
      const state = JSON.stringify(message)
      const before = chat.told.get(message.id)
      chat.told.set(message.id, state)
      if (before === state) continue
      bell.emit('news', { kind: before === undefined ? 'new' : 'changed', chat: chat.user.id, message } satisfies SecondNews)
    }
  }

  function find(id: number): Known {
    const chat = chats.get(id)
    if (!chat) throw new Error('Nobody of that number is on WhatsApp here')
    return chat
  }

  return {
    run(server, users) {
      for (const user of users) {
        const person = server.phone(user.name, { number: user.number, lid: user.lid })
        chats.set(user.id, { user, person, own: [], seenAt: new Map(), told: new Map(), typing: 0 })
      }
      stopListening = server.onChange(listen)
      bell.emit('persons')
    },
    stop() {
      stopListening()
      chats.clear()
    },
    persons: () =>
      [...chats.values()].map((chat) => {
        const { id, name, role, note, number } = chat.user
        const last = viewWhatsAppChat(chat).at(-1)
        const shown = last && { text: last.text.slice(0, 120), date: last.date, byBot: last.byBot }
        return { id, name, role, note, messenger: 'WhatsApp', address: `+${number}`, last: shown }
      }),
    has: (id) => chats.has(id),
    chat: (id) => ({ id, blocked: false, begun: find(id).own.length > 0, menu: [], messages: viewWhatsAppChat(find(id)) }),
    transcript: (id) =>
      viewWhatsAppChat(find(id))
        .map(({ byBot, text }) => `${byBot ? 'The bot' : find(id).user.name}: ${text}`)
        .join('\n'),
    async act(id, act) {
      const chat = find(id)
      const messages = await actOnWhatsApp(chat, act, () => startText(chat.user))
      chat.own.push(...messages)
      tellNews(chat)
      return { ids: messages.map(({ sent }) => sent.id) }
    },
    file(id) {
      for (const chat of chats.values()) {
        const found = findChatFile(chat, id)
        if (found) return found
      }
      return undefined
    },
    onNews(listener) {
      bell.on('news', listener)
      return () => bell.off('news', listener)
    },
    onPersons(listener) {
      bell.on('persons', listener)
      return () => bell.off('persons', listener)
    },
  }
}
