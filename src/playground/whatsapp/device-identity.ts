// The signed word of an account that a linked device is one of its own: made when a device is linked, checked when the
// device writes to somebody for the first time.
import { createHmac } from 'node:crypto'
import { Curve, type KeyPair, proto } from '@whiskeysockets/baileys'

const accountPrefix = Buffer.from([6, 0])
const devicePrefix = Buffer.from([6, 1])

/** What the owner's phone signs; the device adds its own signature. */
export function signDevice(owner: KeyPair, device: Uint8Array, keyIndex: number, at: Date): proto.IADVSignedDeviceIdentity {
  const details = proto.ADVDeviceIdentity.encode({
    rawId: 1,
    timestamp: Math.floor(at.getTime() / 1000),
    keyIndex,
    accountType: proto.ADVEncryptionType.E2EE,
    deviceType: proto.ADVEncryptionType.E2EE,
  }).finish()
  const accountSignature = Curve.sign(owner.private, Buffer.concat([accountPrefix, details, device]))
  return { details, accountSignatureKey: owner.public, accountSignature }
}

/** The device's part, where this server plays it. */
export function counterSign(identity: proto.IADVSignedDeviceIdentity, device: KeyPair): proto.IADVSignedDeviceIdentity {
  return { ...identity, deviceSignature: Curve.sign(device.private, deviceWords(identity, device.public)) }
}

/** As the pairing client expects it, authenticated with the secret from its code. */
export function sealIdentity(identity: proto.IADVSignedDeviceIdentity, advSecret: Buffer): Uint8Array {
  const details = proto.ADVSignedDeviceIdentity.encode(identity).finish()
  const hmac = createHmac('sha256', advSecret).update(details).digest()
  return proto.ADVSignedDeviceIdentityHMAC.encode({ details, hmac }).finish()
}

/** @returns what is wrong with the word a device gives; null when nothing is. */
export function identityFault(encoded: Uint8Array, owner: Uint8Array, device: Uint8Array): string | null {
  const identity = proto.ADVSignedDeviceIdentity.decode(encoded)
  const { details, accountSignature, deviceSignature } = identity
  if (!details || !accountSignature || !deviceSignature) return 'the device identity is not whole'
  const ownerWords = Buffer.concat([accountPrefix, details, device])
  if (!Curve.verify(owner, ownerWords, accountSignature)) return 'the device identity is not signed by the account'
  const withKey = { ...identity, accountSignatureKey: owner }
  if (!Curve.verify(device, deviceWords(withKey, device), deviceSignature))
    return 'the device identity is not signed by the device'
  return null
}

function deviceWords({ details, accountSignatureKey }: proto.IADVSignedDeviceIdentity, device: Uint8Array): Buffer {
  return Buffer.concat([devicePrefix, details ?? Buffer.alloc(0), device, accountSignatureKey ?? Buffer.alloc(0)])
}
