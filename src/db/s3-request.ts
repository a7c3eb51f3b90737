// One signed request to S3-compatible storage. Signing is the work of aws4fetch: 11 kB without dependencies, where the
// vendor's own client brings dozens of packages for the three calls that are made here. The request itself goes through
// node:http, because there a stall can be told from a slow reader, and a file's stream needs no conversion.
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AwsV4Signer } from 'aws4fetch'
import { StoreUnavailable } from '../domain/file-store.ts'

export interface S3Settings {
  /** Without a trailing slash; the bucket follows it in the path. */
  readonly endpoint: string
  readonly bucket: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly region: string
}

export interface S3Request {
  readonly method: 'GET' | 'PUT' | 'DELETE'
  /** Below the bucket. */
  readonly path: string
  readonly body?: { readonly stream: Readable; readonly bytes: number; readonly sha256: string }
  /** Without a byte moving for so long, the request is broken off. */
  readonly stallMs: number
}

/** Not asked again at once: the next silence would last as long, and somebody waits. */
export class StorageSilent extends StoreUnavailable {}

const emptySha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/**
 * Sends the request and resolves with the answer's head; its body is to be read (or destroyed) by the caller, and is never
 * shorter than announced without an error.
 * @throws StoreUnavailable when no answer comes; StorageSilent when that took `stallMs`.
 */
export async function askS3(settings: S3Settings, asked: S3Request): Promise<IncomingMessage> {
  const { method, body, stallMs } = asked
  const { url, headers } = await sign(settings, asked)
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  const request = send(url, { method, headers, timeout: stallMs })
  let answer: IncomingMessage | null = null
  request.on('timeout', () => {
    // The reader is slow, not the storage: what has come waits to be read.
    if (answer !== null && answer.readableLength > 0) return void request.socket?.setTimeout(stallMs)
    const fault = new StorageSilent(`the file storage fell silent during ${method}`)
    if (answer !== null) answer.destroy(fault)
    request.destroy(fault)
  })
  request.on('response', (response) => {
    answer = response
    resolve(response)
  })
  request.on('error', (error) => reject(toUnavailable(error, method)))
  if (body === undefined) request.end()
  // A refusal may come before the whole body went out: then the answer counts, and not the broken pipe.
  else pipeline(body.stream, request).catch((error: unknown) => answer ?? reject(toUnavailable(error, method)))
  return promise
}

async function sign(settings: S3Settings, { method, path, body }: S3Request) {
  const { endpoint, bucket, ...keys } = settings
  const signer = new AwsV4Signer({
    ...keys,
    service: 's3',
    method,
    url: `${endpoint}/${encodeURIComponent(bucket)}/${path}`,
    // Signed with the content's checksum: the storage refuses what was changed on the way.
    headers: { 'x-amz-content-sha256': body?.sha256 ?? emptySha256, ...(body && { 'content-length': String(body.bytes) }) },
  })
  const { url, headers } = await signer.sign()
  return { url, headers: Object.fromEntries(headers) }
}

/** The address and the headers stay out of what is said: only the kind of fault goes into the log. */
function toUnavailable(error: unknown, method: string): StoreUnavailable {
  if (error instanceof StoreUnavailable) return error
  const code = (error as NodeJS.ErrnoException | null)?.code ?? 'no answer'
  return new StoreUnavailable(`the file storage cannot be reached for ${method}: ${code}`)
}
