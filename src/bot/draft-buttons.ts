// Presses on a draft's card. A press on an older draft's card is answered, and changes nothing.

import type { Draft } from '../domain/conversation.ts'
import { joinParts } from '../domain/conversation.ts'
import { Refusal } from '../domain/errors.ts'
import { type Priority, priorities } from '../domain/priority.ts'
import { findServers } from '../services/find-servers.ts'
import { getTicketFor } from '../services/find-ticket.ts'
import { nameFiles } from '../services/name-files.ts'
import { openTicket } from '../services/open-ticket.ts'
import { say } from '../texts/render.ts'
import { type ClientTurn, cancelDraft, change } from './draft.ts'
import { closeCard, draftSummary } from './draft-card.ts'
import { followUp } from './follow-up.ts'
import { sendReceipt } from './ticket-receipt.ts'

/** @param action what stands after "d:<draft id>:" in the button. @throws Refusal `stale-button`. */
export async function pressDraft(turn: ClientTurn, draftId: string, action: string): Promise<void> {
  const draft = turn.conversation.dialogue
  if (draft?.kind !== 'draft' || draft.id !== draftId) throw new Refusal('stale-button')
  const [verb, value = ''] = action.split(':', 2)
  switch (verb) {
    case 'p':
      return pressPriority(turn, draft, value)
    case 's':
      return pressServer(turn, draft, value)
    case 'summary':
      return change(turn, draft, { asking: 'summary' })
    case 'create':
      return createTicket(turn, draft)
    case 'add':
      return addToTicket(turn, draft, Number(value))
    case 'cancel':
      await closeCard(turn, draft, say(turn.party.language, 'draft-closed-cancelled'))
      return cancelDraft(turn, draft)
    default:
      throw new Refusal('stale-button')
  }
}

/** A Blocker wakes people: it is confirmed once, and then created at once. */
function pressPriority(turn: ClientTurn, draft: Draft, value: string): void {
  const priority = priorities.find((name) => name === value)
  if (priority === undefined) throw new Refusal('stale-button')
  change(turn, draft, { priority, asking: asksFor(priority) })
}

function asksFor(priority: Priority): Draft['asking'] {
  return priority === 'blocker' ? 'blocker' : null
}

async function pressServer(turn: ClientTurn, draft: Draft, value: string): Promise<void> {
  if (value === 'unrelated') return change(turn, draft, { serverId: 'unrelated' })
  const servers = await findServers(turn.tx, turn.party.companyId)
  const server = servers.find((choice) => choice.id === value)
  if (server === undefined) throw new Refusal('stale-button')
  change(turn, draft, { serverId: server.id })
}

async function createTicket(turn: ClientTurn, draft: Draft): Promise<void> {
  const { tx, desk, party, conversation } = turn
  const description = joinParts(draft.parts)
  const summary = draftSummary(draft, await nameFiles(tx, draft.attachmentIds))
  if (summary === '') throw new Refusal('summary-missing')
  const server = draft.serverId === 'unrelated' ? null : draft.serverId
  const ticket = await openTicket(tx, desk, {
    companyId: party.companyId,
    contactId: party.id,
    summary,
    description,
    priority: draft.priority,
    ...(server === null ? {} : { serverId: server }),
    channel: conversation.channel,
    sourceKey: `draft:${conversation.id}:${draft.id}`,
    ...(draft.refersTo === null ? {} : { refersToId: draft.refersTo }),
    attachmentIds: draft.attachmentIds,
    sources: { conversationId: conversation.id, externalIds: sourcesOfDraft(draft) },
    by: { kind: 'contact', id: party.id },
  })
  const number = String(ticket.number)
  await closeCard(turn, draft, say(party.language, 'draft-closed-created', { number }))
  conversation.dialogue = null
  conversation.currentTicket = { id: ticket.id, at: tx.now }
  await sendReceipt(turn, ticket, draft.serverId === null)
}

/** What was written belongs to a ticket that exists: it is added there as a comment. */
async function addToTicket(turn: ClientTurn, draft: Draft, number: number): Promise<void> {
  const ticket = await getTicketFor(turn.tx, turn.party, number)
  await closeCard(turn, draft, say(turn.party.language, 'draft-closed-added', { number: String(number) }))
  turn.conversation.dialogue = null
  const part = { text: joinParts(draft.parts), sources: sourcesOfDraft(draft) }
  await followUp(
    turn,
    ticket,
    { part, attachmentIds: draft.attachmentIds },
    { via: 'number', sourceKey: `draft:${turn.conversation.id}:${draft.id}` },
  )
}

function sourcesOfDraft(draft: Draft): readonly string[] {
  return draft.parts.flatMap((part) => part.sources)
}
