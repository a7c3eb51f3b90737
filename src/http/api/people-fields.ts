// The fields that contacts and engineers have in common in requests.
import { z } from 'zod'
import { switchableGroups } from '../../domain/notice-choice.ts'
import { email, language, line, telegramId, whatsapp } from '../fields.ts'

export const address = {
  email: email.nullish(),
  telegramId: telegramId.nullish(),
  whatsapp: whatsapp.nullish(),
  language: language.nullish(),
}

const mutedNotices = z
  .array(z.enum(switchableGroups))
  .optional()
  .describe('Groups of notices the person does not want; what carries a promise cannot be switched off')

export const addressChange = {
  name: line(200).optional(),
  email: email.nullable().optional(),
  telegramId: telegramId.nullable().optional().describe('Another id than before unlinks the chat; null clears it'),
  whatsapp: whatsapp.nullable().optional(),
  language: language.nullable().optional(),
  active: z.boolean().optional().describe('false takes every access away and unlinks the chats'),
  mutedNotices,
}

/** Nothing needs to be said; an empty object is as good. */
export const nothing = z.strictObject({}).nullish()

type Address = z.output<z.ZodObject<typeof address>>

export function toAddress({ name, email, telegramId, whatsapp, language }: Address & { name: string }) {
  return { name, email: email ?? null, telegramId: telegramId ?? null, whatsapp: whatsapp ?? null, language: language ?? null }
}
