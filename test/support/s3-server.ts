// S3-compatible storage on loopback: s3rver keeps the objects. In front of it every signature is checked by the rules of
// Signature Version 4, which s3rver does not, and faults can be switched on.
import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'
import type { S3Settings } from '../../src/db/s3-request.ts'

/**
 * What the storage does instead of its work. `status`: answers with it. `silent`: takes the request and never answers.
 * `drop`: closes the connection while the request comes. `cut`: closes it in the middle of the answer; `stall`: stops there.
 */
export type S3Fault = { readonly status: number; readonly code: string } | 'silent' | 'drop' | 'cut' | 'stall'

export interface S3Server {
  readonly settings: S3Settings
  /** The requests so far: method, and the checksum of the content that was signed. */
  readonly requests: { readonly method: string; readonly sha256: string }[]
  /** For the next `times` requests of this method. */
  fail(method: 'GET' | 'PUT' | 'DELETE', fault: S3Fault, times: number): void
  /** The keys of all objects, sorted. */
  keys(): readonly string[]
  close(): Promise<void>
}

const bucket = 'desk-files'
const accessKeyId = 'an-access-key-id'
export const secretAccessKey = 'a-secret/access+key'

export async function startS3Server(): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), 's3-server-'))
  const storage = new S3rver({
    directory,
    silent: true,
    allowMismatchedSignatures: true,
    configureBuckets: [{ name: bucket, configs: [] }],
  })
  await storage.configureBuckets()
  const handle = storage.callback()
  const requests: { method: string; sha256: string }[] = []
  const faults: { method: string; fault: S3Fault; left: number }[] = []

  const server = createServer((request, response) => {
    const { method = '' } = request
    requests.push({ method, sha256: String(request.headers['x-amz-content-sha256']) })
    const hit = faults.find((fault) => fault.method === method && fault.left > 0)
    if (hit !== undefined) {
      hit.left -= 1
      if (typeof hit.fault !== 'object') misbehave(hit.fault, request, response)
      else refuse(request, response, hit.fault.status, hit.fault.code)
      return
    }
    if (!isSigned(request)) {
      refuse(request, response, 403, 'SignatureDoesNotMatch')
      return
    }
    // s3rver knows no other keys than its own.
    delete request.headers.authorization
    handle(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    settings: { endpoint: `http://127.0.0.1:${port}`, bucket, region: 'eu-north-1', accessKeyId, secretAccessKey },
    requests,
    fail: (method, fault, times) => void faults.push({ method, fault, left: times }),
    keys: () =>
      globSync('**/*._S3rver_object', { cwd: join(directory, bucket) })
        .map((name) => name.replace('._S3rver_object', ''))
        .sort(),
    async close() {
      server.closeAllConnections()
      server.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

function misbehave(fault: Exclude<S3Fault, object>, request: IncomingMessage, response: ServerResponse): void {
  if (fault === 'drop') request.socket.destroy()
  request.resume()
  if (fault === 'drop' || fault === 'silent') return
  response.writeHead(200, { 'content-length': 1000 })
  response.write(Buffer.alloc(500), () => {
    if (fault === 'cut') request.socket.destroy()
  })
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number, code: string): void {
  request.resume()
  // As the real ones do, the answer shows the key's id.
  response.writeHead(status, { 'content-type': 'application/xml' })
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><AWSAccessKeyId>${accessKeyId}</AWSAccessKeyId></Error>`)
}

const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()

/** Signature Version 4, worked out anew from the request as it came. */
function isSigned(request: IncomingMessage): boolean {
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=(\w{64})$/
  const [, id, day = '', region = '', names = '', signature] = pattern.exec(request.headers.authorization ?? '') ?? []
  const date = String(request.headers['x-amz-date'])
  const needed = ['host', 'x-amz-content-sha256', 'x-amz-date']
  if (id !== accessKeyId || !date.startsWith(day) || !needed.every((name) => names.split(';').includes(name))) return false
  const [path = '', query = ''] = (request.url ?? '').split('?')
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`)
  const canonical = [request.method, path, query, headers.join(''), names, request.headers['x-amz-content-sha256']].join('\n')
  const hashed = createHash('sha256').update(canonical).digest('hex')
  const toSign = ['AWS4-HMAC-SHA256', date, `${day}/${region}/s3/aws4_request`, hashed].join('\n')
  const key = ['s3', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${secretAccessKey}`, day), region))
  return hmac(key, toSign).toString('hex') === signature
}
