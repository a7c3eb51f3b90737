// What is shown above a reply: the platform wants the quoted words in the message itself. Ours are found where all we sent is
// kept; of theirs a few are remembered while the process lives. What is not found is not quoted.
import type { proto, WAMessage } from '@whiskeysockets/baileys'
import { type PersonJid, personJid, readMessageId } from '../jid.ts'
import type { Quoted } from './compose.ts'
import type { LiveSession } from './live-session.ts'
import { unwrap } from './message-content.ts'
import { createRecent } from './recent.ts'
import type { SentPort } from './sent-port.ts'

export interface Quotes {
  /** A message of theirs that could be quoted. */
  remember(message: WAMessage): void
  find(messageId: string | undefined, to: { readonly jid: PersonJid; readonly session: LiveSession }): Promise<Quoted | null>
}

const mostRemembered = 2000
const longestQuote = 300

export function createQuotes(sent: SentPort): Quotes {
  const theirs = createRecent<Quoted>(mostRemembered)
  return {
    remember({ key, message }) {
      const [jid, messageId] = [personJid(key.remoteJid), readMessageId(key.id)]
      if (jid === null || messageId === null || message == null || key.fromMe === true) return
      theirs.set(messageId, { messageId, author: jid, content: { conversation: wordsOf(unwrap(message)) } })
    },
    async find(messageId, { jid, session }) {
      if (messageId === undefined) return null
      const remembered = theirs.get(messageId)
      if (remembered !== undefined) return remembered
      const ours = await sent.find(messageId)
      if (ours === null || ours.jid !== jid) return null
      const content = session.baileys.proto.Message.decode(ours.content)
      const me = personJid(session.socket.user?.id)
      return me === null ? null : { messageId, author: me, content: { conversation: wordsOf(content) } }
    },
  }
}

function wordsOf(content: proto.IMessage): string {
  const words =
    content.conversation ??
    content.extendedTextMessage?.text ??
    content.imageMessage?.caption ??
    content.documentMessage?.caption ??
    content.documentMessage?.fileName ??
    ''
  return words.slice(0, longestQuote).toWellFormed()
}
