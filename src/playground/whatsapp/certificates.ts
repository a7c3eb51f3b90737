// Who vouches for this server in the handshake: a root of our own, an intermediate, a leaf. And the one place where a
// process is made to believe it. The certificate of the media host, which is TLS, stands in tls-certificate.ts.
import { createHash } from 'node:crypto'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { Curve, type KeyPair, proto, WA_CERT_DETAILS } from '@whiskeysockets/baileys'

/** Everybody may know it: it is made from a sentence, so that servers and clients in any process agree on it. */
const root = keyPairOf('the root that vouches for loopback WhatsApp servers')

/** The root's public key, as a client has to know it. */
export const rootKey: Buffer<ArrayBuffer> = Buffer.from(root.public)

/** @returns the encoded chain that vouches for the server's key. */
export function certificateChain(serverKey: Uint8Array): Uint8Array {
  const intermediate = Curve.generateKeyPair()
  return proto.CertChain.encode({
    intermediate: signed({ serial: 1, issuerSerial: WA_CERT_DETAILS.SERIAL, key: intermediate.public }, root),
    leaf: signed({ serial: 2, issuerSerial: 1, key: serverKey }, intermediate),
  }).finish()
}

function signed(details: proto.CertChain.NoiseCertificate.IDetails, by: KeyPair): proto.CertChain.INoiseCertificate {
  const bytes = proto.CertChain.NoiseCertificate.Details.encode(details).finish()
  return { details: bytes, signature: Curve.sign(by.private, bytes) }
}

function keyPairOf(sentence: string): KeyPair {
  const secret = createHash('sha256').update(sentence).digest()
  // The base point of the curve: what a private key is multiplied with to get the public one.
  const basePoint = Buffer.concat([Buffer.from([9]), Buffer.alloc(31)])
  return { private: secret, public: Curve.sharedKey(secret, basePoint) }
}

/**
 * Makes this process believe loopback servers instead of the real ones: the root of the handshake, and the certificate of
 * the media host if given (PEM). For tests and the playground alone. For the whole process, for good.
 */
export function trustLoopbackServers(mediaCertificate?: string): void {
  WA_CERT_DETAILS.PUBLIC_KEY = rootKey
  if (mediaCertificate !== undefined) setDefaultCACertificates([...getCACertificates('default'), mediaCertificate])
}
