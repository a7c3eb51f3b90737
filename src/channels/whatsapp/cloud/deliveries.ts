// What one webhook brings: messages and statuses of our number, and what Meta says of its templates and the account. Other
// numbers of the same app are somebody else's and left alone. Pure, but for what it counts.
import type { DeliveryReport, InboundMessage } from '../../../domain/channel.ts'
import { type Receipt, toInboundMessages, toMove } from './inbound.ts'
import {
  accountUpdate,
  delivery,
  deliveryChange,
  deliveryEntry,
  messagesValue,
  qualityUpdate,
  readTime,
  templateUpdate,
  userIdUpdates,
} from './payload.ts'
import { furthest, type ReadStatus, readStatus } from './statuses.ts'
import { readUserId } from './target.ts'

/** What Meta says beside messages. */
export type PlatformWord =
  | { readonly kind: 'template'; readonly name: string; readonly language: string; readonly event: string }
  | { readonly kind: 'account'; readonly event: string }
  | { readonly kind: 'quality'; readonly event: string }
  | { readonly kind: 'error'; readonly code: number }

export interface Delivered {
  readonly messages: readonly InboundMessage[]
  readonly reports: readonly DeliveryReport[]
  readonly statuses: readonly ReadStatus[]
  readonly words: readonly PlatformWord[]
  /** Our number as people write it, if it was said. */
  readonly displayNumber: string | null
  /** Entries that could not be read. */
  readonly malformed: number
}

interface Gathered {
  readonly messages: InboundMessage[]
  readonly statuses: ReadStatus[]
  readonly words: PlatformWord[]
  displayNumber: string | null
  malformed: number
}

export interface OurNumber extends Receipt {
  /** Null: whatever business Meta speaks of. */
  readonly businessId: string | null
}

/** Null when this is no delivery of WhatsApp at all. */
export function readDelivery(json: unknown, receipt: OurNumber): Delivered | null {
  const parsed = delivery.safeParse(json)
  if (!parsed.success || parsed.data.object !== 'whatsapp_business_account') return null
  const gathered: Gathered = { messages: [], statuses: [], words: [], displayNumber: null, malformed: 0 }
  for (const raw of parsed.data.entry) {
    const entry = deliveryEntry.safeParse(raw)
    if (!entry.success) gathered.malformed += 1
    else for (const change of entry.data.changes) takeChange(change, entry.data.id, receipt, gathered)
  }
  const { statuses } = gathered
  return { ...gathered, reports: furthest(statuses.flatMap((status) => status.reports)) }
}

function takeChange(raw: unknown, business: string, receipt: OurNumber, gathered: Gathered): void {
  const change = deliveryChange.safeParse(raw)
  if (!change.success) {
    gathered.malformed += 1
    return
  }
  const { field, value } = change.data
  if (field === 'messages') takeMessages(value, receipt, gathered)
  else if (field === 'user_id_update') takeUserIds(value, receipt, gathered)
  else if (receipt.businessId === null || business === receipt.businessId) takeWord(field, value, gathered)
}

function takeMessages(value: unknown, receipt: OurNumber, gathered: Gathered): void {
  const parsed = messagesValue.safeParse(value)
  if (!parsed.success) {
    gathered.malformed += 1
    return
  }
  const { metadata, contacts, messages, statuses, errors } = parsed.data
  if (metadata.phone_number_id !== receipt.account) return
  gathered.displayNumber = metadata.display_phone_number ?? gathered.displayNumber
  for (const raw of messages) {
    const read = toInboundMessages(raw, contacts, receipt)
    if (read === null) gathered.malformed += 1
    else gathered.messages.push(...read)
  }
  for (const raw of statuses) {
    const status = readStatus(raw, receipt)
    if (status !== null) gathered.statuses.push(status)
  }
  for (const error of errors) {
    const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : null
    if (typeof code === 'number') gathered.words.push({ kind: 'error', code })
  }
}

function takeUserIds(value: unknown, receipt: Receipt, gathered: Gathered): void {
  const parsed = userIdUpdates.safeParse(value)
  if (!parsed.success) {
    gathered.malformed += 1
    return
  }
  if (parsed.data.metadata.phone_number_id !== receipt.account) return
  for (const { user_id: ids, timestamp } of parsed.data.user_id_update) {
    const [previous, current] = [readUserId(ids.previous), readUserId(ids.current)]
    if (previous === null || current === null || previous === current) continue
    gathered.messages.push(toMove(previous, current, { ...receipt, at: readTime(timestamp, receipt.at) }))
  }
}

function takeWord(field: string, value: unknown, { words }: Gathered): void {
  if (field === 'message_template_status_update') {
    const update = templateUpdate.safeParse(value)
    if (!update.success) return
    const { event, message_template_name: name, message_template_language: language } = update.data
    words.push({ kind: 'template', name, language, event })
  } else if (field === 'account_update') {
    const update = accountUpdate.safeParse(value)
    if (update.success) words.push({ kind: 'account', event: update.data.event })
  } else if (field === 'phone_number_quality_update') {
    const update = qualityUpdate.safeParse(value)
    if (update.success) words.push({ kind: 'quality', event: update.data.event })
  }
}
