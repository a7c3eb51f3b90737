// The thin client of the Graph API: one call, one answer that was checked, no retries. Every call ends in time, none follows a
// redirect with the token in hand, and none throws.
import { z } from 'zod'
import { type GraphFailure, toGraphFailure } from './graph-failure.ts'

export type GraphResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: GraphFailure }

export interface GraphCall {
  readonly method: 'GET' | 'POST'
  /** Below the root, without a slash at its beginning. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object
  /** Ends the call early. */
  readonly stop?: AbortSignal
}

export interface GraphApi {
  /** With the version, without a slash at the end. */
  readonly root: string
  readonly authorization: string
  readonly seconds: number
  call<T>(call: GraphCall, schema: z.ZodType<T>): Promise<GraphResult<T>>
}

export function createGraphApi(options: { readonly root: string; readonly token: string; readonly seconds: number }): GraphApi {
  const { seconds } = options
  const root = options.root.replace(/\/+$/, '')
  const authorization = `Bearer ${options.token}`
  return {
    root,
    authorization,
    seconds,
    async call({ method, path, query, body, stop }, schema) {
      const ending = new AbortController()
      const timer = setTimeout(() => ending.abort(), seconds * 1000)
      try {
        const address = `${root}/${path}${query === undefined ? '' : `?${new URLSearchParams(query)}`}`
        const response = await fetch(address, {
          method,
          redirect: 'error',
          signal: stop === undefined ? ending.signal : AbortSignal.any([ending.signal, stop]),
          headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        })
        const text = await response.text()
        return readAnswer({ status: response.status, retryAfter: response.headers.get('retry-after') ?? undefined, text }, schema)
      } catch (error) {
        return { ok: false, failure: toGraphFailure(error, ending.signal.aborted) }
      } finally {
        clearTimeout(timer)
      }
    },
  }
}

export interface GraphAnswer {
  readonly status: number
  readonly retryAfter: string | undefined
  readonly text: string
}

const errorAnswer = z.object({ error: z.object({ code: z.int() }) })

/** What an answer says. A success that cannot be read may have been carried out. */
export function readAnswer<T>({ status, retryAfter, text }: GraphAnswer, schema: z.ZodType<T>): GraphResult<T> {
  const json = parse(text)
  if (status >= 200 && status < 300) {
    const value = schema.safeParse(json)
    if (value.success) return { ok: true, value: value.data }
    return { ok: false, failure: { kind: 'broken', reason: 'unreadable answer' } }
  }
  const error = errorAnswer.safeParse(json)
  const seconds = Number(retryAfter)
  return {
    ok: false,
    failure: {
      kind: 'answered',
      status,
      code: error.success ? error.data.error.code : null,
      ...(Number.isInteger(seconds) && seconds > 0 && { afterSeconds: Math.min(seconds, 3600) }),
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
