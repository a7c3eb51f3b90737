// A TLS key and a self-signed certificate for the loopback address, written byte by byte (DER) when a server starts.
// The chain of the WhatsApp handshake, which is no TLS, stands in certificates.ts.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

export interface TlsIdentity {
  /** PEM. */
  readonly key: string
  /** PEM; its own authority. */
  readonly certificate: string
}

const sequence = (...parts: Buffer[]): Buffer => element(0x30, ...parts)
const set = (...parts: Buffer[]): Buffer => element(0x31, ...parts)
const octets = (...parts: Buffer[]): Buffer => element(0x04, ...parts)
const bits = (bytes: Buffer): Buffer => element(0x03, Buffer.from([0]), bytes)
const tagged = (number: number, ...parts: Buffer[]): Buffer => element(0xa0 | number, ...parts)
const yes = element(0x01, Buffer.from([0xff]))

const names = {
  commonName: [0x55, 0x04, 0x03],
  subjectAltName: [0x55, 0x1d, 0x11],
  basicConstraints: [0x55, 0x1d, 0x13],
  ecdsaWithSha256: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02],
}

/** For `localhost` and 127.0.0.1, valid from a day ago for a year. */
export function createTlsIdentity(now: Date): TlsIdentity {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const algorithm = sequence(named('ecdsaWithSha256'))
  // A name of its own: two authorities of one name in a process would be taken for each other.
  const name = `loopback media host ${randomBytes(4).toString('hex')}`
  const owner = sequence(set(sequence(named('commonName'), element(0x0c, Buffer.from(name)))))
  const day = 86_400_000
  const toSign = sequence(
    tagged(0, element(0x02, Buffer.from([2]))),
    // Never negative, never with a superfluous zero.
    element(0x02, Buffer.concat([Buffer.from([0x40]), randomBytes(8)])),
    algorithm,
    owner,
    sequence(time(new Date(now.getTime() - day)), time(new Date(now.getTime() + 365 * day))),
    owner,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(extension('basicConstraints', true, sequence(yes)), extension('subjectAltName', false, places()))),
  )
  const certificate = sequence(toSign, algorithm, bits(sign('sha256', toSign, privateKey)))
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, certificate: pem(certificate) }
}

function places(): Buffer {
  return sequence(element(0x82, Buffer.from('localhost')), element(0x87, Buffer.from([127, 0, 0, 1])))
}

function extension(name: keyof typeof names, critical: boolean, value: Buffer): Buffer {
  return sequence(named(name), ...(critical ? [yes] : []), octets(value))
}

function named(name: keyof typeof names): Buffer {
  return element(0x06, Buffer.from(names[name]))
}

function time(at: Date): Buffer {
  const digits = at.toISOString().replace(/\.\d+|[-:T]/g, '')
  return element(0x18, Buffer.from(digits))
}

function element(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content])
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  if (length < 0x1_00) return Buffer.from([0x81, length])
  return Buffer.from([0x82, length >> 8, length & 0xff])
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
