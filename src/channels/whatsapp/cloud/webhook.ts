// Takes what Meta delivers. Whoever serves HTTP hands requests over and needs to know nothing of WhatsApp. The signature is
// looked at before the body is; the answer 200 is given only when all of it is stored, else Meta delivers again.
import type { Log } from '../../../domain/log.ts'
import type { Health } from './health.ts'
import { limits } from './limits.ts'
import { isSameWord, isSigned } from './signature.ts'

export interface WebhookRequest {
  /** Names in lower case, as node:http gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: Buffer | string
}

export interface WebhookOptions {
  readonly appSecret: string
  /** Stores what was delivered; null while the channel is not started, or stopped. False: nothing that we know. */
  readonly take: () => ((json: unknown) => Promise<boolean>) | null
  readonly health: Health
  readonly log: Log
}

/** 200 stored (or not for us), 400 no JSON, 401 not signed by the app, 413 above 3 MB, 503 could not be stored. */
export async function takeWebhook({ headers, body }: WebhookRequest, options: WebhookOptions): Promise<{ status: number }> {
  const { appSecret, take, health, log } = options
  if (Buffer.byteLength(body) > limits.webhookBytes) return { status: 413 }
  if (!isSigned(body, headers['x-hub-signature-256'], appSecret)) return { status: 401 }
  const json = parse(body)
  if (json === undefined) return { status: 400 }
  const store = take()
  if (store === null) return { status: 503 }
  try {
    // Repeating what nobody can read helps nobody, and Meta counts failures against the address.
    if (!(await store(json))) log.warn({}, 'whatsapp: a delivery of an unknown shape was left alone')
    health.report('storing', null)
    return { status: 200 }
  } catch (error) {
    health.report('storing', 'received WhatsApp messages cannot be stored')
    log.error({ err: error }, 'whatsapp: a delivery was not stored and will be repeated')
    return { status: 503 }
  }
}

/** Meta asks once, when the address is set up: the challenge is given back to whoever knows our word. */
export function answerChallenge(
  query: Readonly<Record<string, unknown>>,
  verifyToken: string,
): { status: number; body?: string } {
  const [mode, word, challenge] = ['hub.mode', 'hub.verify_token', 'hub.challenge'].map((name) => query[name])
  if (mode !== 'subscribe' || !isSameWord(typeof word === 'string' ? word : undefined, verifyToken)) return { status: 403 }
  // Given back as it came, so only what could be a challenge.
  return typeof challenge === 'string' && /^[\w.-]{1,200}$/.test(challenge) ? { status: 200, body: challenge } : { status: 400 }
}

function parse(body: Buffer | string): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}
