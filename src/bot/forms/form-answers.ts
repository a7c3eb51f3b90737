// How answers are read that several forms ask for: the same fields that files have are read in the same way.
import type { FormAnswer } from '../../domain/conversation.ts'
import { type ImportKind, type RowFaultReason, readCell } from '../../domain/import-columns.ts'
import { type Language, languages } from '../../domain/language.ts'
import { searchCompanies } from '../../services/search-records.ts'
import { say, sayText } from '../../texts/render.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import type { ReadAnswer } from './form-step.ts'

/** A reader of a column of a file. */
export function readColumn(kind: ImportKind, field: string): (turn: EngineerTurn, text: string) => ReadAnswer {
  return ({ party }, text) => {
    const value = readCell(kind, field, text.trim())
    if (value !== null && typeof value === 'object' && 'reason' in value) {
      const { reason } = value as { readonly reason: RowFaultReason }
      return { wrong: say(party.language, 'form-wrong', { why: sayText(party.language, `import-row-${reason}`) }) }
    }
    if (value === undefined)
      return { wrong: say(party.language, 'form-wrong', { why: sayText(party.language, 'import-row-missing') }) }
    const shown = Array.isArray(value) ? value.join(', ') : String(value)
    return { value: shown, label: shown }
  }
}

export function languageChoices({ party }: EngineerTurn): readonly FormAnswer[] {
  return languages.map((value) => ({ value, label: sayText(party.language, `language-${value}`) }))
}

export function yesNo({ party }: EngineerTurn): readonly FormAnswer[] {
  return [
    { value: 'true', label: sayText(party.language, 'word-yes') },
    { value: 'false', label: sayText(party.language, 'word-no') },
  ]
}

/** A company by a part of its name: the one that fits, or those to choose among. */
export async function readCompany(turn: EngineerTurn, text: string): Promise<ReadAnswer> {
  const found = await searchCompanies(turn.tx, text)
  const [only] = found
  if (only === undefined) return { wrong: say(turn.party.language, 'records-none', { words: text.slice(0, 100) }) }
  if (found.length === 1) return { value: only.id, label: only.name }
  return { offer: found.map(({ id, name }) => ({ value: id, label: name })) }
}

/** A stored language; null for none. */
export function toLanguage(value: string): Language | null {
  return languages.find((language) => language === value) ?? null
}
