// Which two ids are one person's, as far as this process has seen or the login's own store knows. Nobody is asked over the
// network here: that would stand between a message and its being stored.
import type { WAMessageKey } from '@whiskeysockets/baileys'
import type { InboundText } from '../../../domain/channel.ts'
import { isLid, type PersonJid, personJid, userOf } from '../jid.ts'
import type { LiveSession } from './live-session.ts'
import { createRecent } from './recent.ts'

export interface KnownIds {
  otherOf(jid: PersonJid): PersonJid | null
  pair(first: unknown, second: unknown): void
  /** What a message's key says, else what the login's store knows of its sender. */
  learn(key: WAMessageKey, session: LiveSession): Promise<void>
  /** A phone may send one message twice, and under the other of its ids the second time: then it is called as the first was. */
  sameAgain(message: InboundText): InboundText
}

const mostPeople = 20_000
const mostMessages = 5000

export function createKnownIds(): KnownIds {
  const others = createRecent<PersonJid>(mostPeople)
  const names = createRecent<string>(mostMessages)

  function pair(first: unknown, second: unknown): void {
    const [a, b] = [personJid(first), personJid(second)]
    if (a === null || b === null || isLid(a) === isLid(b)) return
    others.set(a, b)
    others.set(b, a)
  }

  return {
    otherOf: (jid) => others.get(jid) ?? null,
    pair,
    async learn(key, session) {
      const jid = personJid(key.remoteJid)
      if (jid === null || key.fromMe === true) return
      if (key.remoteJidAlt !== undefined) return pair(jid, key.remoteJidAlt)
      if (others.get(jid) !== undefined) return
      const other = await findStored(jid, session)
      if (other !== null) pair(jid, other)
    },
    sameAgain(message) {
      const ids = [message.sender.userId, ...(message.sender.alsoKnownAs ?? [])]
      const bare = message.externalId.slice(message.externalId.indexOf('|'))
      const first = ids.map((id) => names.get(id + bare)).find((name) => name !== undefined) ?? message.externalId
      for (const id of ids) names.set(id + bare, first)
      return first === message.externalId ? message : { ...message, externalId: first }
    },
  }
}

/** As the library writes it: the LID under the number, and the number under "<LID>_reverse". */
async function findStored(jid: PersonJid, { socket }: LiveSession): Promise<PersonJid | null> {
  const name = isLid(jid) ? `${userOf(jid)}_reverse` : userOf(jid)
  const found = await socket.authState.keys.get('lid-mapping', [name])
  const user = found[name]
  if (typeof user !== 'string' || !/^\d+$/.test(user)) return null
  return personJid(`${user}@${isLid(jid) ? 's.whatsapp.net' : 'lid'}`)
}
