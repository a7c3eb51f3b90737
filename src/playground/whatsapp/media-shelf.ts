// Encrypted files as the media host keeps them, and the sealing of their contents (AES-CBC and HMAC from one media key).
// The HTTPS door to the shelf is media-host.ts.
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { MediaKind } from './contract.ts'

export interface ShelvedFile {
  bytes: Buffer
  gone: boolean
}

export interface MediaShelf {
  /** @returns the direct path it is found under. */
  add(kind: string, bytes: Buffer): string
  /** With or without what follows the question mark. */
  find(path: string): ShelvedFile | undefined
  /** How often files were fetched over HTTPS. */
  downloads: number
}

const keyWords: Readonly<Record<MediaKind, string>> = {
  image: 'WhatsApp Image Keys',
  sticker: 'WhatsApp Image Keys',
  video: 'WhatsApp Video Keys',
  audio: 'WhatsApp Audio Keys',
  document: 'WhatsApp Document Keys',
}
const macLength = 10

export function createMediaShelf(): MediaShelf {
  const files = new Map<string, ShelvedFile>()
  return {
    downloads: 0,
    add(kind, bytes) {
      const path = `/v/${kind}/${randomBytes(12).toString('hex')}.enc`
      files.set(path, { bytes, gone: false })
      return `${path}?ccb=11-4`
    },
    find: (path) => files.get(path.split('?')[0] ?? ''),
  }
}

export interface SealedFile {
  readonly mediaKey: Buffer
  readonly bytes: Buffer
  readonly fileSha256: Buffer
  readonly fileEncSha256: Buffer
}

export function sealFile(kind: MediaKind, plain: Uint8Array, mediaKey: Buffer = randomBytes(32)): SealedFile {
  const { iv, cipherKey, macKey } = keysOf(kind, mediaKey)
  const cipher = createCipheriv('aes-256-cbc', cipherKey, iv)
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  const mac = createHmac('sha256', macKey).update(iv).update(sealed).digest().subarray(0, macLength)
  const bytes = Buffer.concat([sealed, mac])
  return { mediaKey, bytes, fileSha256: sha256(plain), fileEncSha256: sha256(bytes) }
}

/** @throws when the file is not what its key and hash say. */
export function openFile(kind: MediaKind, bytes: Buffer, mediaKey: Uint8Array, fileSha256: Uint8Array): Buffer {
  const { iv, cipherKey, macKey } = keysOf(kind, mediaKey)
  const sealed = bytes.subarray(0, -macLength)
  const mac = createHmac('sha256', macKey).update(iv).update(sealed).digest().subarray(0, macLength)
  if (!mac.equals(bytes.subarray(-macLength))) throw new Error('The file does not fit its authentication code')
  const decipher = createDecipheriv('aes-256-cbc', cipherKey, iv)
  const plain = Buffer.concat([decipher.update(sealed), decipher.final()])
  if (!sha256(plain).equals(Buffer.from(fileSha256))) throw new Error('The file does not fit its hash')
  return plain
}

function keysOf(kind: MediaKind, mediaKey: Uint8Array): { iv: Buffer; cipherKey: Buffer; macKey: Buffer } {
  const all = Buffer.from(hkdfSync('sha256', mediaKey, Buffer.alloc(0), keyWords[kind], 112))
  return { iv: all.subarray(0, 16), cipherKey: all.subarray(16, 48), macKey: all.subarray(48, 80) }
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}
