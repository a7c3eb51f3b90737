// Why a record could not be saved as it was entered, in words.
import type { Refusal } from '../../domain/errors.ts'
import type { Language } from '../../domain/language.ts'
import type { RichText } from '../../domain/rich-text.ts'
import { say } from '../../texts/render.ts'

const known = {
  'external-id-taken': 'form-conflict-external-id',
  'telegram-id-taken': 'form-conflict-telegram',
  'whatsapp-taken': 'form-conflict-whatsapp',
  'server-name-taken': 'form-conflict-server',
  'subscription-overlap': 'form-conflict-plan',
  'unknown-plan': 'form-conflict-unknown-plan',
  'vat-and-exemption': 'form-conflict-vat',
  'last-main-user': 'form-conflict-main-user',
} as const

/** What stands in the way; for what nobody thought of, that it cannot be done. */
export function wordConflict(language: Language, { values }: Refusal): RichText {
  const reason = values['reason'] ?? ''
  return say(language, reason in known ? known[reason as keyof typeof known] : 'form-conflict')
}
