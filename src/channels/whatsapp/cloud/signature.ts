// Who may knock at the webhook: Meta signs the body's bytes with the app's secret, and shows a word of ours when the address is
// set up. Both are compared in the same time whatever was sent.
import { createHmac, hash, timingSafeEqual } from 'node:crypto'

/** Whether "X-Hub-Signature-256" is the signature of these very bytes. */
export function isSigned(body: Buffer | string, header: string | readonly string[] | undefined, appSecret: string): boolean {
  const stated = typeof header === 'string' ? (/^sha256=([0-9a-f]{64})$/i.exec(header)?.[1] ?? null) : null
  const expected = createHmac('sha256', appSecret).update(body).digest()
  return timingSafeEqual(expected, Buffer.from(stated ?? '0'.repeat(64), 'hex')) && stated !== null
}

/** Both are brought to one length by hashing. */
export function isSameWord(stated: string | undefined, secret: string): boolean {
  const digest = (text: string) => hash('sha256', text, 'buffer')
  return timingSafeEqual(digest(stated ?? ''), digest(secret)) && stated !== undefined
}
