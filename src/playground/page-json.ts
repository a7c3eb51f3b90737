// What a route of the page's API is given and gives, and reading its JSON. The routes stand in page-api.ts.
import type { BotApiServer, Person } from './server-contract.ts'

export interface ApiRequest {
  /** Groups of the route's pattern. */
  readonly parts: readonly string[]
  readonly query: URLSearchParams
  readonly body: Buffer
  readonly contentType: string
  /** Someone on the page's list, or known to the server. Throws for anyone else. */
  readonly person: (id: string | undefined) => Person
}

/** What is answered as JSON, or a string as plain text. An Error thrown becomes 400 with its message. */
export type ApiHandler = (server: BotApiServer, request: ApiRequest) => unknown

export type ApiRoute = readonly [method: string, pattern: RegExp, handler: ApiHandler]

/** An empty body is an empty object. Throws for anything that is no JSON object. */
export function readJson<Body>(body: Buffer): Body {
  if (body.length === 0) return {} as Body
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    if (typeof value === 'object' && value !== null) return value as Body
  } catch {
    // Falls through to the one refusal for both.
  }
  throw new Error('The body must be a JSON object')
}
