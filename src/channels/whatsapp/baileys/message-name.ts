// Our own message ids: made of what is sent and to whom, so that the same part has the same id in every try, in every process.
import { createHash } from 'node:crypto'
import type { PersonJid } from '../jid.ts'

/** As web clients write theirs; not to be guessed by who does not know the key. */
const prefix = '3EB0'

export function nameMessage(account: string, jid: PersonJid, key: string): string {
  const hash = createHash('sha256').update(JSON.stringify([account, jid, key]))
  return prefix + hash.digest('hex').slice(0, 18).toUpperCase()
}
