// Pages of lists as the API shows them: `items` and `nextCursor`. A cursor is opaque to its reader; here it is the key of
// the last row, as base64url of JSON.
import { z } from 'zod'
import type { Page, PageRequest } from '../db/page.ts'
import { invalidField } from './problem.ts'

/** The query parameters of every list. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('1 to 200'),
  cursor: z.string().max(300).optional().describe('`nextCursor` of the page before'),
}

export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

/** @param key what this list's cursors hold. @throws RequestFault for a cursor that this list did not give. */
export function readPage<Key>(query: { limit: number; cursor?: string | undefined }, key: z.ZodType<Key>): PageRequest<Key> {
  if (query.cursor === undefined) return { after: null, limit: query.limit }
  const parsed = key.safeParse(decode(query.cursor))
  if (!parsed.success) throw invalidField('cursor', 'is not a cursor of this list')
  return { after: parsed.data, limit: query.limit }
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

export function toList<Row, Key, Answer>(
  page: Page<Row, Key>,
  answer: (row: Row) => Answer,
): { items: Answer[]; nextCursor: string | null } {
  const nextCursor = page.next === null ? null : Buffer.from(JSON.stringify(page.next)).toString('base64url')
  return { items: page.items.map(answer), nextCursor }
}
