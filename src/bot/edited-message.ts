// Somebody edited a message of theirs: the draft's line or the comment changes with it; what it said before is kept.

import { findMessageSubject } from '../db/conversations.ts'
import type { InboundText } from '../domain/channel.ts'
import { editComment } from '../services/edit-comment.ts'
import { parseCommand, splitNumber } from './command.ts'
import { editDraft } from './draft.ts'
import { textOf } from './inbound-content.ts'
import type { Turn } from './turn.ts'

/** An edit of something the desk has no trace of changes nothing, and needs no answer. */
export async function handleEdit(turn: Turn<InboundText>): Promise<void> {
  const { message, conversation, party, tx, desk } = turn
  if (party.kind === 'stranger') return
  const text = textOf({ ...message, text: withoutCommand(message.text) }, party.language)
  if (conversation.dialogue?.kind === 'draft' && editDraft(turn, conversation.dialogue, message.messageId, text)) return
  const subject = await findMessageSubject(tx, conversation.id, message.messageId)
  if (subject !== null) await editComment(tx, desk, { subject, by: party, body: text, key: turn.key })
}

/** "/reply 12345 text" said "text"; so does what became of it. */
function withoutCommand(text: string): string {
  const command = parseCommand(text)
  if (command === null) return text
  return splitNumber(command.words)?.rest ?? command.words
}
