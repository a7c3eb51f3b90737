// The rungs of the rota in words.
import type { Language } from '../domain/language.ts'
import type { Rung } from '../domain/on-call.ts'
import { sayText } from './render.ts'

/** "first", "second". */
export function sayRung(language: Language, rung: Rung): string {
  return sayText(language, rung === 1 ? 'oncall-rung-1' : 'oncall-rung-2')
}
