// Who a comment or file is from, as requests say it: one contact, or one engineer.
import { z } from 'zod'
import type { ContactId, EngineerId } from '../../domain/ids.ts'
import { id } from '../fields.ts'

export const author = z
  .strictObject({ contact: id.optional(), engineer: id.optional() })
  .refine(({ contact, engineer }) => (contact === undefined) !== (engineer === undefined), 'must be one contact or one engineer')

export type Author = z.output<typeof author>

/** The author as the services want it. */
export function toAuthor({ contact, engineer }: Author): { contactId: ContactId } | { engineerId: EngineerId } {
  return contact === undefined ? { engineerId: engineer as EngineerId } : { contactId: contact as ContactId }
}
