// Fetching a received file: from the platform's media host alone, by the path in the message and never by an address; no more
// than the cap; and only what its seal, its hash and its first bytes say it is.
import type { WAMessage } from '@whiskeysockets/baileys'
import { type FetchedFile, FetchRefused } from '../../../domain/channel.ts'
import type { Log } from '../../../domain/log.ts'
import { isOfKind, sniffedBytes } from '../sniff-type.ts'
import { type MediaKind, type MediaReference, mediaReference, mostBytes } from './inbound-file.ts'
import type { CurrentSession, LiveSession } from './live-session.ts'
import { decrypt, decryptHead, encryptedBytes, isGenuine, type Sealed } from './media-keys.ts'

export interface MediaOptions {
  readonly session: CurrentSession
  readonly log: Log
  /** How long the sender's phone may take to upload a file again. */
  readonly uploadAgainMilliseconds: number
}

const longestDownloadMilliseconds = 240_000
/** A path on one host: no second slash at the beginning, no backslash, nothing that begins an address. */
const pathOnly = /^\/(?!\/)[\w\-.~%/?=&+,;:!$*()]*$/

/** @throws FetchRefused */
export async function fetchMedia(reference: string, options: MediaOptions): Promise<FetchedFile> {
  const wanted = readReference(reference)
  const session = options.session()
  if (session === null) throw new FetchRefused('not-connected', { gone: false })
  let sealed = await download(wanted, wanted.path, session)
  if (sealed === null) {
    options.log.info(
      { messageId: wanted.messageId },
      'whatsapp: a file is gone or damaged; its sender is asked to upload it again',
    )
    const path = await askAgain(wanted, session, options)
    sealed = path === null ? null : await download(wanted, path, session)
  }
  if (sealed === null) throw new FetchRefused('expired', { gone: true })
  if (!isOfKind(wanted.fileKind, decryptHead(sealed, sniffedBytes))) throw new FetchRefused('not-what-it-says', { gone: true })
  return { stream: decrypt(sealed, Buffer.from(wanted.sha256, 'base64')) }
}

function readReference(reference: string): MediaReference {
  try {
    return mediaReference.parse(JSON.parse(reference))
  } catch (cause) {
    throw new FetchRefused('expired', { gone: true, cause })
  }
}

/** Null: it is not there, or not what was put there. @throws FetchRefused when it is too large, or cannot be had now */
async function download(wanted: MediaReference, path: string, session: LiveSession): Promise<Sealed | null> {
  const address = await addressOf(path, session)
  if (address === null) return null
  const most = encryptedBytes(mostBytes)
  try {
    const answer = await fetch(address, {
      redirect: 'error',
      headers: { Origin: 'https://web.whatsapp.com' },
      signal: AbortSignal.timeout(longestDownloadMilliseconds),
    })
    if (!answer.ok) await answer.body?.cancel()
    if ([403, 404, 410].includes(answer.status)) return null
    if (!answer.ok || answer.body === null) throw new FetchRefused(`status-${answer.status}`, { gone: false })
    const bytes = await readCapped(answer.body, most)
    const sealed: Sealed = { kind: wanted.kind, key: Buffer.from(wanted.key, 'base64'), bytes }
    return isGenuine(sealed) ? sealed : null
  } catch (cause) {
    if (cause instanceof FetchRefused) throw cause
    throw new FetchRefused('unavailable', { gone: false, cause })
  }
}

/** On the host that the platform named to this connection. Null: a path that would lead elsewhere. */
async function addressOf(path: string, { socket }: LiveSession): Promise<URL | null> {
  if (!pathOnly.test(path)) return null
  await socket.refreshMediaConn(false)
  const host = socket.getMediaHost()
  const address = new URL(path, `https://${host}`)
  return address.protocol === 'https:' && address.host === host ? address : null
}

async function readCapped(body: ReadableStream<Uint8Array>, most: number): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of body) {
    bytes += piece.byteLength
    if (bytes > most) throw new FetchRefused('too-large', { gone: true })
    pieces.push(piece)
  }
  return Buffer.concat(pieces, bytes)
}

const names: Readonly<Record<MediaKind, string>> = {
  image: 'imageMessage',
  video: 'videoMessage',
  ptv: 'videoMessage',
  audio: 'audioMessage',
  ptt: 'audioMessage',
  document: 'documentMessage',
  sticker: 'stickerMessage',
}

/** The sender's phone uploads it again, if it still has it. @returns the new path; null: it has not, or does not answer */
async function askAgain(wanted: MediaReference, { socket }: LiveSession, options: MediaOptions): Promise<string | null> {
  const media: { directPath: string; mediaKey: Buffer } = { directPath: wanted.path, mediaKey: Buffer.from(wanted.key, 'base64') }
  const message = {
    key: { remoteJid: wanted.jid, id: wanted.messageId, fromMe: false },
    message: { [names[wanted.kind]]: media },
  } as WAMessage
  const patience = Promise.withResolvers<null>()
  const timer = setTimeout(() => patience.resolve(null), options.uploadAgainMilliseconds)
  const asked = socket.updateMediaMessage(message).then(() => media.directPath)
  return Promise.race([asked.catch(() => null), patience.promise]).finally(() => clearTimeout(timer))
}
