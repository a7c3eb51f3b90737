// The cryptography of a file on the media host: keys made of the message's key, a seal at the end, and the hash of what is inside.
import { createDecipheriv, createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { Readable } from 'node:stream'
import { FetchRefused } from '../../../domain/channel.ts'
import type { MediaKind } from './inbound-file.ts'

const purposes: Readonly<Record<MediaKind, string>> = {
  image: 'Image',
  sticker: 'Image',
  video: 'Video',
  ptv: 'Video',
  audio: 'Audio',
  ptt: 'Audio',
  document: 'Document',
}

const sealBytes = 10
/** A decrypted file is handed on in pieces of this size. */
const pieceBytes = 64 * 1024

/** The most that a file of so many bytes can take on the media host: padding and seal. */
export function encryptedBytes(bytes: number): number {
  return bytes + 16 + sealBytes
}

export interface Sealed {
  readonly kind: MediaKind
  readonly key: Buffer
  /** As it lies on the media host. */
  readonly bytes: Buffer
}

/** Whether the bytes are what somebody with the message's key put there. */
export function isGenuine({ kind, key, bytes }: Sealed): boolean {
  if (bytes.length <= sealBytes) return false
  const { iv, macKey } = keysOf(kind, key)
  const mac = createHmac('sha256', macKey).update(iv).update(bytes.subarray(0, -sealBytes)).digest().subarray(0, sealBytes)
  return timingSafeEqual(mac, bytes.subarray(-sealBytes))
}

/** What is inside. The stream fails at its end when that is not what the message says. */
export function decrypt({ kind, key, bytes }: Sealed, sha256: Buffer): Readable {
  return Readable.from(pieces(), { objectMode: false })

  function* pieces(): Generator<Buffer> {
    const { iv, cipherKey } = keysOf(kind, key)
    const decipher = createDecipheriv('aes-256-cbc', cipherKey, iv)
    const hash = createHash('sha256')
    const end = bytes.length - sealBytes
    for (let at = 0; at < end; at += pieceBytes) {
      const piece = decipher.update(bytes.subarray(at, Math.min(at + pieceBytes, end)))
      hash.update(piece)
      if (piece.length > 0) yield piece
    }
    const last = decipher.final()
    if (!hash.update(last).digest().equals(sha256)) throw new FetchRefused('damaged', { gone: true })
    if (last.length > 0) yield last
  }
}

/** The first bytes of what is inside. */
export function decryptHead({ kind, key, bytes }: Sealed, wanted: number): Buffer {
  const { iv, cipherKey } = keysOf(kind, key)
  const decipher = createDecipheriv('aes-256-cbc', cipherKey, iv).setAutoPadding(false)
  const blocks = Math.min(Math.ceil(wanted / 16), Math.floor((bytes.length - sealBytes) / 16))
  return decipher.update(bytes.subarray(0, blocks * 16)).subarray(0, wanted)
}

function keysOf(kind: MediaKind, key: Buffer) {
  const keys = Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `WhatsApp ${purposes[kind]} Keys`, 112))
  return { iv: keys.subarray(0, 16), cipherKey: keys.subarray(16, 48), macKey: keys.subarray(48, 80) }
}
