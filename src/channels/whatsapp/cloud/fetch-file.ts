// Downloads a received file as a stream: Meta's id leads to an address, the address to the bytes. The token goes to Meta's own
// hosts alone, no address from a message is ever fetched, and what comes has to be what was sent.
import { createHash } from 'node:crypto'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { z } from 'zod'
import { type FetchedFile, FetchRefused } from '../../../domain/channel.ts'
import { verdictOf } from './error-table.ts'
import type { GraphApi } from './graph-api.ts'
import { nameFailure } from './graph-failure.ts'
import { readMediaReference } from './inbound-files.ts'
import { limits } from './limits.ts'

const media = z.object({
  url: z.string(),
  sha256: z.string().optional().catch(undefined),
  file_size: z.number().optional().catch(undefined),
})

/** Opens the file behind a reference. Its address lives for five minutes; each call asks for a fresh one. @throws FetchRefused */
export async function fetchFile(api: GraphApi, phoneNumberId: string, reference: string): Promise<FetchedFile> {
  const known = readMediaReference(reference)
  if (known === null) throw new FetchRefused('unreadable', { gone: true })
  const found = await api.call({ method: 'GET', path: known.id, query: { phone_number_id: phoneNumberId } }, media)
  if (!found.ok) {
    const verdict = verdictOf(found.failure)
    // Only "there is no such file" is for good; whatever else is wrong may be mended.
    const gone = verdict !== null && verdict !== 'unreached' && verdict.kind === 'refused'
    throw new FetchRefused(`WhatsApp does not give the file (${nameFailure(found.failure)})`, { gone })
  }
  const { url, file_size: bytes, sha256 } = found.value
  if (!isMetasHost(url, api.root)) throw new FetchRefused('WhatsApp named an address that is not its own', { gone: false })
  if (bytes !== undefined && bytes > limits.downloadBytes) throw new FetchRefused('too-large', { gone: true })
  const digests = [sha256, known.sha256].map(toDigest).filter((digest) => digest !== null)
  const body = await download(api, url)
  const checked = check(digests)
  // The fault of either side ends both; whoever reads the result hears of it there.
  pipeline(body, checked).catch(() => undefined)
  return bytes === undefined ? { stream: checked } : { stream: checked, bytes }
}

async function download(api: GraphApi, url: string): Promise<Readable> {
  const ending = new AbortController()
  const patience = setTimeout(() => ending.abort(), api.seconds * 1000)
  const refuse = (reason: string) => new FetchRefused(`The file could not be fetched (${reason})`, { gone: false })
  try {
    const response = await fetch(url, {
      headers: { authorization: api.authorization },
      redirect: 'error',
      signal: ending.signal,
    })
    if (response.status === 200 && response.body !== null) return Readable.fromWeb(response.body as ReadableStream)
    await response.body?.cancel()
    throw refuse(`status ${response.status}`)
  } catch (error) {
    throw error instanceof FetchRefused ? error : refuse('connection lost')
  } finally {
    clearTimeout(patience)
  }
}

/** The root's own place, or a host that Meta keeps media on. */
export function isMetasHost(address: string, root: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  if (url.username !== '' || url.password !== '') return false
  if (url.origin === new URL(root).origin) return true
  const ours = ['facebook.com', 'fbsbx.com', 'fbcdn.net', 'whatsapp.net']
  const { hostname } = url
  return url.protocol === 'https:' && url.port === '' && ours.some((host) => hostname === host || hostname.endsWith(`.${host}`))
}

/** Passes on what comes, counts and hashes it, and ends in an error when it is too much or something else. */
function check(digests: readonly string[]): Transform {
  const hash = createHash('sha256')
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length
      if (bytes > limits.downloadBytes) return done(new FetchRefused('too-large', { gone: true }))
      hash.update(chunk)
      done(null, chunk)
    },
    flush(done) {
      const digest = hash.digest('hex')
      if (digests.length === 0 || digests.includes(digest)) done()
      else done(new FetchRefused('the file came damaged', { gone: false }))
    },
  })
}

/** Meta writes hashes in hexadecimal here and in base64 there. */
function toDigest(text: string | undefined): string | null {
  if (text === undefined) return null
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase()
  const bytes = Buffer.from(text, 'base64')
  return /^[A-Za-z0-9+/_-]{43}=?$/.test(text) && bytes.length === 32 ? bytes.toString('hex') : null
}
