// What the desk forgets, and when. The ledger (outbox and its attempts), tickets and parked messages are never touched.
import type { Tx } from './client.ts'
import { pruneOffers } from './offered-choices.ts'
import { pruneBudgets } from './send-budget.ts'
import { pruneWhatsAppSent } from './whatsapp-sent.ts'

const hour = 3600 * 1000
const day = 24 * hour

/** A redelivery of a processed message is recognised for this long; no platform keeps an update for more than a day. */
const inboxDays = 30
/** An idempotency key may be used again after this. */
const idempotencyHours = 48
const linkCodeDays = 30
/** Numbered lines count for a day, and are known as old for a week. */
const offerDays = 7

/** A platform that reports failures later does so within this. */
const keptHours = 72

/** One bounded round of deleting. @returns how many rows went; call again until it is 0. */
export async function pruneRows(tx: Tx, limit: number): Promise<number> {
  // An array, not IN: a join of so many rows would read the whole table.
  const inbound = await tx.sql.$executeRaw`
    DELETE FROM inbound_message WHERE id = ANY(ARRAY(
      SELECT id FROM inbound_message WHERE state = 'done' AND processed_at < ${ago(tx, inboxDays * day)} ORDER BY processed_at LIMIT ${limit}))`
  const keys = await tx.sql.$executeRaw`
    DELETE FROM idempotency_key WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM idempotency_key WHERE created_at < ${ago(tx, idempotencyHours * hour)} LIMIT ${limit}))`
  const codes = await tx.sql.$executeRaw`
    DELETE FROM link_code WHERE id IN (
      SELECT id FROM link_code WHERE coalesce(used_at, expires_at) < ${ago(tx, linkCodeDays * day)} LIMIT ${limit})`
  const offers = await pruneOffers(tx, ago(tx, offerDays * day), limit)
  const sent = await pruneWhatsAppSent(tx, limit)
  const kept = await tx.sql.$executeRaw`
    UPDATE outbox_message SET content = NULL WHERE id = ANY(ARRAY(
      SELECT id FROM outbox_message WHERE state = 'sent' AND content IS NOT NULL AND finished_at < ${ago(tx, keptHours * hour)} LIMIT ${limit}))`
  return kept + inbound + keys + codes + offers + sent + (await pruneBudgets(tx, limit))
}

function ago(tx: Tx, milliseconds: number): Date {
  return new Date(tx.now.getTime() - milliseconds)
}
