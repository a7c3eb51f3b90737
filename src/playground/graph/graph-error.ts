// An error as the Graph API words it. The code is what counts; `strict` marks what no client should ever send.

export class GraphError extends Error {
  readonly status: number
  readonly code: number
  readonly strict: boolean
  constructor(code: number, details: string, options: { readonly status?: number; readonly strict?: boolean } = {}) {
    super(details)
    this.code = code
    this.status = options.status ?? 400
    this.strict = options.strict ?? false
  }
}

/** A request that is wrong in itself. */
export function wrong(details: string, code = 100): GraphError {
  return new GraphError(code, details, { strict: true })
}

export function errorBody({ code, message }: GraphError): object {
  return {
    error: {
      message: `(#${code}) ${message}`,
      type: 'OAuthException',
      code,
      error_data: { messaging_product: 'whatsapp', details: message },
      fbtrace_id: 'A0loopback',
    },
  }
}
