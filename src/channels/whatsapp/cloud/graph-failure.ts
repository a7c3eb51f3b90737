// What went wrong with a call to the Graph API, in our words. Errors of the network and Meta's own sentences may quote a
// person's number, so they end here: what is passed on are codes.

export type GraphFailure =
  /** Meta answered with an error. `code` is null when the answer held none. */
  | { readonly kind: 'answered'; readonly status: number; readonly code: number | null; readonly afterSeconds?: number }
  /** No connection came about: the call was surely not carried out. */
  | { readonly kind: 'unreached'; readonly reason: string }
  /** The connection broke, the answer was unreadable, or none came in time: the call may have been carried out. */
  | { readonly kind: 'broken'; readonly reason: string }

/** The failure behind an error of the client. `timedOut` when our own time limit ended the call. */
export function toGraphFailure(error: unknown, timedOut = false): GraphFailure {
  const code = codeOf(error)
  if (timedOut) return { kind: 'broken', reason: 'no answer in time' }
  if (beforeRequest.has(code) || /^(CERT_|ERR_TLS_|ERR_SSL_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_)/.test(code)) {
    return { kind: 'unreached', reason: code }
  }
  return { kind: 'broken', reason: code || 'connection lost' }
}

/** For an operator's eye: "131056", "status 502", "ECONNREFUSED". */
export function nameFailure(failure: GraphFailure): string {
  if (failure.kind !== 'answered') return failure.reason
  return failure.code === null ? `status ${failure.status}` : `${failure.code}`
}

const beforeRequest = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EADDRNOTAVAIL',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ERR_INVALID_URL',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Of the error, or of what caused it: fetch wraps the network's own errors. */
function codeOf(error: unknown): string {
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    const code: unknown = Reflect.get(inner, 'code')
    if (typeof code === 'string') return code
  }
  return ''
}
