// One Telegram id or WhatsApp number belongs to one active contact or engineer: else nobody could say who is writing.

import type { Tx } from '../db/client.ts'
import { isTelegramIdTaken, isWhatsappTaken } from '../db/person-records.ts'
import { lockValues } from '../db/value-lock.ts'
import { Refusal } from '../domain/errors.ts'

/**
 * Holds the addresses until the transaction ends, so that of two people who are given the same one at once one is refused.
 * @param self the person who may have them already.
 * @throws Refusal `conflict`, naming the field.
 */
export async function requireFreeAddress(
  tx: Tx,
  wanted: { readonly telegramId: string | null; readonly whatsapp: string | null },
  self: string | null,
): Promise<void> {
  const { telegramId, whatsapp } = wanted
  await lockValues(tx, [
    ...(telegramId === null ? [] : [`telegram:${telegramId}`]),
    ...(whatsapp === null ? [] : [`whatsapp:${whatsapp}`]),
  ])
  if (telegramId !== null && (await isTelegramIdTaken(tx, telegramId, self))) {
    throw new Refusal('conflict', { reason: 'telegram-id-taken' }, 'telegramId')
  }
  if (whatsapp !== null && (await isWhatsappTaken(tx, whatsapp, self))) {
    throw new Refusal('conflict', { reason: 'whatsapp-taken' }, 'whatsapp')
  }
}
