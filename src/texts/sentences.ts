// Reads the sentences of one language from Fluent source and says them as rich text. Knows mark-up and nothing of which
// sentences there are, or of tickets and channels.
import { FluentBundle, FluentResource } from '@fluent/bundle'
import type { Language } from '../domain/language.ts'
import type { Mark, MarkKind, RichText } from '../domain/rich-text.ts'

/** Texts are shown as they are; a number chooses the plural form and is shown as the language writes it. */
export type TextValues = Readonly<Record<string, string | number>>

/** @throws when the key, or a value it needs, is missing, or a mark is not closed in order. */
export type Sentences = (key: string, values?: TextValues) => RichText

/**
 * The sentences of a Fluent source. Marks come from the source alone (<b> <i> <code> <pre> <quote>): values never make
 * any, whatever they contain, and lose control characters (all but line feed and tab) and bidirectional overrides.
 */
export function readSentences(language: Language, source: string): Sentences {
  // Isolation marks would count against the platforms' limits and stand in texts that people copy.
  const bundle = new FluentBundle(language, { useIsolating: false, transform: hideTags })
  const [fault] = bundle.addResource(new FluentResource(source))
  if (fault !== undefined) throw fault
  return (key, values = {}) => {
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
  return tags.reduce(
    (text, { tag, opener, closer }) => text.replaceAll(`<${tag}>`, opener).replaceAll(`</${tag}>`, closer),
    source,
  )
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
