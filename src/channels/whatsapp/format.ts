// Marked text as WhatsApp writes it: signs within the text. Marks become signs where WhatsApp will read them as such, and signs
// that somebody merely typed are kept from being read as marks. Shared by both ways into WhatsApp.
import type { Mark, RichText } from '../../domain/rich-text.ts'

const signs = { bold: '*', italic: '_', code: '`' } as const
const typedSigns = ['*', '_', '~'] as const
/** A blank as thin as a hair: a sign that has a blank on its inner side marks nothing, and can still be read and copied. */
const hair = '\u200a'
const block = '```'

/** The text with its marks as signs. A mark that WhatsApp could not show (in the middle of a word) is left out. */
export function toMarkup({ text, marks }: RichText): string {
  const blocks = marks.filter(({ kind }) => kind === 'pre' || kind === 'code')
  const spans = marks.flatMap((mark) => drawable(text, mark)).filter((span) => !isInside(span, blocks))
  const inserted = new Map<number, string>()
  const insert = (at: number, sign: string) => inserted.set(at, (inserted.get(at) ?? '') + sign)
  // Ends before beginnings, inner before outer: signs have to be nested.
  for (const { to, sign } of spans.toReversed().toSorted((a, b) => b.from - a.from || a.to - b.to)) insert(to, sign)
  for (const at of new Set(hairs(text, spans, blocks).map((place) => place.at))) insert(at, hair)
  for (const { from, sign } of spans.toSorted((a, b) => a.from - b.from || b.to - a.to)) insert(from, sign)
  return quote(weave(text, inserted), shift(marks, inserted))
}

interface Span {
  readonly from: number
  readonly to: number
  readonly sign: string
}

/** The pieces of a mark that signs can stand around: within one line, without blanks at the ends, and not in the middle of a word. */
function drawable(text: string, mark: Mark): Span[] {
  const to = mark.from + mark.length
  if (mark.kind === 'quote') return []
  if (mark.kind === 'pre') return [{ from: mark.from, to, sign: block }]
  const sign = signs[mark.kind]
  return linesOf(text, mark.from, to)
    .map((line) => trim(text, line))
    .filter((line) => line.to > line.from && !isWord(text[line.from - 1]) && !isWord(text[line.to]))
    .map((line) => ({ ...line, sign }))
}

function linesOf(text: string, from: number, to: number): { from: number; to: number }[] {
  const lines: { from: number; to: number }[] = []
  for (let start = from; start <= to; ) {
    const end = text.indexOf('\n', start)
    const stop = end === -1 || end > to ? to : end
    lines.push({ from: start, to: stop })
    start = stop + 1
  }
  return lines
}

function trim(text: string, { from, to }: { from: number; to: number }) {
  const piece = text.slice(from, to)
  return { from: to - piece.trimStart().length, to: from + piece.trimEnd().length }
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character)
}

function isInside(span: Span, blocks: readonly Mark[]): boolean {
  if (span.sign === block || span.sign === signs.code) return false
  return blocks.some((mark) => span.from >= mark.from && span.to <= mark.from + mark.length)
}

/** Where hairs go: at typed signs that could be read as the beginning or the end of a mark, with another such sign on their line. */
function hairs(text: string, spans: readonly Span[], blocks: readonly Mark[]): { at: number }[] {
  const isBlocked = (at: number) => blocks.some(({ from, length }) => at >= from && at < from + length)
  const places: { at: number }[] = []
  for (const line of linesOf(text, 0, text.length)) {
    for (const sign of typedSigns) {
      const typed = placesOf(text, sign, line).filter((at) => !isBlocked(at))
      const drawn = spans.some((span) => span.sign === sign && span.from >= line.from && span.to <= line.to)
      if (typed.length === 0 || (typed.length === 1 && !drawn)) continue
      for (const at of typed) places.push(...hairsAt(text, at))
    }
    if (text[line.from] === '>') places.push({ at: line.from })
  }
  return places
}

function placesOf(text: string, sign: string, { from, to }: { from: number; to: number }): number[] {
  const places: number[] = []
  for (let at = text.indexOf(sign, from); at !== -1 && at < to; at = text.indexOf(sign, at + 1)) places.push(at)
  return places
}

/** On both sides: two signs in a row would else stand for each other's inner side. */
function hairsAt(text: string, at: number): { at: number }[] {
  const [before, after] = [text[at - 1], text[at + 1]]
  const opens = after !== undefined && !/\s/.test(after) && !isWord(before)
  const closes = before !== undefined && !/\s/.test(before) && !isWord(after)
  return opens || closes ? [{ at }, { at: at + 1 }] : []
}

/** A typed backtick becomes one that marks nothing: no blank would keep it from that. */
function weave(text: string, inserted: ReadonlyMap<number, string>): string {
  const harmless = text.replaceAll('`', '‵')
  let woven = ''
  let done = 0
  for (const [at, sign] of [...inserted].toSorted(([a], [b]) => a - b)) {
    woven += harmless.slice(done, at) + sign
    done = at
  }
  return woven + harmless.slice(done)
}

/** Quotes as they lie in the woven text. */
function shift(marks: readonly Mark[], inserted: ReadonlyMap<number, string>): Span[] {
  const grown = (to: number, isEnd: boolean) =>
    [...inserted].reduce((sum, [at, sign]) => (at < to || (isEnd && at === to) ? sum + sign.length : sum), to)
  return marks
    .filter(({ kind }) => kind === 'quote')
    .map(({ from, length }) => ({ from: grown(from, false), to: grown(from + length, true), sign: '> ' }))
}

/** Each line of a quote begins with its sign. */
function quote(text: string, quotes: readonly Span[]): string {
  let quoted = text
  for (const { from, to } of quotes.toSorted((a, b) => b.from - a.from)) {
    const start = quoted.lastIndexOf('\n', from - 1) + 1
    quoted = quoted.slice(0, start) + quoted.slice(start, to).replace(/^/gm, '> ') + quoted.slice(to)
  }
  return quoted
}
