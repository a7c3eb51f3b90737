// From Meta's statuses to delivery reports. They come late, twice and in any order, so of each batch only the furthest of each
// message is passed on; what was said before a batch is the core's to compare.
import type { DeliveryReport } from '../../../domain/channel.ts'
import { conversationId } from '../../../domain/ids.ts'
import { verdictOn } from './error-table.ts'
import type { Receipt } from './inbound.ts'
import { readTag } from './message-tag.ts'
import { readTime, status as statusShape } from './payload.ts'
import { readPhone, readUserId } from './target.ts'

/** One status as it came: which message of ours, how far, and the tag that the message was sent with. */
export interface ReadStatus {
  readonly messageId: string
  /** "sent" says that Meta took it, which the answer to the call had said already, if it came. */
  readonly state: 'sent' | DeliveryReport['state']
  readonly tag: string | null
  /** The codes of a failure, for the operator. */
  readonly codes: readonly number[]
  readonly reports: readonly DeliveryReport[]
}

const states: Readonly<Record<string, ReadStatus['state']>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
}

/** Null for what cannot be read or says nothing of a delivery (a deleted message). */
export function readStatus(raw: unknown, { account, at }: Receipt): ReadStatus | null {
  const parsed = statusShape.safeParse(raw)
  const state = parsed.success ? states[parsed.data.status] : undefined
  if (!parsed.success || state === undefined) return null
  const { id, timestamp, errors, biz_opaque_callback_data: tag } = parsed.data
  const codes = errors.map((error) => error.code)
  const { tag: sent, address } = readTag(tag)
  const userId = readUserId(parsed.data.recipient_user_id)
  // The conversation it was sent in, and the one it may have become since: without our tag either may be the one.
  const addresses = [...new Set([userId, address ?? readPhone(parsed.data.recipient_id)])].filter((one) => one !== null)
  const when = readTime(timestamp, at)
  const reports =
    state === 'sent'
      ? []
      : addresses.map(
          (address): DeliveryReport => ({
            conversationId: conversationId('whatsapp', account, address),
            messageId: id,
            state,
            ...(state === 'failed' && whyFailed(codes)),
            at: when,
          }),
        )
  return { messageId: id, state, tag: sent, codes, reports }
}

function whyFailed(codes: readonly number[]): Pick<DeliveryReport, 'reason' | 'unreachable'> {
  const [code] = codes
  if (code === undefined) return { reason: 'undeliverable' }
  const verdict = verdictOn(code)
  switch (verdict.kind) {
    case 'window-closed':
      return { reason: 'conversation-closed' }
    case 'spam-limit':
      return { reason: 'first-contacts-paused' }
    case 'template':
      return { reason: 'no-template' }
    case 'account':
      return { reason: `${verdict.part}-refused` }
    case 'pair-limit':
    case 'slow-down':
      return { reason: 'flood' }
    case 'temporary':
      return { reason: 'temporary' }
    case 'refused':
      return { reason: verdict.reason, ...(verdict.unreachable !== undefined && { unreachable: verdict.unreachable }) }
  }
}

/**
 * Far, further, furthest. A failure ends a message that was not delivered; what was delivered has not failed, whatever is
 * said later.
 */
const distance: Readonly<Record<DeliveryReport['state'], number>> = { failed: 1, delivered: 2, read: 3 }

/** Of each message of each conversation the furthest report, in the order in which they were first spoken of. */
export function furthest(reports: readonly DeliveryReport[]): DeliveryReport[] {
  const best = new Map<string, DeliveryReport>()
  for (const report of reports) {
    const key = `${report.conversationId} ${report.messageId}`
    const before = best.get(key)
    if (before === undefined || distance[report.state] > distance[before.state]) best.set(key, report)
  }
  return [...best.values()]
}
