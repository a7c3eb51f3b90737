// Turns a key and its values into a sentence in the reader's language, from the Fluent files beside this one.
// Knows mark-up and languages, nothing of tickets or channels; dates are made readable in when.ts.
import { readFileSync } from 'node:fs'
import { FluentBundle, FluentResource } from '@fluent/bundle'
import { type Language, languages } from '../domain/language.ts'
import type { Mark, MarkKind, RichText } from '../domain/rich-text.ts'

/** Texts are shown as they are; a number chooses the plural form and is shown as the language writes it. */
export type TextValues = Readonly<Record<string, string | number>>

/**
 * The sentence under `key`, with the marks its source has. Values never make marks, whatever they contain, and lose
 * control characters and bidirectional overrides.
 * @throws when the key or a value it needs is missing: a fault of ours, which the tests of the two files rule out.
 */
export function say(language: Language, key: string, values: TextValues = {}): RichText {
  const bundle = bundles[language]
  const pattern = bundle.getMessage(key)?.value
  if (pattern === undefined || pattern === null) throw new Error(`no text "${key}" in "${language}"`)
  const safe: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(values)) safe[name] = typeof value === 'string' ? clean(value) : value
  try {
    return readMarks(bundle.formatPattern(pattern, safe))
  } catch (error) {
    throw new Error(`text "${key}" in "${language}" cannot be said`, { cause: error })
  }
}

/** The same without marks: for button labels, menus and e-mail subjects. */
export function sayText(language: Language, key: string, values: TextValues = {}): string {
  return say(language, key, values).text
}

// Tags of the source become control characters while the pattern is formatted. Values have lost theirs by then, so a
// value can contain "<b>" and stay the text "<b>".
const tags: readonly { readonly tag: string; readonly kind: MarkKind; readonly opener: string; readonly closer: string }[] = [
  { tag: 'b', kind: 'bold', opener: '\u0001', closer: '\u0011' },
  { tag: 'i', kind: 'italic', opener: '\u0002', closer: '\u0012' },
  { tag: 'code', kind: 'code', opener: '\u0003', closer: '\u0013' },
  { tag: 'pre', kind: 'pre', opener: '\u0004', closer: '\u0014' },
  { tag: 'quote', kind: 'quote', opener: '\u0005', closer: '\u0015' },
]

function hideTags(source: string): string {
  return tags.reduce((text, { tag, opener, closer }) => text.replaceAll(`<${tag}>`, opener).replaceAll(`</${tag}>`, closer), source)
}

function readMarks(formatted: string): RichText {
  let text = ''
  const marks: Mark[] = []
  const open: { kind: MarkKind; from: number }[] = []
  for (const piece of formatted.split(/((?![\n\t])\p{Cc})/u)) {
    const opened = tags.find(({ opener }) => opener === piece)
    const closed = tags.find(({ closer }) => closer === piece)
    if (opened !== undefined) {
      open.push({ kind: opened.kind, from: text.length })
    } else if (closed !== undefined) {
      const last = open.pop()
      if (last?.kind !== closed.kind) throw new Error(`the mark ${closed.kind} is closed where it is not open`)
      if (text.length > last.from) marks.push({ kind: last.kind, from: last.from, length: text.length - last.from })
    } else {
      text += piece
    }
  }
  if (open.length > 0) throw new Error(`a mark is not closed: ${open.map((mark) => mark.kind).join(', ')}`)
  return { text, marks: marks.sort((a, b) => a.from - b.from || b.length - a.length) }
}

const unwanted = /(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]/gu

function clean(value: string): string {
  return value.replace(/\r\n?/g, '\n').replace(unwanted, '').toWellFormed()
}

function loadBundle(language: Language): FluentBundle {
  // Isolation marks would count against the platforms' limits and stand in texts that people copy.
  const bundle = new FluentBundle(language, { useIsolating: false, transform: hideTags })
  const source = readFileSync(new URL(`${language}.ftl`, import.meta.url), 'utf8')
  const [fault] = bundle.addResource(new FluentResource(source))
  if (fault !== undefined) throw fault
  return bundle
}

const bundles = Object.fromEntries(languages.map((language) => [language, loadBundle(language)])) as Record<Language, FluentBundle>
