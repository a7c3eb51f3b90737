// The client's answer to proposed terms. Agreed, the date goes to both sides' chats, with a calendar file.
import type { Tx } from '../db/client.ts'
import { insertDrawing } from '../db/drawings.ts'
import { findEngineer, findParticipants } from '../db/people.ts'
import { addParticipant, addTicketEvent, lockTicket } from '../db/tickets.ts'
import { decideWorkTerms, findWorkTerms } from '../db/work-terms.ts'
import { Refusal } from '../domain/errors.ts'
import { type AttachmentId, isId, type TicketId } from '../domain/ids.ts'
import type { Contact } from '../domain/party.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { WorkTerms } from '../domain/work-terms.ts'
import { say } from '../texts/render.ts'
import { sayAgreedTerms } from '../texts/terms.ts'
import type { Desk } from './desk.ts'
import { notify } from './notify.ts'
import { nameWork } from './propose-work.ts'

/**
 * @returns `agreed` or `declined`, also when it was answered so before; the notices go out once.
 * @throws Refusal `ticket-not-found`, also for another company's; `stale-button` for terms that were replaced, or answered otherwise.
 */
export async function decideWork(
  tx: Tx,
  desk: Desk,
  {
    ticketId,
    id,
    by,
    agrees,
  }: { readonly ticketId: TicketId; readonly id: string; readonly by: Contact; readonly agrees: boolean },
): Promise<{ readonly terms: WorkTerms; readonly again: boolean }> {
  const ticket = await lockTicket(tx, ticketId)
  if (ticket === null || ticket.companyId !== by.companyId) throw new Refusal('ticket-not-found')
  const terms = isId(id) ? await findWorkTerms(tx, ticket.id, id) : null
  const state = agrees ? 'agreed' : 'declined'
  if (terms?.state === state) return { terms, again: true }
  // A date that has passed is agreed to by nobody.
  if (terms?.state !== 'proposed' || (agrees && terms.startsAt <= tx.now)) throw new Refusal('stale-button')
  await decideWorkTerms(tx, terms.id, { state, contactId: by.id })
  const data = { kind: terms.kind, terms: terms.id, cents: Number(terms.priceCents), currency: terms.currency }
  await addTicketEvent(tx, ticket.id, { kind: agrees ? 'consent' : 'terms-declined', at: tx.now, by, data })
  await addParticipant(tx, ticket.id, by.id)
  if (agrees) await tellAgreed(tx, desk, ticket, terms)
  else await tellDeclined(tx, desk, ticket, terms, by)
  return { terms, again: false }
}

async function tellAgreed(tx: Tx, desk: Desk, ticket: Ticket, terms: WorkTerms): Promise<void> {
  const engineer = await findEngineer(tx, terms.engineerId, desk.defaultLanguage)
  const contacts = await findParticipants(tx, ticket.id, desk.defaultLanguage)
  const number = String(ticket.number)
  for (const reader of engineer === null ? contacts : [...contacts, engineer]) {
    const file = await requestCalendarFile(tx, terms, nameWork(reader.language, terms, ticket.number))
    await notify(tx, desk, {
      kind: 'work.terms',
      dedup: `work.agreed:${terms.id}`,
      about: { ticketId: ticket.id },
      recipients: [reader],
      text: (language) => sayAgreedTerms(language, terms, { number, zone: reader.kind === 'contact' ? reader.timeZone : null }),
      attachmentIds: [file],
      fileCaption: (language) => say(language, 'terms-file-caption', { number }),
    })
  }
}

async function tellDeclined(tx: Tx, desk: Desk, ticket: Ticket, terms: WorkTerms, by: Contact): Promise<void> {
  const engineer = await findEngineer(tx, terms.engineerId, desk.defaultLanguage)
  await notify(tx, desk, {
    kind: 'work.terms',
    dedup: `work.declined:${terms.id}`,
    about: { ticketId: ticket.id },
    recipients: engineer === null ? [] : [engineer],
    text: (language) => say(language, 'terms-declined-notice', { number: String(ticket.number), contact: by.name }),
  })
}

/** Written after the commit, like everything the desk makes itself. */
function requestCalendarFile(tx: Tx, terms: WorkTerms, summary: string): Promise<AttachmentId> {
  const endsAt = new Date(terms.startsAt.getTime() + terms.seconds * 1000)
  const appointment = {
    ...{ uid: `${terms.id}@support-assistant`, revision: 0, summary, description: `${terms.system}\n${terms.goals}` },
    ...{ madeAt: tx.now.toISOString(), startsAt: terms.startsAt.toISOString(), endsAt: endsAt.toISOString() },
  }
  const file = { fileName: 'appointment.ics', mediaType: 'text/calendar', kind: 'document' } as const
  return insertDrawing(tx, file, JSON.stringify({ kind: 'appointment', appointment }))
}
