// Begins and stops a broadcast: one text to many contacts. Saying it, a few at a time, is continue-broadcasts.ts.
import {
  type BroadcastRecord,
  countConnected,
  findAudience,
  findBroadcast,
  insertBroadcast,
  lockBroadcast,
  skipWaiting,
  updateBroadcast,
} from '../db/broadcasts.ts'
import type { Tx } from '../db/client.ts'
import { findCompany } from '../db/companies.ts'
import { addAudit } from '../db/identities.ts'
import { type Actor, nameActor } from '../domain/actor.ts'
import { type Audience, mostBroadcastCharacters } from '../domain/broadcast.ts'
import { dayAt } from '../domain/day.ts'
import { Refusal } from '../domain/errors.ts'
import type { ContactId, ConversationId } from '../domain/ids.ts'
import type { Desk } from './desk.ts'
import { showProgress } from './show-broadcast.ts'

export interface AudienceSize {
  readonly contactIds: readonly ContactId[]
  /** Those of them who have a chat. */
  readonly connected: number
}

/** Whom a broadcast would reach now. @throws Refusal `not-found`, naming `audience`, for a company that is not there. */
export async function measureAudience(tx: Tx, audience: Audience): Promise<AudienceSize> {
  if (audience.kind === 'company' && (await findCompany(tx, audience.companyId)) === null)
    throw new Refusal('not-found', {}, 'audience')
  const contactIds = await findAudience(tx, audience, dayAt(tx.now))
  return { contactIds, connected: await countConnected(tx, contactIds) }
}

/**
 * Who is meant is settled here; whoever is deactivated before their turn is left out all the same.
 * @param card the message in the admin's chat that shows how far it is.
 * @throws Refusal `invalid`, naming `audience`, when there is nobody; naming `text` when it is empty or too long.
 */
export async function beginBroadcast(
  tx: Tx,
  { audience, text }: { readonly audience: Audience; readonly text: string },
  by: Actor,
  card?: { readonly conversationId: ConversationId; readonly cardKey: string },
): Promise<BroadcastRecord> {
  if (text.trim() === '' || text.length > mostBroadcastCharacters)
    throw new Refusal('invalid', { reason: 'broadcast-text' }, 'text')
  const { contactIds } = await measureAudience(tx, audience)
  if (contactIds.length === 0) throw new Refusal('invalid', { reason: 'broadcast-nobody' }, 'audience')
  const engineer = by.kind === 'engineer' ? { engineerId: by.id } : {}
  const id = await insertBroadcast(tx, { audience, text: text.trim(), contactIds, ...engineer, ...card })
  const data = { people: String(contactIds.length), audience: JSON.stringify(audience) }
  await addAudit(tx, { actor: nameActor(by), action: 'broadcast', subject: `broadcast:${id}`, data })
  return getBroadcast(tx, id)
}

/** What was said already stays said; whoever has not been told is not. One that is over stays as it is. @throws Refusal `not-found`. */
export async function stopBroadcast(tx: Tx, desk: Desk, id: string, by: Actor): Promise<BroadcastRecord> {
  const found = await lockBroadcast(tx, id)
  if (found === null) throw new Refusal('not-found')
  if (found.state !== 'running') return found
  await skipWaiting(tx, id)
  await updateBroadcast(tx, id, { state: 'stopped', nextAt: null, finishedAt: tx.now })
  await addAudit(tx, { actor: nameActor(by), action: 'stop-broadcast', subject: `broadcast:${id}` })
  const stopped = await getBroadcast(tx, id)
  await showProgress(tx, desk, stopped)
  return stopped
}

/** @throws Refusal `not-found`. */
export async function getBroadcast(tx: Tx, id: string): Promise<BroadcastRecord> {
  const found = await findBroadcast(tx, id)
  if (found === null) throw new Refusal('not-found')
  return found
}
