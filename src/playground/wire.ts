// HTTP in and out: reads a call (path, query, JSON, form, multipart) and writes the envelope. What a method does with its
// parameters is not decided here.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { ApiError, type ErrorParameters } from './api-error.ts'
import { boundaryOf, parseMultipart, type UploadedFile } from './multipart.ts'

/** 50 MB of file plus what surrounds it. */
const maximumBody = 51 * 1024 * 1024

export interface RawCall {
  /** As they came: strings from forms and queries, any JSON value from JSON bodies. */
  readonly parameters: Record<string, unknown>
  /** Uploaded parts by name, for `attach://name` or a parameter of that name. */
  readonly files: ReadonlyMap<string, UploadedFile>
}

export type Envelope =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error_code: number; readonly description: string; readonly parameters?: ErrorParameters }

/** Collects the body. Throws ApiError 413 when it is too large, after which the connection is closed by `send`. */
export async function readBody(request: IncomingMessage, bytesPerSecond?: number, maximum = maximumBody): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maximum) throw new ApiError(413, 'Request Entity Too Large')
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maximum) throw new ApiError(413, 'Request Entity Too Large')
    chunks.push(chunk)
    // Nothing more is read meanwhile, so that the sender feels it once the buffers between are full.
    if (bytesPerSecond) await pause((chunk.length / bytesPerSecond) * 1000)
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
}

/** Query and body as one set of parameters; the body wins. Throws ApiError 400 on a body that cannot be read. */
export async function readCall(request: IncomingMessage, query: URLSearchParams, bytesPerSecond?: number): Promise<RawCall> {
  const parameters: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const [name, value] of query) parameters[name] = value
  if (request.method === 'GET' || request.method === 'HEAD') return { parameters, files: new Map() }
  const body = await readBody(request, bytesPerSecond)
  const contentType = request.headers['content-type'] ?? ''
  if (body.length === 0) return { parameters, files: new Map() }
  if (contentType.startsWith('application/json')) {
    Object.assign(parameters, parseJsonObject(body))
  } else if (contentType.startsWith('multipart/form-data')) {
    return readMultipart(body, contentType, parameters)
  } else if (contentType.startsWith('application/x-www-form-urlencoded')) {
    for (const [name, value] of new URLSearchParams(body.toString('utf8'))) parameters[name] = value
  }
  return { parameters, files: new Map() }
}

function parseJsonObject(body: Buffer): object {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // Falls through to the one refusal for both.
  }
  throw new ApiError(400, "Bad Request: can't parse JSON object")
}

function readMultipart(body: Buffer, contentType: string, parameters: Record<string, unknown>): RawCall {
  const boundary = boundaryOf(contentType)
  if (!boundary) throw new ApiError(400, 'Bad Request: boundary not found')
  try {
    const form = parseMultipart(body, boundary)
    for (const [name, value] of form.fields) parameters[name] = value
    return { parameters, files: form.files }
  } catch (error) {
    throw new ApiError(400, `Bad Request: can't parse multipart body: ${error instanceof Error ? error.message : 'unknown'}`)
  }
}

/** The envelope of a refusal. */
export function failure(error: ApiError): Envelope {
  const parameters = error.parameters ? { parameters: error.parameters } : {}
  return { ok: false, error_code: error.status, description: error.message, ...parameters }
}

/** Writes an envelope. A 429 also carries the Retry-After header, as Telegram's does. */
export function sendEnvelope(response: ServerResponse, envelope: Envelope): void {
  if (response.destroyed || response.headersSent) return
  const body = Buffer.from(JSON.stringify(envelope))
  response.statusCode = envelope.ok ? 200 : envelope.error_code
  response.setHeader('content-type', 'application/json')
  response.setHeader('content-length', body.length)
  const retryAfter = envelope.ok ? undefined : envelope.parameters?.retry_after
  if (retryAfter !== undefined) response.setHeader('retry-after', String(retryAfter))
  // The rest of a refused upload is not read, so this connection cannot carry another request.
  if (response.statusCode === 413) response.setHeader('connection', 'close')
  response.end(body)
}
