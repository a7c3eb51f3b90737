// Words that the cards of records share.
import type { Language } from '../../domain/language.ts'
import type { RichText } from '../../domain/rich-text.ts'
import { say, sayText } from '../../texts/render.ts'
import type { FieldName } from '../forms/form-step.ts'

/** "E-mail: ruta@example.org"; nothing for an empty one. */
export function wordField(language: Language, field: FieldName, value: string | null): readonly RichText[] {
  if (value === null || value === '') return []
  return [say(language, 'form-line', { field: sayText(language, `field-${field}`), value })]
}

/** A button's label that fits on a phone. */
export function cutLabel(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`
}
