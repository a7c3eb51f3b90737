// What a part needs of a logger; pino has it. Fields carry ids in camelCase, never texts, tokens or payloads.

export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
