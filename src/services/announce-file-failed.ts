// Tells the people of a ticket that a file could not be fetched and has to be sent again.

import type { Tx } from '../db/client.ts'
import { findParticipants } from '../db/people.ts'
import { findTicketRow } from '../db/tickets.ts'
import type { TicketId } from '../domain/ids.ts'
import { say } from '../texts/render.ts'
import type { Desk } from './desk.ts'
import { notify } from './notify.ts'

/** A file of a draft that never became a ticket concerns nobody any more. */
export async function announceFileFailed(
  tx: Tx,
  desk: Desk,
  file: { readonly id: string; readonly ticketId: string | null; readonly fileName: string },
): Promise<void> {
  const ticket = file.ticketId === null ? null : await findTicketRow(tx, file.ticketId as TicketId)
  if (ticket === null) return
  await notify(tx, desk, {
    kind: 'ticket.file-failed',
    dedup: `ticket.file-failed:${file.id}`,
    about: { ticketId: ticket.id },
    recipients: await findParticipants(tx, ticket.id, desk.defaultLanguage),
    text: (language) => say(language, 'notice-file-failed', { number: String(ticket.number), file: file.fileName }),
  })
}
