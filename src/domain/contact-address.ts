// The addresses a person can be found under, as people enter them, in the one spelling they are stored and compared in.

/** Whether somebody's id on a channel can be stored beforehand, so that it connects them; elsewhere only a code does. */
export function idConnects(channel: string): boolean {
  return channel === 'telegram'
}

/** "371611234" or "@username" in lower case; null when it is neither. Telegram's ids are below 2^52, usernames 4 to 32 long. */
export function toTelegramId(entered: string): string | null {
  const text = entered.trim()
  if (/^[1-9]\d{0,15}$/.test(text)) return Number(text) < 2 ** 52 ? text : null
  return /^@[a-z][a-z0-9_]{3,31}$/i.test(text) ? text.toLowerCase() : null
}

/** A number in E.164, "+37061234567", also when it was entered with spaces, dots, dashes or brackets; null when it is none. */
export function toPhoneNumber(entered: string): string | null {
  const text = entered.replace(/[\s().-]/g, '')
  return /^\+[1-9]\d{6,14}$/.test(text) ? text : null
}
