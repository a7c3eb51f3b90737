// The draft: a ticket in the making. Free text becomes one, further lines and files join it, buttons fill it in.
import { type Draft, joinParts } from '../domain/conversation.ts'
import type { TicketId } from '../domain/ids.ts'
import type { Contact } from '../domain/party.ts'
import { findServers } from '../services/find-servers.ts'
import type { Content } from './inbound-content.ts'
import { reply, type Turn } from './turn.ts'

/** A turn of somebody who may open tickets. */
export interface ClientTurn extends Turn {
  readonly party: Contact & Turn['party']
}

export interface DraftHints {
  readonly refersTo?: TicketId
  readonly mentioned?: readonly number[]
}

/** Begins a draft with a message's content. A company with one server is not asked which. */
export async function beginDraft(turn: ClientTurn, content: Content, hints: DraftHints = {}): Promise<void> {
  const servers = await findServers(turn.tx, turn.party.companyId)
  const [only] = servers
  turn.conversation.dialogue = {
    kind: 'draft',
    id: turn.key,
    parts: isEmpty(content) ? [] : [content.part],
    attachmentIds: content.attachmentIds,
    summary: null,
    priority: 'medium',
    serverId: servers.length === 1 && only !== undefined ? only.id : null,
    refersTo: hints.refersTo ?? null,
    mentioned: hints.mentioned ?? [],
    asking: null,
    cardKey: null,
    cardAt: null,
    revision: 0,
    shown: false,
    reminded: false,
  }
}

/** A further line or file joins the draft, or is the new summary if that was asked for. */
export function extendDraft(turn: Turn, draft: Draft, content: Content): void {
  const words = content.part.text.replace(/\s+/g, ' ').trim()
  if (draft.asking === 'summary' && words !== '' && content.attachmentIds.length === 0) {
    change(turn, draft, { summary: words, asking: null })
    return
  }
  change(turn, draft, {
    parts: [...draft.parts, content.part],
    attachmentIds: [...draft.attachmentIds, ...content.attachmentIds],
  })
}

/** An edited message changes its line of the draft. @returns false when no line came from it. */
export function editDraft(turn: Turn, draft: Draft, messageId: string, text: string): boolean {
  if (!draft.parts.some((part) => part.sources.includes(messageId))) return false
  change(turn, draft, {
    parts: draft.parts.map((part) => (part.sources.includes(messageId) ? { ...part, text } : part)),
  })
  return true
}

/** Changes the draft; its card is shown anew at the end of the turn. */
export function change(turn: Turn, draft: Draft, changes: Partial<Draft>): void {
  turn.conversation.dialogue = { ...draft, ...changes, shown: false, reminded: false }
}

/** Drops the draft. What was typed is quoted back, so that nothing is lost with it. */
export function cancelDraft(turn: Turn, draft: Draft): void {
  turn.conversation.dialogue = null
  const text = joinParts(draft.parts)
  if (text === '') reply(turn, 'draft-cancelled')
  else reply(turn, 'draft-cancelled-quoting', { text })
}

function isEmpty(content: Content): boolean {
  return content.part.text === '' && content.attachmentIds.length === 0 && content.part.sources.length === 0
}
