// The receiving half of the channel: what was delivered is put into neutral words, stored, and only then are its other tidings
// (templates, account, doubts) looked at. From start to stop.
import type { InboundMessage, Received } from '../../../domain/channel.ts'
import type { ChannelStatePort } from '../../../domain/channel-state.ts'
import type { Log } from '../../../domain/log.ts'
import { type Delivered, type PlatformWord, readDelivery } from './deliveries.ts'
import type { Doubts } from './doubts.ts'
import { verdictOn } from './error-table.ts'
import { type Health, partOf } from './health.ts'
import { toMove } from './inbound.ts'
import type { TemplateHolds } from './template-holds.ts'

export interface ReceiverOptions {
  readonly account: string
  readonly businessId: string | null
  readonly received: Received
  readonly doubts: Doubts
  readonly holds: TemplateHolds
  readonly health: Health
  readonly state: ChannelStatePort | null
  /** Whether there is a conversation with this address: somebody was known by it so far. */
  readonly knowsAddress: (address: string) => Promise<boolean>
  readonly onNumber: (displayNumber: string) => void
  readonly onHeard: (message: InboundMessage) => void
  readonly log: Log
  readonly now: () => Date
}

/** Pairs of ids that need no further look; the oldest are forgotten. */
const mostPairs = 10_000

/** @returns takes one delivery in; false when it is none of WhatsApp. @throws what storing throws, and then all is repeated. */
export function createReceiver(options: ReceiverOptions): (json: unknown) => Promise<boolean> {
  const { account, businessId, received, log, now } = options
  const joined = new Set<string>()
  return async (json) => {
    const receipt = { account, businessId, at: now() }
    const delivered = readDelivery(json, receipt)
    if (delivered === null) return false
    const pairs = await findMoves(options, delivered.messages, joined)
    const messages = [...pairs.map(({ number, userId }) => toMove(number, userId, receipt)), ...delivered.messages]
    if (messages.length > 0) await received.messages(messages)
    if (delivered.reports.length > 0) await received.reports(delivered.reports)
    if (delivered.malformed > 0) log.warn({ entries: delivered.malformed }, 'whatsapp: entries of a delivery could not be read')
    await afterStoring(options, delivered)
    return true
  }
}

interface Pair {
  readonly number: string
  readonly userId: string
}

/** People who were known by their number so far, and whose other id shows now. */
async function findMoves(options: ReceiverOptions, messages: readonly InboundMessage[], joined: Set<string>): Promise<Pair[]> {
  const moves: Pair[] = []
  for (const { sender } of messages) {
    for (const number of sender.alsoKnownAs ?? []) {
      const key = `${number} ${sender.userId}`
      if (joined.has(key)) continue
      if (await options.knowsAddress(number)) moves.push({ number, userId: sender.userId })
      joined.add(key)
      if (joined.size > mostPairs) joined.delete(joined.values().next().value ?? '')
    }
  }
  return moves
}

/** Nothing here may fail a delivery that is stored already. */
async function afterStoring(options: ReceiverOptions, delivered: Delivered): Promise<void> {
  const { doubts, state, onHeard, onNumber, log } = options
  if (delivered.displayNumber !== null) onNumber(delivered.displayNumber)
  for (const message of delivered.messages) {
    state?.note('received')
    onHeard(message)
  }
  for (let entry = 0; entry < delivered.malformed; entry++) state?.note('malformed')
  for (const { tag, messageId, codes } of delivered.statuses) {
    if (tag !== null) doubts.confirm(tag, messageId)
    if (codes.length > 0) log.warn({ codes }, 'whatsapp: a message that had been accepted failed')
  }
  for (const word of delivered.words) {
    await takeWord(options, word).catch((error: unknown) => log.error({ err: error }, 'whatsapp: a notice could not be noted'))
  }
}

async function takeWord({ holds, health, state, log, now }: ReceiverOptions, word: PlatformWord): Promise<void> {
  switch (word.kind) {
    case 'template': {
      const { name, language } = word
      if (word.event === 'APPROVED' || word.event === 'REINSTATED') {
        await holds.lift({ name, language })
        return health.report(partOf({ name, language }), null)
      }
      if (!templateEnds.has(word.event)) return
      log.error({ template: name, language, event: word.event }, 'whatsapp: a template cannot be used any more')
      health.report(partOf({ name, language }), `WhatsApp template ${name} (${language}): ${word.event.toLowerCase()}`)
      return holds.hold({ name, language }, word.event.toLowerCase(), new Date(now().getTime() + untilApproved))
    }
    case 'account':
      log.error({ event: word.event }, 'whatsapp: Meta tells of the account')
      return state?.describe('account', word.event.toLowerCase())
    case 'quality':
      log.warn({ event: word.event }, 'whatsapp: Meta tells of the quality of the number')
      return state?.describe('quality', word.event.toLowerCase())
    case 'error': {
      const verdict = verdictOn(word.code)
      log.error({ code: word.code }, 'whatsapp: Meta tells of an error')
      if (verdict.kind === 'account') health.report(verdict.part, `WhatsApp: ${verdict.reason} (${word.code})`)
    }
  }
}

const templateEnds = new Set([
  'REJECTED',
  'PAUSED',
  'DISABLED',
  'PENDING_DELETION',
  'DELETED',
  'FLAGGED_AND_DISABLED',
  'ARCHIVED',
])
/** Its approval is told; this only keeps a word that was lost from holding it for ever. */
const untilApproved = 30 * 24 * 3600 * 1000
