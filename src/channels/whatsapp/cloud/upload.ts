// A file of ours to Meta, as one streamed form whose length is said beforehand. The answer is Meta's id of it, good for a
// message; nobody has seen the file yet, so a failed upload is simply made again.
import { randomUUID } from 'node:crypto'
import http from 'node:http'
import https from 'node:https'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { uploadName } from '../../../domain/file-name.ts'
import { type GraphApi, type GraphResult, readAnswer } from './graph-api.ts'
import { toGraphFailure } from './graph-failure.ts'

export interface Upload {
  readonly path: string
  readonly stream: Readable
  readonly bytes: number
  readonly fileName: string
  readonly mediaType: string
}

const uploaded = z.object({ id: z.string().min(1) })
/** The slowest upload that is waited for. */
const slowestBytesPerSecond = 256 * 1024
const longestAnswer = 100_000

/** Never throws. The stream is closed whatever happens. */
export async function uploadFile(api: GraphApi, upload: Upload): Promise<GraphResult<string>> {
  const boundary = `form-${randomUUID()}`
  const field = (name: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const head = Buffer.from(
    `${field('messaging_product', 'whatsapp')}${field('type', upload.mediaType)}--${boundary}\r\n` +
      `content-disposition: form-data; name="file"; filename="${uploadName(upload.fileName)}"\r\n` +
      `content-type: ${upload.mediaType}\r\n\r\n`,
  )
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  try {
    const answer = await post(api, upload, boundary, head, tail)
    const result = readAnswer(answer, uploaded)
    return result.ok ? { ok: true, value: result.value.id } : result
  } catch (error) {
    return { ok: false, failure: toGraphFailure(error) }
  } finally {
    upload.stream.destroy()
  }
}

interface Answer {
  readonly status: number
  readonly retryAfter: string | undefined
  readonly text: string
}

function post(api: GraphApi, upload: Upload, boundary: string, head: Buffer, tail: Buffer): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const url = new URL(`${api.root}/${upload.path}`)
  const seconds = api.seconds + upload.bytes / slowestBytesPerSecond
  const request = (url.protocol === 'https:' ? https : http).request(
    url,
    {
      method: 'POST',
      signal: AbortSignal.timeout(Math.ceil(seconds * 1000)),
      headers: {
        authorization: api.authorization,
        'content-type': `multipart/form-data; boundary=${boundary}`,
        'content-length': head.length + upload.bytes + tail.length,
      },
    },
    (response) => {
      const chunks: Buffer[] = []
      let length = 0
      response.on('data', (chunk: Buffer) => {
        length += chunk.length
        if (length <= longestAnswer) chunks.push(chunk)
      })
      response.on('error', reject)
      response.on('end', () => {
        const retryAfter = response.headers['retry-after']
        resolve({ status: response.statusCode ?? 0, retryAfter, text: Buffer.concat(chunks).toString('utf8') })
      })
    },
  )
  request.on('error', reject)
  const fail = (error: Error) => {
    request.destroy(error)
    reject(error)
  }
  let sent = 0
  upload.stream.on('data', (chunk: Buffer) => {
    sent += chunk.length
    if (!request.write(chunk)) {
      upload.stream.pause()
      request.once('drain', () => upload.stream.resume())
    }
  })
  upload.stream.on('error', fail)
  upload.stream.on('end', () => {
    // Fewer or more bytes than were stated would run into the next request on this connection.
    if (sent === upload.bytes) request.end(tail)
    else fail(new Error('the file has another length'))
  })
  request.write(head)
  return promise
}
