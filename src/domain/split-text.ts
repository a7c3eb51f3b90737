// Long texts in pieces that fit one message each. Where to cut is decided here, what becomes of the pieces in split.ts.
import { type RichText, slice } from './rich-text.ts'

/**
 * The pieces of a text, each at most `limit` UTF-16 code units, cut between paragraphs if that leaves no tiny piece, else
 * between lines, words, or characters, never inside one. Blanks around a cut are dropped; marks that span it go on in
 * both pieces. A text that fits is one piece, as it is.
 */
export function splitText(rich: RichText, limit: number): RichText[] {
  const { text } = rich
  if (text.length <= limit) return [rich]
  const pieces: RichText[] = []
  let start = skipBlanks(text, 0)
  while (start < text.length) {
    const end = text.length - start <= limit ? text.length : start + cutAt(text.slice(start, start + limit + 1), limit)
    const trimmed = start + text.slice(start, end).trimEnd().length
    if (trimmed > start) pieces.push(slice(rich, start, trimmed))
    start = skipBlanks(text, end)
  }
  return pieces.length === 0 ? [slice(rich, 0, limit)] : pieces
}

/** Where to cut a window of `limit` + 1 code units (one more, so that a break right at the limit counts). */
function cutAt(window: string, limit: number): number {
  const leastPiece = limit / 4
  for (const breaks of [/\n\s*\n/g, /\n/g, /\s/g]) {
    const last = [...window.matchAll(breaks)].at(-1)?.index ?? 0
    if (last >= leastPiece) return last
  }
  return /[\uD800-\uDBFF]/.test(window[limit - 1] ?? '') && /[\uDC00-\uDFFF]/.test(window[limit] ?? '') ? limit - 1 : limit
}

function skipBlanks(text: string, from: number): number {
  const rest = text.slice(from).search(/\S/)
  return rest === -1 ? text.length : from + rest
}
