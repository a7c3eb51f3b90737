// The reference for WhatsApp: the bare library with its secrets in memory, answering every message. A process of its own, so
// that its memory can be measured: node bare-baileys.ts <socket> <login>
import { readFileSync } from 'node:fs'
import makeWASocket, {
  type AuthenticationCreds,
  BufferJSON,
  type SignalDataTypeMap,
  type WAMessage,
} from '@whiskeysockets/baileys'
import { guardConsole } from '../../src/channels/whatsapp/baileys/console-guard.ts'
import { createLibraryLog } from '../../src/channels/whatsapp/baileys/library-log.ts'

guardConsole()
const [waWebSocketUrl = '', login = ''] = process.argv.slice(2)
const creds = JSON.parse(readFileSync(login, 'utf8'), BufferJSON.reviver) as AuthenticationCreds
const shelves = new Map<string, unknown>()
const nothing = () => undefined

const socket = makeWASocket({
  waWebSocketUrl,
  auth: {
    creds,
    keys: {
      get: async (type, ids) => {
        const found = ids.map((id) => [id, shelves.get(`${type}:${id}`)]).filter(([, value]) => value !== undefined)
        return Object.fromEntries(found) as Record<string, SignalDataTypeMap[typeof type]>
      },
      set: async (data) => {
        for (const [type, values] of Object.entries(data))
          for (const [id, value] of Object.entries(values ?? {})) shelves.set(`${type}:${id}`, value ?? undefined)
      },
    },
  },
  logger: createLibraryLog({ debug: nothing, info: nothing, warn: nothing, error: nothing }),
  emitOwnEvents: false,
  markOnlineOnConnect: false,
  syncFullHistory: false,
})
socket.ev.on('creds.update', (update) => void Object.assign(creds, update))
socket.ev.on('messages.upsert', ({ messages }) => {
  for (const message of messages) void answer(message).catch((error: unknown) => console.error(String(error)))
})

async function answer({ key, message }: WAMessage): Promise<void> {
  const text = message?.conversation ?? message?.extendedTextMessage?.text
  if (key.fromMe === true || key.remoteJid == null || text == null) return
  await socket.sendMessage(key.remoteJid, { text: `You said: ${text}`, linkPreview: null })
}
