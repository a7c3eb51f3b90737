// One device with Signal keys and sessions of its own: a person's phone, the owner's phone, a linked device.
// It encrypts and decrypts; what is said and to whom is decided elsewhere.
import { randomInt } from 'node:crypto'
import {
  Curve,
  encodeBigEndian,
  generateSignalPubKey,
  type KeyPair,
  proto,
  signedKeyPair,
  unpadRandomMax16,
} from '@whiskeysockets/baileys'
import { ProtocolAddress, SessionBuilder, SessionCipher, type SessionRecord, type SignalStorage } from 'libsignal'

/** What somebody needs to know to write to a device for the first time. Keys without the type byte. */
export interface KeyBundle {
  readonly registrationId: number
  readonly identity: Uint8Array
  readonly signedPreKey: { readonly keyId: number; readonly publicKey: Uint8Array; readonly signature: Uint8Array }
  readonly preKey?: { readonly keyId: number; readonly publicKey: Uint8Array } | undefined
}

export interface Sealed {
  readonly type: 'msg' | 'pkmsg'
  readonly bytes: Buffer
}

export interface SignalDevice {
  readonly registrationId: number
  readonly identity: KeyPair
  /** With a one-time key that nobody was given before. */
  bundle(): KeyBundle
  knows(address: string): boolean
  /** Begins a session, in place of one there may be. */
  meet(address: string, bundle: KeyBundle): Promise<void>
  seal(address: string, plain: Uint8Array): Promise<Sealed>
  /** @throws when the message is not for this device, broken, or was opened before. */
  open(address: string, sealed: { readonly type: string; readonly bytes: Uint8Array }): Promise<Buffer>
}

/** Addresses are `<user>.<device>` in words of the caller's; they only have to be the same each time. */
export function createSignalDevice(): SignalDevice {
  const identity = Curve.generateKeyPair()
  const registrationId = randomInt(1, 16_380)
  const signedPreKey = signedKeyPair(identity, 1)
  const preKeys = new Map<number, KeyPair>()
  const sessions = new Map<string, SessionRecord>()
  let lastPreKey = 0

  const storage: SignalStorage = {
    loadSession: async (id) => sessions.get(id),
    storeSession: async (id, session) => void sessions.set(id, session),
    isTrustedIdentity: () => true,
    loadPreKey: async (id) => {
      const pair = preKeys.get(Number(id))
      return pair && libraryPair(pair)
    },
    removePreKey: (id) => void preKeys.delete(id),
    loadSignedPreKey: () => libraryPair(signedPreKey.keyPair),
    getOurRegistrationId: () => registrationId,
    getOurIdentity: () => libraryPair(identity),
  }

  return {
    registrationId,
    identity,
    bundle() {
      lastPreKey += 1
      const pair = Curve.generateKeyPair()
      preKeys.set(lastPreKey, pair)
      return {
        registrationId,
        identity: identity.public,
        signedPreKey: { keyId: 1, publicKey: signedPreKey.keyPair.public, signature: signedPreKey.signature },
        preKey: { keyId: lastPreKey, publicKey: pair.public },
      }
    },
    knows: (address) => sessions.get(addressOf(address).toString())?.haveOpenSession() ?? false,
    async meet(address, bundle) {
      const { signedPreKey: signed, preKey } = bundle
      const session = {
        registrationId: bundle.registrationId,
        identityKey: typed(bundle.identity),
        signedPreKey: { ...signed, publicKey: typed(signed.publicKey), signature: Buffer.from(signed.signature) },
        ...(preKey === undefined ? {} : { preKey: { keyId: preKey.keyId, publicKey: typed(preKey.publicKey) } }),
      }
      // The declaration wants a one-time key, the function does without.
      await new SessionBuilder(storage, addressOf(address)).initOutgoing(session as Required<typeof session>)
    },
    async seal(address, plain) {
      const { type, body } = await new SessionCipher(storage, addressOf(address)).encrypt(Buffer.from(plain))
      return { type: type === 3 ? 'pkmsg' : 'msg', bytes: Buffer.from(body, 'binary') }
    },
    open(address, { type, bytes }) {
      const cipher = new SessionCipher(storage, addressOf(address))
      if (type === 'pkmsg') return cipher.decryptPreKeyWhisperMessage(Buffer.from(bytes))
      return cipher.decryptWhisperMessage(Buffer.from(bytes))
    },
  }
}

function addressOf(address: string): ProtocolAddress {
  const [user = '', device = '0'] = address.split('.')
  return new ProtocolAddress(user, Number(device))
}

function libraryPair(pair: KeyPair): { privKey: Buffer; pubKey: Buffer } {
  return { privKey: Buffer.from(pair.private), pubKey: typed(pair.public) }
}

function typed(key: Uint8Array): Buffer {
  return Buffer.from(generateSignalPubKey(key))
}

/** A number as the wire has it: big-endian, of so many bytes. */
export function wireNumber(value: number, length: number): Uint8Array {
  return encodeBigEndian(value, length)
}

/** Opens a message and reads what is in it. @throws as `open` does, and when it is no message. */
export async function openPadded(
  device: SignalDevice,
  address: string,
  sealed: Parameters<SignalDevice['open']>[1],
): Promise<proto.IMessage> {
  return proto.Message.decode(unpadRandomMax16(await device.open(address, sealed)))
}
