// Text from outside made fit to keep: what no database column takes is dropped here, once, at the door.

/** The text without NUL and with lone surrogates replaced; '' for anything that is not a string. */
export function cleanText(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : ''
}
