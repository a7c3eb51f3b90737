// Saved replies as rows: one for each name and language.

import { newId } from '../domain/ids.ts'
import { type Language, languages } from '../domain/language.ts'
import type { Tx } from './client.ts'
import type { SavedReply as Row } from './generated/client.ts'
import { type Page, type PageRequest, toPage } from './page.ts'

export interface SavedReply {
  readonly id: string
  readonly name: string
  readonly language: Language
  readonly body: string
  readonly changedAt: Date
}

export type SavedFields = Pick<SavedReply, 'name' | 'language' | 'body'>

function toSaved({ id, name, language, body, changedAt }: Row): SavedReply {
  return { id, name, language: languages.find((each) => each === language) ?? 'en', body, changedAt }
}

/** By name, then language. A desk has dozens of them; `most` keeps a page of a chat in bounds. */
export async function findSavedReplies(tx: Tx, most: number): Promise<readonly SavedReply[]> {
  return (await tx.sql.savedReply.findMany({ orderBy: [{ name: 'asc' }, { language: 'asc' }], take: most })).map(toSaved)
}

/** All languages of one name. */
export async function findSavedByName(tx: Tx, name: string): Promise<readonly SavedReply[]> {
  return (await tx.sql.savedReply.findMany({ where: { name }, orderBy: { language: 'asc' } })).map(toSaved)
}

export async function findSavedById(tx: Tx, id: string): Promise<SavedReply | null> {
  const row = await tx.sql.savedReply.findUnique({ where: { id } })
  return row === null ? null : toSaved(row)
}

/** In the order they were made. */
export async function findSavedPage(tx: Tx, { after, limit }: PageRequest<string>): Promise<Page<SavedReply, string>> {
  const where = after === null ? {} : { id: { gt: after } }
  const rows = await tx.sql.savedReply.findMany({ where, orderBy: { id: 'asc' }, take: limit + 1 })
  return toPage(rows, limit, { item: toSaved, key: (row) => row.id })
}

/** Null: there is one of this name and language. */
export async function insertSaved(tx: Tx, { name, language, body }: SavedFields): Promise<SavedReply | null> {
  const id = newId(tx.now) as string
  const made = await tx.sql.$executeRaw`
    INSERT INTO saved_reply (id, name, language, body, created_at, changed_at)
    VALUES (${id}::uuid, ${name}, ${language}, ${body}, ${tx.now}, ${tx.now}) ON CONFLICT (name, language) DO NOTHING`
  return made === 0 ? null : { id, name, language, body, changedAt: tx.now }
}

export async function updateSaved(tx: Tx, id: string, body: string): Promise<void> {
  await tx.sql.savedReply.update({ where: { id }, data: { body, changedAt: tx.now } })
}

export async function deleteSaved(tx: Tx, id: string): Promise<void> {
  await tx.sql.savedReply.deleteMany({ where: { id } })
}
