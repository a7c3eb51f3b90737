// What went wrong with a call, in our words. The client's own errors carry the token (in the address) and the payload (a
// person's text), so they end here and are never logged, wrapped or passed on.
import { GrammyError, HttpError } from 'grammy'

export type CallFailure =
  /** The Bot API answered with an error. */
  | {
      readonly kind: 'answered'
      readonly code: number
      readonly description: string
      readonly afterSeconds?: number
      readonly movedTo?: string
    }
  /** No connection came about: the call was surely not carried out. */
  | { readonly kind: 'unreached'; readonly reason: string }
  /** The connection broke, the answer was unreadable, or none came in time: the call may have been carried out. */
  | { readonly kind: 'broken'; readonly reason: string }

/** The failure behind an error of the client. `timedOut` when our own time limit ended the call. */
export function toCallFailure(error: unknown, timedOut = false): CallFailure {
  if (error instanceof GrammyError) {
    const { retry_after, migrate_to_chat_id } = error.parameters
    return {
      kind: 'answered',
      code: error.error_code,
      description: error.description,
      ...(typeof retry_after === 'number' && { afterSeconds: retry_after }),
      ...(migrate_to_chat_id !== undefined && { movedTo: String(migrate_to_chat_id) }),
    }
  }
  if (timedOut) return { kind: 'broken', reason: 'no answer in time' }
  const inner: unknown = error instanceof HttpError ? error.error : error
  const code = textOf(inner, 'code')
  if (isBeforeRequest(code, textOf(inner, 'message'))) return { kind: 'unreached', reason: code }
  if (textOf(inner, 'type') === 'invalid-json') return { kind: 'broken', reason: 'unreadable answer' }
  return { kind: 'broken', reason: code || 'connection lost' }
}

/** The failure for an operator's eye: "429: Too Many Requests", "ECONNREFUSED". */
export function inWords(failure: CallFailure): string {
  return failure.kind === 'answered' ? `${failure.code}: ${failure.description}` : failure.reason
}

const beforeRequestCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL', 'ERR_INVALID_URL'])

function isBeforeRequest(code: string, message: string): boolean {
  if (beforeRequestCodes.has(code)) return true
  if (/^(CERT_|ERR_TLS_|ERR_SSL_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_)/.test(code)) return true
  // A time-out while connecting to several addresses at once comes without a word about it; one while reading says "read".
  const reason = message.slice(message.lastIndexOf('reason:') + 'reason:'.length).trim()
  if (/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code)) return reason === '' || reason.startsWith('connect')
  return reason.includes('before secure TLS connection')
}

function textOf(value: unknown, key: string): string {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  return typeof found === 'string' ? found : ''
}
