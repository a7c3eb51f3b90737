// The one-time code that links a chat to a contact or engineer. Here: what it looks like and how it is hashed; who may
// redeem it, and how often they may be wrong, is decided elsewhere.
import { createHash, randomBytes } from 'node:crypto'

/** How long a code opens anything. */
export const linkCodeMinutes = 15

/** A new code: 128 random bits as 22 characters that a link, a chat and a person can carry. */
export function createLinkCode(): string {
  return randomBytes(16).toString('base64url')
}

/** What is stored of a code. A plain hash is enough: nobody guesses 128 bits, so there is nothing to slow down. */
export function hashLinkCode(code: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update('link code').update(code).digest())
}

/** The code in a text that hands one over: alone, or in a short sentence such as a link puts into a chat. Null: none. */
export function findLinkCode(text: string): string | null {
  if (text.length > 200) return null
  return /(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{21}[AQgw](?![A-Za-z0-9_-])/.exec(text)?.[0] ?? null
}

/** Whether a text can be a code at all; the last character of 16 bytes is one of four. */
export function looksLikeLinkCode(text: string): boolean {
  return /^[A-Za-z0-9_-]{21}[AQgw]$/.test(text)
}
