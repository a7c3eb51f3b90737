// Texts that are sent often: their names, their placeholders, and which language of one a client gets. Pure.
import type { Language } from './language.ts'

/** What may stand in braces in a saved reply. */
export const placeholders = ['client', 'company', 'ticket', 'summary', 'priority', 'server', 'engineer'] as const
export type Placeholder = (typeof placeholders)[number]

export const savedNameLength = 30
export const savedBodyLength = 3000

/** "Greeting" and "greeting" are one name; null when it cannot be one: letters, digits, "-" and "_", up to 30. */
export function toSavedName(word: string): string | null {
  const name = word.normalize('NFC').toLowerCase()
  return name.length <= savedNameLength && /^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u.test(name) ? name : null
}

const braces = /\{\s*(\p{L}[\p{L}\p{N}_-]{0,29})\s*\}/gu

/** Words in braces that stand for nothing, each once. A brace that holds anything but a word is text. */
export function unknownPlaceholders(body: string): readonly string[] {
  const words = [...body.matchAll(braces)].map(([, word = '']) => word.toLowerCase())
  return [...new Set(words)].filter((word) => !isPlaceholder(word))
}

/** The text with its placeholders filled. A value is never looked through for further ones. */
export function fillPlaceholders(body: string, values: Readonly<Record<Placeholder, string>>): string {
  return body.replace(braces, (whole, word: string) => {
    const name = word.toLowerCase()
    return isPlaceholder(name) ? values[name] : whole
  })
}

function isPlaceholder(word: string): word is Placeholder {
  return placeholders.some((name) => name === word)
}

/** The text in the client's language; where there is none, the next one, which is told. Undefined: there is no text at all. */
export function chooseSaved<Reply extends { readonly language: Language }>(
  variants: readonly Reply[],
  wanted: Language,
): { readonly reply: Reply; readonly isFallback: boolean } | undefined {
  const own = variants.find(({ language }) => language === wanted)
  const reply = own ?? variants[0]
  return reply === undefined ? undefined : { reply, isFallback: own === undefined }
}
