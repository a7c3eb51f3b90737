// Says a sentence in the reader's language. The sentences stand in the Fluent files beside this one, how they are read in
// sentences.ts; days and sums are made readable in when.ts and money.ts before they come here.
import { readFileSync } from 'node:fs'
import { type Language, languages } from '../domain/language.ts'
import type { RichText } from '../domain/rich-text.ts'
import { readSentences, type Sentences, type TextValues } from './sentences.ts'

export type { TextValues } from './sentences.ts'

/**
 * The sentence under `key`. Ids, ticket numbers, days and sums are passed as text, only counts as numbers.
 * @throws when the key or a value it needs is missing: a fault of ours, which the tests of the texts rule out.
 */
export function say(language: Language, key: string, values?: TextValues): RichText {
  return sentences[language](key, values)
}

/** The same without marks: for button labels, menus and subjects. */
export function sayText(language: Language, key: string, values?: TextValues): string {
  return say(language, key, values).text
}

const sentences = Object.fromEntries(
  languages.map((language) => [
    language,
    readSentences(language, readFileSync(new URL(`${language}.ftl`, import.meta.url), 'utf8')),
  ]),
) as Record<Language, Sentences>
