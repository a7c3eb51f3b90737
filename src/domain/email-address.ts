// E-mail addresses as people enter them.

/** The address without spaces around it; null when it is none. At most 254 characters. */
export function toEmail(entered: string): string | null {
  const text = entered.trim()
  if (text.length > 254 || text.includes('..') || text.startsWith('.')) return null
  return /^[\w'+.-]*[\w+-]@(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}$/i.test(text) ? text : null
}
