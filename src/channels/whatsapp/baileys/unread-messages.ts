// Which messages of a chat were not yet shown as read: they are when we answer, as a person would.
import type { WAMessageKey } from '@whiskeysockets/baileys'
import { createRecent } from './recent.ts'

export interface UnreadMessages {
  add(address: string, key: WAMessageKey): void
  /** Those of a chat; from then on they count as read. */
  take(address: string): readonly WAMessageKey[]
}

const mostChats = 5000
const mostPerChat = 50

export function createUnreadMessages(): UnreadMessages {
  const chats = createRecent<readonly WAMessageKey[]>(mostChats)
  return {
    add(address, key) {
      chats.set(address, [...(chats.get(address) ?? []), key].slice(-mostPerChat))
    },
    take(address) {
      const keys = chats.get(address) ?? []
      chats.delete(address)
      return keys
    },
  }
}
