// The kinds of message the ledger knows. A notice is said without being asked; a reply answers a message.
import type { TicketId } from './ids.ts'

export const noticeKinds = [
  'ticket.opened',
  'ticket.assigned',
  'ticket.comment',
  'ticket.status',
  'ticket.merged',
  'ticket.comment-removed',
  'ticket.priority',
  'ticket.consent',
  'ticket.warning',
  'ticket.file-failed',
  'blocker.call',
  'blocker.acknowledged',
  'on-call.swap',
  'hand-over',
  'digest',
  'invoice.issued',
  'invoice.partly-paid',
  'invoice.paid',
  'invoice.cancelled',
  'invoice.due',
  'invoice.overdue',
  'invoice.claimed',
  'subscription.ending',
  'usage.warning',
  'ticket.estimate',
  'work.terms',
  'identity.unlinked',
  'identity.conflict',
  'draft.reminder',
  'message.parked',
  'broadcast',
  'channel.alert',
  'channel.outage',
] as const

export type NoticeKind = (typeof noticeKinds)[number]

/**
 * What the private notices of a new ticket are called, each with its reader's id behind; with ":in-group" before that one, it waits
 * whether the group shows the ticket.
 */
export function openedKey(id: TicketId): string {
  return `ticket.opened:${id}`
}
