// The piece of a text in which somebody's words stand, for a list of what was found. Pure; what fits is the search's business.

/** Letters as people type them in a hurry: small, and Lithuanian ones without their marks. As long as the text, letter by letter. */
function fold(text: string): string {
  return [...text.toLowerCase()].map((letter) => letter.normalize('NFD').charAt(0).padEnd(letter.length, ' ')).join('')
}

/** What may differ at a word's end: "calls" and "call", „skambučiai“ and „skambutis“. Numbers and short words stand as they are. */
function stem(word: string): string {
  if (/\d/u.test(word) || word.length < 5) return word
  return word.slice(0, Math.max(4, word.length - 3))
}

/**
 * At most about `length` characters around the first of the words, on one line, with an ellipsis where something is left out;
 * the beginning when none of them stands there.
 */
export function excerpt(text: string, words: string, length: number): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  if (line.length <= length) return line
  const folded = fold(line)
  const wanted = fold(words).match(/[\p{L}\p{N}]+/gu) ?? []
  const places = wanted.map((word) => folded.indexOf(stem(word))).filter((place) => place >= 0)
  const first = places.length === 0 ? 0 : Math.min(...places)
  const from = first < length / 2 ? 0 : line.lastIndexOf(' ', first - length / 4) + 1
  const cut = line.slice(from, from + length)
  const ends = from + length >= line.length
  const kept = ends ? cut : cut.replace(/\s\S*$/u, '')
  return `${from > 0 ? '… ' : ''}${kept.toWellFormed()}${ends ? '' : ' …'}`
}
