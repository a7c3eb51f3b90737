// Text with marks, as every channel can show it in its own way. Marks count UTF-16 code units, as JavaScript and
// Telegram do. Nobody escapes anything: a channel that wants mark-up makes it from the marks.

export type MarkKind = 'bold' | 'italic' | 'code' | 'pre' | 'quote'

export interface Mark {
  readonly kind: MarkKind
  readonly from: number
  readonly length: number
}

export interface RichText {
  readonly text: string
  readonly marks: readonly Mark[]
}

/** A text without marks. */
export function plain(text: string): RichText {
  return { text, marks: [] }
}

/** The parts one after the other, with `separator` between them; empty parts are left out. */
export function join(parts: readonly RichText[], separator = '\n'): RichText {
  let text = ''
  const marks: Mark[] = []
  for (const part of parts) {
    if (part.text === '') continue
    if (text !== '') text += separator
    for (const mark of part.marks) marks.push({ ...mark, from: mark.from + text.length })
    text += part.text
  }
  return { text, marks }
}

/** The piece from `from` to `to` (code units), marks cut to fit. */
export function slice(rich: RichText, from: number, to = rich.text.length): RichText {
  const marks: Mark[] = []
  for (const mark of rich.marks) {
    const start = Math.max(mark.from, from)
    const end = Math.min(mark.from + mark.length, to)
    if (end > start) marks.push({ kind: mark.kind, from: start - from, length: end - start })
  }
  return { text: rich.text.slice(from, to), marks }
}
