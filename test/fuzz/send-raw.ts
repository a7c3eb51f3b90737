// One HTTP request as it is, without a client's good manners: any path, any body, and gone in the middle if wanted.
import { type Agent, request as httpRequest } from 'node:http'
import type { FuzzRequest } from './api-requests.ts'

/** Status 0: there was no answer (`text` says why). */
export interface RawAnswer {
  readonly status: number
  readonly text: string
}

/** Longer than anything may take that is not a fault. */
const patienceMs = 30_000

export function sendRaw(port: number, { method, path, headers, body, cutAt }: FuzzRequest, agent: Agent): Promise<RawAnswer> {
  const { promise, resolve } = Promise.withResolvers<RawAnswer>()
  const length = body === null ? {} : { 'content-length': String(body.length) }
  const request = httpRequest(
    { host: '127.0.0.1', port, method, path, headers: { ...headers, ...length }, agent },
    (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', () => resolve({ status: 0, text: 'the answer broke off' }))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }))
    },
  )
  request.setTimeout(patienceMs, () => request.destroy(new Error('no answer in time')))
  request.on('error', (error: NodeJS.ErrnoException) => resolve({ status: 0, text: error.code ?? error.message }))
  if (cutAt === undefined || body === null) {
    request.end(body ?? undefined)
  } else {
    request.write(body.subarray(0, cutAt), () => {
      request.destroy()
      resolve({ status: 0, text: 'cut' })
    })
    if (cutAt === 0) request.flushHeaders()
  }
  return promise
}
