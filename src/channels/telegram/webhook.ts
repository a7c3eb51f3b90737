// Takes updates that Telegram delivers. Whoever serves HTTP hands requests over and needs to know nothing of Telegram. The
// answer 200 is given only when the update is stored; anything else makes Telegram deliver again.
import { hash, timingSafeEqual } from 'node:crypto'
import type { Update } from 'grammy/types'
import type { Health } from './health.ts'
import type { Intake } from './intake.ts'
import { limits } from './limits.ts'
import type { Log } from './log.ts'

export interface WebhookRequest {
  /** Names in lower case, as node:http gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: Buffer | string
}

export interface WebhookOptions {
  readonly secret: string
  /** Null while the channel is not started, or stopped. */
  readonly intake: () => Intake | null
  readonly health: Health
  readonly log: Log
}

/** 200 stored, 400 no update, 401 wrong secret, 413 above 1 MB, 503 could not be stored. */
export async function takeWebhook(request: WebhookRequest, options: WebhookOptions): Promise<{ status: number }> {
  const { secret, intake, health, log } = options
  if (!isSame(request.headers['x-telegram-bot-api-secret-token'], secret)) return { status: 401 }
  if (Buffer.byteLength(request.body) > limits.webhookBodyBytes) return { status: 413 }
  const update = parse(request.body)
  if (update === null) return { status: 400 }
  const take = intake()
  if (take === null) return { status: 503 }
  try {
    await take([update])
    health.report('storing', null)
    return { status: 200 }
  } catch (error) {
    health.report('storing', 'received messages cannot be stored')
    log.error({ err: error, updateId: update.update_id }, 'telegram: an update was not stored and will be delivered again')
    return { status: 503 }
  }
}

/** In the same time whatever the stated secret's length and content: both are brought to one length by hashing. */
function isSame(stated: string | readonly string[] | undefined, secret: string): boolean {
  const digest = (text: string) => hash('sha256', text, 'buffer')
  return timingSafeEqual(digest(typeof stated === 'string' ? stated : ''), digest(secret)) && typeof stated === 'string'
}

function parse(body: Buffer | string): Update | null {
  try {
    const parsed: unknown = JSON.parse(body.toString())
    const id: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'update_id') : undefined
    return Number.isSafeInteger(id) ? (parsed as Update) : null
  } catch {
    return null
  }
}
