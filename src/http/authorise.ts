// Who may use the API: whoever has its token. Compared in constant time, before anything of the request is read.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { RequestFault } from './problem.ts'

/** @returns a hook that lets pass or throws: RequestFault 403 without a token in the settings, 401 for a wrong one. */
export function createAuthorisation(apiToken: string | undefined) {
  const expected = apiToken === undefined ? null : digest(apiToken)
  return async function authorise(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (expected === null) throw new RequestFault(403, 'api-off', 'The API is off: this service was started without API_TOKEN.')
    const given = /^Bearer +([\x21-\x7e]+) *$/i.exec(request.headers.authorization ?? '')?.[1]
    // Digests have one length, which the comparison needs, and tell nothing of the token's.
    if (given !== undefined && timingSafeEqual(digest(given), expected)) return
    reply.header('www-authenticate', 'Bearer')
    throw new RequestFault(401, 'unauthorised', 'A valid bearer token is needed.')
  }
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
