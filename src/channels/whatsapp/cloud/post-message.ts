// One message to one person: the call itself, and what its failure means for the account, the template and the person. Which
// message it is, send.ts decides.
import { z } from 'zod'
import type { SendOutcome } from '../../../domain/channel.ts'
import type { ChannelStatePort } from '../../../domain/channel-state.ts'
import type { Log } from '../../../domain/log.ts'
import type { Doubts } from './doubts.ts'
import { toSendOutcome, verdictOf } from './error-table.ts'
import type { GraphApi } from './graph-api.ts'
import { type GraphFailure, nameFailure } from './graph-failure.ts'
import { type Health, partOf } from './health.ts'
import { writeTag } from './message-tag.ts'
import type { Pace } from './pace.ts'
import type { Target } from './target.ts'
import type { TemplateHolds, TemplateName } from './template-holds.ts'

export interface PostDeps {
  readonly api: GraphApi
  readonly phoneNumberId: string
  readonly pace: Pace
  readonly doubts: Doubts
  readonly holds: TemplateHolds
  readonly health: Health
  readonly state: ChannelStatePort | null
  readonly log: Log
  readonly now: () => Date
}

export interface Posting {
  readonly target: Target
  readonly body: object
  /** The same for every try (SendContext.key). */
  readonly key: string
  readonly notice: boolean
  /** When the body is one. */
  readonly template?: TemplateName
}

/** Accepted under this id, or what to make of the failure. `windowClosed`: nothing was sent; a template may be. */
export type Posted =
  | { readonly ok: true; readonly messageId: string }
  | { readonly ok: false; readonly outcome: Exclude<SendOutcome, { kind: 'sent' }>; readonly windowClosed: boolean }

const accepted = z.object({ messages: z.array(z.object({ id: z.string().min(1) })).min(1) })

const hour = 3600 * 1000
/** A refused template is tried again after this: somebody may have seen to it. Its approval lifts the hold at once. */
const holdMs = 6 * hour
/** After "spam" nobody is written to first for this long. */
const spamPauseMs = 24 * hour

/** Posts once. Never throws. */
export async function postMessage(deps: PostDeps, posting: Posting): Promise<Posted> {
  const { api, phoneNumberId, pace, doubts, health } = deps
  const address = Object.values(posting.target)[0] ?? ''
  const tag = writeTag(posting.key, address)
  // The last try got no answer, but a status has told since that the message was taken.
  const known = doubts.confirmed(tag)
  if (known !== null) return { ok: true, messageId: known }
  await pace.take()
  const common = { messaging_product: 'whatsapp', recipient_type: 'individual', biz_opaque_callback_data: tag }
  const body = { ...common, ...posting.target, ...posting.body }
  const result = await api.call({ method: 'POST', path: `${phoneNumberId}/messages`, body }, accepted)
  if (result.ok) {
    pace.forgive(address)
    doubts.settle(tag)
    health.report('token', null)
    health.report('account', null)
    if (posting.template !== undefined) {
      health.report('first-contacts', null)
      health.report(partOf(posting.template), null)
    }
    return { ok: true, messageId: result.value.messages[0]?.id ?? '' }
  }
  const outcome = await toOutcome(deps, posting, address, result.failure)
  if (outcome.kind === 'unknown') doubts.doubt(tag)
  return { ok: false, outcome, windowClosed: outcome.kind === 'never' && outcome.reason === 'conversation-closed' }
}

async function toOutcome(
  deps: PostDeps,
  { notice, template }: Posting,
  address: string,
  failure: GraphFailure,
): Promise<Exclude<SendOutcome, { kind: 'sent' }>> {
  const verdict = verdictOf(failure)
  const isPairLimit = verdict !== null && verdict !== 'unreached' && verdict.kind === 'pair-limit'
  const pairWaitSeconds = isPairLimit ? deps.pace.slowDown(address) : 0
  const outcome = toSendOutcome(failure, { pairWaitSeconds, notice })
  if (verdict === null || verdict === 'unreached') return outcome
  const code = nameFailure(failure)
  if (verdict.kind === 'account') deps.health.report(verdict.part, `WhatsApp: ${verdict.reason} (${code})`)
  if (verdict.kind === 'spam-limit') await pauseFirstContacts(deps, code)
  if (verdict.kind === 'template' && template !== undefined) await holdTemplate(deps, template, `${verdict.reason} (${code})`)
  return outcome
}

async function pauseFirstContacts({ state, health, log, now }: PostDeps, code: string): Promise<void> {
  health.report('first-contacts', `WhatsApp limits this number for spam (${code}): nobody is written to first`)
  await state
    ?.pauseFirstContacts(new Date(now().getTime() + spamPauseMs))
    .catch((error: unknown) => log.error({ err: error }, 'whatsapp: the pause of first contacts could not be noted'))
}

async function holdTemplate({ holds, health, log, now }: PostDeps, template: TemplateName, reason: string): Promise<void> {
  const { name, language } = template
  health.report(partOf(template), `WhatsApp template ${name} (${language}): ${reason}`)
  log.error({ template: name, language, reason }, 'whatsapp: a template is refused and will not be used for now')
  await holds
    .hold(template, reason, new Date(now().getTime() + holdMs))
    .catch((error: unknown) => log.error({ err: error, template: name }, 'whatsapp: a held template could not be noted'))
}
