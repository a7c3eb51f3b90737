// Tells engineers of a new ticket, each in their own chat. Where their group shows it, only those whom it waits for are told at once;
// the others hear of it when the group has not shown it in time.
import type { Tx } from '../db/client.ts'
import { findRota } from '../db/on-call.ts'
import { type Colleague, findEngineers } from '../db/people.ts'
import { isGroupPaused } from '../db/rooms.ts'
import { type Actor, actorColumns } from '../domain/actor.ts'
import type { AttachmentId } from '../domain/ids.ts'
import { openedKey } from '../domain/notification.ts'
import { onCallAt } from '../domain/on-call.ts'
import { join } from '../domain/rich-text.ts'
import type { Candidate } from '../domain/suggest-engineer.ts'
import type { Ticket } from '../domain/ticket.ts'
import { say, sayText } from '../texts/render.ts'
import type { BegunCall } from './call-for-blocker.ts'
import { describeTicket } from './describe-ticket.ts'
import type { Desk } from './desk.ts'
import { type Notice, notify } from './notify.ts'
import { findSuggested, giveButton, saySuggested } from './suggest-assignee.ts'

/** So long the group has to show a new ticket, before everybody is told privately. */
const groupSeconds = 60

export interface NewTicket {
  readonly by: Actor
  readonly attachmentIds: readonly AttachmentId[]
  /** Whoever is called for a Blocker knows already, and the others hear of it when the desk opens. */
  readonly call: BegunCall | null
}

export async function pingEngineers(tx: Tx, desk: Desk, ticket: Ticket, { by, attachmentIds, call }: NewTicket): Promise<void> {
  const author = actorColumns(by).engineerId
  const engineers = await findEngineers(tx, desk.defaultLanguage)
  const recipients = engineers.filter(({ id }) => id !== author && call?.called.has(id) !== true)
  if (recipients.length === 0) return
  const number = String(ticket.number)
  const details = await describeTicket(tx, desk, ticket)
  // A Blocker that calls finds its engineer by itself.
  const suggested = call === null ? await findSuggested(tx, ticket) : null
  const notice: Notice = {
    kind: 'ticket.opened',
    dedup: openedKey(ticket.id),
    about: { ticketId: ticket.id },
    recipients,
    text: (language, { id }) => {
      const opened = say(language, 'notice-opened', details(language))
      return suggested === null ? opened : join([opened, saySuggested(language, suggested, id)], '\n\n')
    },
    buttons: (language, recipient) => [
      [
        { label: sayText(language, 'button-take'), data: `t:${number}:take` },
        { label: sayText(language, 'button-answer'), data: `t:${number}:answer` },
      ],
      ...(suggested === null ? [] : giveButton(language, ticket, suggested, recipient)),
    ],
    attachmentIds,
    fileCaption: (language) => say(language, 'files-caption', { number }),
    always: ticket.priority === 'blocker',
    ...(call === null ? {} : { dueAt: call.othersAt }),
  }
  const later = await findWhoReadsTheGroup(tx, desk, { ticket, suggested, recipients })
  await notify(tx, desk, { ...notice, recipients: recipients.filter((engineer) => !later.includes(engineer)) })
  const dueAt = new Date(tx.now.getTime() + groupSeconds * 1000)
  await notify(tx, desk, { ...notice, dedup: `${openedKey(ticket.id)}:in-group`, recipients: later, dueAt })
}

/** Nobody for a Blocker, without anybody to suggest, and while the group takes nothing: then all are told at once. */
async function findWhoReadsTheGroup(
  tx: Tx,
  { staffGroup }: Desk,
  news: { readonly ticket: Ticket; readonly suggested: Candidate | null; readonly recipients: readonly Colleague[] },
): Promise<readonly Colleague[]> {
  const { ticket, suggested, recipients } = news
  if (staffGroup === undefined || suggested === null || ticket.priority === 'blocker') return []
  if (await isGroupPaused(tx, staffGroup)) return []
  const rota = await findRota(tx, tx.now, new Date(tx.now.getTime() + 1))
  const onCall = onCallAt(rota, 1, tx.now)
  return recipients.filter(({ id }) => id !== suggested.id && id !== onCall)
}
