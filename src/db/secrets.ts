// Encryption of what must never lie on disk in the clear: received messages, unfinished dialogues, outgoing texts, sensitive
// comments, platform references. AES-256-GCM with a random nonce; `context` names the row the text belongs to and is
// authenticated with it, so that a ciphertext moved to another row does not open.
import { createCipheriv, createDecipheriv, createHash, createSecretKey, randomFillSync } from 'node:crypto'

export interface Secrets {
  /** @returns key id (4 bytes), nonce (12), tag (16), ciphertext. */
  seal(text: string, context: string): Uint8Array<ArrayBuffer>
  /** @throws when the key is not in the ring, or text or context were changed. */
  open(sealed: Uint8Array, context: string): string
}

const nonceBytes = 12

/** @param keys 32 bytes each; the first seals, all open (rotation: put the new one in front). */
export function createSecrets(keys: readonly Buffer[]): Secrets {
  const [first] = keys
  if (first === undefined || keys.some((key) => key.length !== 32)) throw new Error('a key ring needs keys of 32 bytes')
  // Made once: making a key object for every text costs more than the encryption.
  const ring = new Map(keys.map((key) => [keyId(key), createSecretKey(key)]))
  const current = createSecretKey(first)
  const currentId = Buffer.from(keyId(first), 'hex')
  const drawNonce = createNonces()
  return {
    seal(text, context) {
      const nonce = drawNonce()
      const cipher = createCipheriv('aes-256-gcm', current, nonce)
      cipher.setAAD(Buffer.from(context))
      const parts = [currentId, nonce, null, cipher.update(text, 'utf8'), cipher.final()]
      parts[2] = cipher.getAuthTag()
      return concat(parts as Buffer[])
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
      const key = ring.get(bytes.toString('hex', 0, 4))
      if (key === undefined) throw new Error('sealed with a key that is not in SECRET_KEY')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(4, 16), { authTagLength: 16 })
      decipher.setAAD(Buffer.from(context))
      decipher.setAuthTag(bytes.subarray(16, 32))
      return Buffer.concat([decipher.update(bytes.subarray(32)), decipher.final()]).toString('utf8')
    },
  }
}

/** Random bytes are drawn many at a time: asking the system costs more than encrypting a message. */
function createNonces(): () => Buffer {
  const drawn = Buffer.alloc(nonceBytes * 256)
  let used = drawn.length
  return () => {
    if (used === drawn.length) {
      randomFillSync(drawn)
      used = 0
    }
    used += nonceBytes
    // A copy: what is handed out is never seen again here, and never drawn over.
    return Buffer.from(drawn.subarray(used - nonceBytes, used))
  }
}

function concat(parts: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Names a key without telling anything of it. */
function keyId(key: Buffer): string {
  return createHash('sha256').update('key id').update(key).digest('hex').slice(0, 8)
}
