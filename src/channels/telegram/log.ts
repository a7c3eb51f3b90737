// The logger as this adapter wants it: the shape of pino, without depending on it. What is logged are ids and codes,
// never a text, a token or an address with a token in it.

export interface Log {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void
  info(fields: Readonly<Record<string, unknown>>, message: string): void
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
  error(fields: Readonly<Record<string, unknown>>, message: string): void
}
