// The address under which an engineer lets clients find them (RULES 1: some publish one, some do not).

import type { Tx } from '../db/client.ts'
import type { EngineerId } from '../domain/ids.ts'

/** "@petras" or a WhatsApp number; null when the engineer publishes none. */
export async function findPublicAddress(tx: Tx, id: EngineerId): Promise<string | null> {
  const engineer = await tx.sql.engineer.findUnique({ where: { id }, include: { identities: true } })
  if (engineer === null || !engineer.publicContact) return null
  const username = engineer.identities.find((identity) => identity.channel === 'telegram')?.username
  if (username !== undefined && username !== null) return `@${username}`
  if (engineer.telegramId?.startsWith('@') === true) return engineer.telegramId
  return engineer.whatsapp
}
