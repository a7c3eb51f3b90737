// Buttons for a channel that has none: written as lines with numbers, and read back from what people answer. What was offered
// to whom, and until when, is remembered elsewhere.
import type { OutboundButton } from './channel.ts'

type Rows = readonly (readonly OutboundButton[])[]

/** The buttons that can be pressed, in the order of their lines; these are what a channel reports as `choices`. */
export function choicesOf(rows: Rows): readonly OutboundButton[] {
  return rows.flat().filter((button) => button.data !== undefined)
}

/** One line for each button, whatever the language: "1. Blocker"; one that leads to an address is "label: address", unnumbered. */
export function writeChoices(rows: Rows): readonly string[] {
  let number = 0
  return rows.flat().map((button) => {
    const label = button.label.replace(/\s+/gu, ' ').trim()
    return button.data === undefined ? `${label}: ${button.url ?? ''}` : `${++number}. ${label}`
  })
}

export type ChoiceAnswer =
  /** The button that is meant. */
  | { readonly kind: 'choice'; readonly button: OutboundButton }
  /** A bare number, and none of those that were offered. */
  | { readonly kind: 'stale' }
  /** Not an answer: something a person says. */
  | { readonly kind: 'text' }

/**
 * What an answer means. A number ("2", "2.", "(2)", "#2" is none: that names a ticket), or a button's words whatever their case,
 * accents, emoji and the punctuation around them. Words that several buttons share mean none of them.
 */
export function readChoice(text: string, choices: readonly OutboundButton[]): ChoiceAnswer {
  const number = /^\s*[("'“„[]*\s*(?<digits>\d{1,3})\s*[.):,!\]"'”]*\s*$/u.exec(plainDigits(text))?.groups?.['digits']
  if (number !== undefined) {
    const button = choices[Number(number) - 1]
    return button === undefined ? { kind: 'stale' } : { kind: 'choice', button }
  }
  const words = fold(text)
  // A slash makes it a command.
  if (words === '' || text.trim().startsWith('/')) return { kind: 'text' }
  const meant = choices.filter((button) => fold(button.label) === words)
  const [only] = meant
  return only !== undefined && meant.every(({ data }) => data === only.data) ? { kind: 'choice', button: only } : { kind: 'text' }
}

/** Keycaps ("2️⃣") and wide digits are digits. */
function plainDigits(text: string): string {
  return text
    .slice(0, 40)
    .normalize('NFKC')
    .replace(/[\ufe0f\u20e3]/gu, '')
}

/** Small letters without accents; signs, emoji and spaces around the words are gone, those between are one space. */
function fold(text: string): string {
  // Longer than any label: surely something else.
  if (text.length > 200) return ''
  const letters = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return letters.replace(/[^\p{L}\p{N}#/+-]+/gu, ' ').replace(/^[\s/+-]+|[\s/+-]+$/gu, '')
}
