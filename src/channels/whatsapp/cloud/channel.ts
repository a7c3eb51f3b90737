// WhatsApp through Meta's Cloud API as one of the desk's channels: puts the parts of this folder together. The only file of the
// folder that the roof imports, beside the check of templates.
import type { Channel, OutboundContent, Received } from '../../../domain/channel.ts'
import type { ChannelStatePort } from '../../../domain/channel-state.ts'
import type { Log } from '../../../domain/log.ts'
import { split } from '../split.ts'
import { askBusinessNumber } from './business-number.ts'
import { createDoubts } from './doubts.ts'
import { fetchFile } from './fetch-file.ts'
import { createGraphApi } from './graph-api.ts'
import { createHealth } from './health.ts'
import { limits } from './limits.ts'
import { createPace } from './pace.ts'
import { createReadMarks } from './read-marks.ts'
import { createReceiver } from './receiver.ts'
import { type SendDeps, send } from './send.ts'
import type { TemplateHolds } from './template-holds.ts'
import type { TemplateMap } from './templates.ts'
import { createUpkeep } from './upkeep.ts'
import { answerChallenge, takeWebhook, type WebhookRequest } from './webhook.ts'

export interface CloudOptions {
  /** Of the Graph API, with its version. */
  readonly apiRoot: string
  readonly token: string
  readonly phoneNumberId: string
  /** Null: whatever business the app's words are about is taken for ours. */
  readonly businessId: string | null
  readonly appSecret: string
  readonly verifyToken: string
  readonly templates: TemplateMap
  readonly proactive: boolean
  /** On the button that opens a list, 20 characters at most. */
  readonly listButton: string
  readonly holds: TemplateHolds
  readonly state: ChannelStatePort | null
  readonly knowsAddress: (address: string) => Promise<boolean>
  readonly log: Log
  readonly now: () => Date
  /** The longest a call may take, 20 by default; uploads get more by their size. */
  readonly callTimeoutSeconds?: number
}

export interface CloudChannel extends Channel {
  readonly webhook: {
    readonly path: string
    readonly maxBytes: number
    /** Answers with the status to send. Never throws. */
    handle(request: WebhookRequest): Promise<{ status: number }>
    /** Meta's question whether the address is ours. */
    challenge(query: Readonly<Record<string, unknown>>): { status: number; body?: string }
  }
}

const webhookPath = '/whatsapp/webhook'

/** The number of a business, not yet started. @throws Error when the root is no address. */
export function createCloudChannel(options: CloudOptions): CloudChannel {
  const { phoneNumberId: account, log, now, state, holds } = options
  if (!/^https?:\/\//.test(options.apiRoot) || !URL.canParse(options.apiRoot)) throw new Error('the Graph root is no address')
  const api = createGraphApi({ root: options.apiRoot, token: options.token, seconds: options.callTimeoutSeconds ?? 20 })
  const doubts = createDoubts()
  const further = new WeakSet<OutboundContent>()
  const upkeep = createUpkeep(state, log)
  const health = createHealth(log, () => upkeep.nudge(health))
  const reading = createReadMarks({ api, account, log })
  let digits: string | null = null
  let take: ((json: unknown) => Promise<boolean>) | null = null
  const handling = new Set<Promise<unknown>>()
  const deps: SendDeps = {
    api,
    phoneNumberId: account,
    pace: createPace(limits.messagesPerSecond, () => performance.now()),
    doubts,
    holds,
    health,
    state,
    log,
    now,
    templates: options.templates,
    proactive: options.proactive,
    listButton: options.listButton.slice(0, limits.listButtonLength),
    isFurther: (part) => further.has(part),
  }

  async function ask(stop: AbortSignal): Promise<boolean> {
    const number = await askBusinessNumber(api, account, { health, stop })
    if (number === null) return false
    digits = number.digits
    await state
      ?.describe('quality', number.quality?.toLowerCase() ?? null)
      .catch((error: unknown) => log.warn({ err: error }, 'whatsapp: the quality of the number could not be noted'))
    return true
  }

  function receiver(received: Received) {
    return createReceiver({
      ...options,
      account,
      received,
      doubts,
      health,
      onNumber: (shown) => {
        digits = shown.replace(/\D/g, '')
      },
      onHeard: reading.heard,
    })
  }

  return {
    name: 'whatsapp',
    reportsLater: true,
    // A webhook that failed comes again for a week.
    keepsHours: 7 * 24,
    account,
    split(content) {
      const parts = split(content)
      for (const [index, part] of parts.entries()) if (part.type === 'text' && index > 0) further.add(part)
      return parts
    },
    async send(address, part, context) {
      const outcome = await send(deps, address, part, context)
      if (outcome.kind === 'sent' && outcome.messageIds.length > 0) {
        state?.note('sent')
        if (context.notice === null) reading.answered(address)
      }
      return outcome
    },
    fetch: (reference) => fetchFile(api, account, reference),
    async start(received) {
      if (take !== null) throw new Error('a channel is started once')
      take = receiver(received)
      await upkeep.start(ask, health)
    },
    async stop() {
      take = null
      await upkeep.stop()
      await Promise.allSettled([...handling, reading.settled()])
    },
    fault: health.fault,
    linkFor: (code) => (digits === null ? null : `https://wa.me/${digits}?text=${encodeURIComponent(`/start ${code}`)}`),
    webhook: {
      path: webhookPath,
      maxBytes: limits.webhookBytes,
      async handle(request) {
        const taking = takeWebhook(request, { appSecret: options.appSecret, take: () => take, health, log })
        handling.add(taking)
        return taking.finally(() => handling.delete(taking))
      },
      challenge: (query) => answerChallenge(query, options.verifyToken),
    },
  }
}
