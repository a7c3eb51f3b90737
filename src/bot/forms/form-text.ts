// What somebody types while a form is open: it answers the open question. A reply to a ticket's message is a reply to the
// ticket all the same.
import { findMessageSubject } from '../../db/conversations.ts'
import type { InboundText } from '../../domain/channel.ts'
import { may } from '../../domain/permissions.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import type { Turn } from '../turn.ts'
import { findForm } from './form-list.ts'
import { answerForm } from './form-walk.ts'

/** @returns whether it was an answer to a form. */
export async function handleFormText(turn: EngineerTurn & Turn<InboundText>): Promise<boolean> {
  const { tx, message, conversation, party } = turn
  const { dialogue } = conversation
  if (dialogue?.kind !== 'form' || message.text.trim() === '' || message.files.length > 0) return false
  if (message.replyTo !== undefined && (await findMessageSubject(tx, conversation.id, message.replyTo)) !== null) return false
  // Somebody may have lost the right since they began.
  if (!may(party, findForm(dialogue.form).action ?? 'manage-records')) {
    conversation.dialogue = null
    return false
  }
  await answerForm(turn, dialogue, message.text)
  return true
}
