// The server's half of the handshake (Noise XX, X25519, AES-GCM, SHA-256) and the two transport keys that follow from it.
// The certificate chain comes as ready bytes; framing is done elsewhere.
import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto'
import { Curve, type KeyPair, proto } from '@whiskeysockets/baileys'

const mode = Buffer.from('Noise_XX_25519_AESGCM_SHA256\0\0\0\0')
const tagLength = 16

export interface Transport {
  encrypt(bytes: Uint8Array): Buffer
  /** @throws when the bytes were not made with the next key and counter. */
  decrypt(bytes: Uint8Array): Buffer
}

export interface Handshake {
  /** The client's first frame; the answer to it. */
  hello(intro: Uint8Array, frame: Uint8Array): Uint8Array
  /** The client's second frame: its long-lived key, what it logs in with, and the keys of all that follows. */
  finish(frame: Uint8Array): { clientKey: Buffer; payload: proto.ClientPayload; transport: Transport }
}

/** @param chain the encoded certificate chain that vouches for `serverKey`. */
export function createHandshake(serverKey: KeyPair, chain: Uint8Array): Handshake {
  const ephemeral = Curve.generateKeyPair()
  let hash: Buffer = mode
  let salt: Buffer = mode
  let key: Buffer = mode
  let counter = 0

  function authenticate(bytes: Uint8Array): void {
    hash = createHash('sha256').update(hash).update(bytes).digest()
  }

  function mixIn(secret: Uint8Array): void {
    const [nextSalt, nextKey] = twoKeys(secret, salt)
    salt = nextSalt
    key = nextKey
    counter = 0
  }

  function encrypt(bytes: Uint8Array): Buffer {
    const sealed = seal(bytes, key, counter, hash)
    counter += 1
    authenticate(sealed)
    return sealed
  }

  function decrypt(bytes: Uint8Array): Buffer {
    const opened = open(bytes, key, counter, hash)
    counter += 1
    authenticate(bytes)
    return opened
  }

  return {
    hello(intro, frame) {
      const theirs = required(proto.HandshakeMessage.decode(frame).clientHello?.ephemeral)
      authenticate(intro)
      authenticate(theirs)
      authenticate(ephemeral.public)
      mixIn(Curve.sharedKey(ephemeral.private, theirs))
      const sealedKey = encrypt(serverKey.public)
      mixIn(Curve.sharedKey(serverKey.private, theirs))
      const serverHello = { ephemeral: ephemeral.public, static: sealedKey, payload: encrypt(chain) }
      return proto.HandshakeMessage.encode({ serverHello }).finish()
    },
    finish(frame) {
      const { clientFinish } = proto.HandshakeMessage.decode(frame)
      const clientKey = decrypt(required(clientFinish?.static))
      mixIn(Curve.sharedKey(ephemeral.private, clientKey))
      const payload = proto.ClientPayload.decode(decrypt(required(clientFinish?.payload)))
      const [fromClient, toClient] = twoKeys(Buffer.alloc(0), salt)
      return { clientKey, payload, transport: createTransport(toClient, fromClient) }
    },
  }
}

function createTransport(toClient: Buffer, fromClient: Buffer): Transport {
  const nothing = Buffer.alloc(0)
  let sent = 0
  let received = 0
  return {
    encrypt: (bytes) => seal(bytes, toClient, sent++, nothing),
    decrypt: (bytes) => open(bytes, fromClient, received++, nothing),
  }
}

function twoKeys(secret: Uint8Array, salt: Uint8Array): [Buffer, Buffer] {
  const both = Buffer.from(hkdfSync('sha256', secret, salt, '', 64))
  return [both.subarray(0, 32), both.subarray(32)]
}

function nonce(counter: number): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(counter, 8)
  return bytes
}

function seal(bytes: Uint8Array, key: Buffer, counter: number, additional: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce(counter)).setAAD(additional)
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

function open(bytes: Uint8Array, key: Buffer, counter: number, additional: Buffer): Buffer {
  const end = bytes.length - tagLength
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(counter)).setAAD(additional).setAuthTag(bytes.subarray(end))
  return Buffer.concat([decipher.update(bytes.subarray(0, end)), decipher.final()])
}

function required(bytes: Uint8Array | null | undefined): Uint8Array {
  if (!bytes) throw new Error('A part of the handshake is missing')
  return bytes
}
