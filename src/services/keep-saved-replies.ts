// Saved replies added, changed and removed, from the chat and through the API; each change is in the audit.
import type { Tx } from '../db/client.ts'
import { addAudit } from '../db/identities.ts'
import { deleteSaved, findSavedById, insertSaved, type SavedFields, type SavedReply, updateSaved } from '../db/saved-replies.ts'
import type { Actor } from '../domain/actor.ts'
import { Refusal } from '../domain/errors.ts'
import { placeholders, savedBodyLength, toSavedName, unknownPlaceholders } from '../domain/saved-reply.ts'

/** @throws Refusal `invalid` (its reason: "saved-name", "saved-long", "saved-placeholders" with the words), `conflict`. */
export async function addSaved(tx: Tx, fields: SavedFields, by: Actor): Promise<SavedReply> {
  const name = toSavedName(fields.name)
  if (name === null) throw new Refusal('invalid', { reason: 'saved-name' }, 'name')
  const body = requireBody(fields.body)
  const saved = await insertSaved(tx, { ...fields, name, body })
  if (saved === null) throw new Refusal('conflict', { reason: 'saved-there' }, 'name')
  await audit(tx, 'saved-reply.added', saved, by)
  return saved
}

/** @throws Refusal `not-found`, `invalid` as above. */
export async function changeSaved(tx: Tx, id: string, given: string, by: Actor): Promise<SavedReply> {
  const body = requireBody(given)
  const saved = await requireSaved(tx, id)
  await updateSaved(tx, id, body)
  await audit(tx, 'saved-reply.changed', saved, by)
  return { ...saved, body, changedAt: tx.now }
}

/** @returns what it said. @throws Refusal `not-found`. */
export async function removeSaved(tx: Tx, id: string, by: Actor): Promise<SavedReply> {
  const saved = await requireSaved(tx, id)
  await deleteSaved(tx, id)
  await audit(tx, 'saved-reply.removed', saved, by)
  return saved
}

async function requireSaved(tx: Tx, id: string): Promise<SavedReply> {
  const saved = await findSavedById(tx, id)
  if (saved === null) throw new Refusal('not-found')
  return saved
}

function requireBody(given: string): string {
  const body = given.trim()
  if (body === '') throw new Refusal('invalid', { reason: 'saved-empty' }, 'body')
  if (body.length > savedBodyLength) throw new Refusal('invalid', { reason: 'saved-long' }, 'body')
  const unknown = unknownPlaceholders(body)
  if (unknown.length === 0) return body
  const words = unknown.map((word) => `{${word}}`).join(', ')
  throw new Refusal('invalid', { reason: 'saved-placeholders', words, placeholders: sayPlaceholders() }, 'body')
}

/** "{client}, {company}, ...", as they are written. */
export function sayPlaceholders(): string {
  return placeholders.map((name) => `{${name}}`).join(', ')
}

async function audit(tx: Tx, action: string, { id, name, language }: SavedReply, by: Actor): Promise<void> {
  const actor = by.kind === 'engineer' || by.kind === 'contact' ? `${by.kind}:${by.id}` : by.kind
  await addAudit(tx, { actor, action, subject: `saved-reply:${id}`, data: { name, language } })
}
