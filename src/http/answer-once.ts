// POSTs with an Idempotency-Key happen once: key, effect and answer are one transaction. A second request with the key waits
// for the first and gets its answer; a refused first one leaves nothing behind, so a repeat is tried anew.
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Tx } from '../db/client.ts'
import { claimKey, keepAnswer, type OnceKey } from '../db/idempotency.ts'
import type { HttpContext } from './http-context.ts'
import { RequestFault } from './problem.ts'

export interface Once<Answer> {
  readonly status: number
  /** What the request is made of, when that is not its body (a multipart form). */
  readonly request?: unknown
  readonly work: (tx: Tx) => Promise<Answer>
}

/**
 * Runs the work in a transaction and sets the status. A repeated answer carries `Idempotency-Replayed`.
 * @throws RequestFault 400 for a key that is none, 422 for one that was used with another request.
 */
export async function answerOnce<Answer>(
  { database }: Pick<HttpContext, 'database'>,
  request: FastifyRequest,
  reply: FastifyReply,
  once: Once<Answer>,
): Promise<{ readonly answer: Answer; readonly replayed: boolean }> {
  const key = readKey(request, once)
  const result = await database.transaction(async (tx) => {
    if (key === null) return { answer: await once.work(tx), replayed: false }
    const claim = await claimKey(tx, key)
    switch (claim.kind) {
      case 'other-request':
        throw new RequestFault(422, 'idempotency-key-reused', 'The key was used with another request.', [
          { field: 'Idempotency-Key', message: 'was used with another request' },
        ])
      case 'answered':
        return { answer: JSON.parse(claim.answer.body) as Answer, replayed: true }
      case 'first': {
        const answer = await once.work(tx)
        await keepAnswer(tx, key, { status: once.status, body: JSON.stringify(answer) })
        return { answer, replayed: false }
      }
    }
  })
  reply.code(once.status)
  if (result.replayed) reply.header('idempotency-replayed', 'true')
  return result
}

function readKey(request: FastifyRequest, once: Once<unknown>): OnceKey | null {
  const key = request.headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new RequestFault(400, 'invalid-request', 'The key is not valid.', [
      { field: 'Idempotency-Key', message: 'must be 1 to 200 visible ASCII characters' },
    ])
  }
  const asked = 'request' in once ? once.request : request.body
  const route = `${request.method} ${request.url.split('?', 1)[0]}`
  return { key, route, requestHash: createHash('sha256').update(canonical(asked)).digest('hex') }
}

/** The same for the same content, in whatever order its fields came. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      part !== null && typeof part === 'object' && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? ''
  )
}
