// Downloads a received file as a stream. The address has the token in it, so neither it nor an error that may quote it
// leaves this file.
import http from 'node:http'
import https from 'node:https'
import { type FetchedFile, FetchRefused } from '../../domain/channel.ts'
import { inWords } from './call-failure.ts'
import type { CallLimits, TelegramApi } from './telegram-api.ts'

export interface FetchOptions {
  readonly api: TelegramApi
  readonly token: string
  readonly apiRoot: string
  /** For each call; the stream itself may be silent for as long. */
  readonly callLimits: CallLimits
}

/**
 * Opens the file behind a reference. Its link lives for an hour or so: one that has run out is asked for anew, once.
 * @throws FetchRefused
 */
export async function fetchFile(reference: string, options: FetchOptions): Promise<FetchedFile> {
  const first = await download(await findPath(reference, options), options)
  if (!isExpired(first.status)) return toFetched(first)
  first.stream.destroy()
  return toFetched(await download(await findPath(reference, options), options))
}

async function findPath(reference: string, { api, callLimits }: FetchOptions): Promise<string> {
  const found = await api.call((methods, signal) => methods.getFile({ file_id: reference }, signal), callLimits)
  if (found.ok) {
    if (typeof found.value.file_path !== 'string') throw new FetchRefused('Telegram named no path for the file', { gone: false })
    return found.value.file_path
  }
  const words = inWords(found.failure)
  if (/file is too big/i.test(words)) throw new FetchRefused('too-large', { gone: true })
  // "wrong file_id or the file is temporarily unavailable" is one sentence at Telegram: not gone for good.
  const gone = /invalid file.?id|wrong file identifier/i.test(words) && !/temporarily/i.test(words)
  throw new FetchRefused(`Telegram does not give the file (${words})`, { gone })
}

interface Download {
  readonly status: number
  readonly stream: http.IncomingMessage
}

function download(path: string, { token, apiRoot, callLimits }: FetchOptions): Promise<Download> {
  const segments = path.split('/').map(encodeURIComponent)
  if (path.startsWith('/') || segments.includes('..')) throw new FetchRefused('Telegram named an unusable path', { gone: false })
  const url = new URL(`${apiRoot.replace(/\/+$/, '')}/file/bot${token}/${segments.join('/')}`)
  const { get } = url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const refuse = (reason: string) => reject(new FetchRefused(`The file could not be fetched (${reason})`, { gone: false }))
    const request = get(url, { timeout: callLimits.seconds * 1000 }, (stream) =>
      resolve({ status: stream.statusCode ?? 0, stream }),
    )
    request.on('timeout', () => request.destroy(new Error('no data in time')))
    request.on('error', (error: NodeJS.ErrnoException) => refuse(error.code ?? 'connection lost'))
  })
}

function toFetched({ status, stream }: Download): FetchedFile {
  if (status !== 200) {
    stream.destroy()
    throw new FetchRefused(`The file could not be fetched (status ${status})`, { gone: false })
  }
  const stated = stream.headers['content-length']
  // A body shorter than it says, or cut off, ends the stream with an error: node:http sees to that.
  return stated === undefined ? { stream } : { stream, bytes: Number(stated) }
}

function isExpired(status: number): boolean {
  return status === 404 || status === 410 || status === 403
}
