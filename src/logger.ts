// The service's log: pino, one JSON line per entry, with everything that must never be in a log left out even where a
// programmer passes it by mistake. Fields carry ids in camelCase (ticketNumber, conversationId, outboxId, attempt).
import { type DestinationStream, type Logger, pino } from 'pino'

/** Fields that may hold a secret or a client's words, wherever in an entry they stand (three levels deep). */
const silenced = [
  'token',
  'botToken',
  'apiToken',
  'authorization',
  'secret',
  'secretKey',
  'password',
  'cookie',
  'code',
  'text',
  'body',
  'payload',
  'content',
  'caption',
  'dialogue',
  'description',
  'summary',
]

export interface LoggerOptions {
  /** A level of pino's, or "silent". */
  readonly level: string
  /** Whole secrets (tokens, keys, passwords) to be cut out of messages and errors too. */
  readonly secrets?: readonly string[]
  /** Where lines go; default: standard output. */
  readonly destination?: DestinationStream
}

export function createLogger(options: LoggerOptions): Logger {
  const levels = ['', '*.', '*.*.']
  const paths = levels.flatMap((level) => silenced.map((name) => level + name))
  const secrets = (options.secrets ?? []).filter((secret) => secret.length >= 8)
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths, censor: '[left out]' },
      serializers: { err: toEntry, error: toEntry },
      hooks: { streamWrite: (line) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '[left out]'), line) },
    },
    options.destination ?? pino.destination(1),
  )
}

/** An error without the fields that libraries hang on it: those may be requests, rows or queries. */
function toEntry(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) }
  const { code } = error as { code?: unknown }
  const entry = {
    type: error.name,
    message: firstLines(error.message),
    stack: stackOf(error),
    ...(typeof code === 'string' ? { errorCode: code } : {}),
  }
  return error.cause === undefined ? entry : { ...entry, cause: toEntry(error.cause) }
}

/** Where it happened, without the message that stands in front of it. */
function stackOf(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 12)
    .join('\n')
}

/** A database library's message may go on with the statement and its values. */
function firstLines(message: string): string {
  return message.split('\n').slice(0, 4).join('\n').slice(0, 500)
}
