// /cancel: drops what is unfinished in this chat; what was typed is quoted back.
import { joinParts } from '../../domain/conversation.ts'
import { Refusal } from '../../domain/errors.ts'
import { say } from '../../texts/render.ts'
import type { Command } from '../command.ts'
import { type ClientTurn, cancelDraft } from '../draft.ts'
import { closeCard } from '../draft-card.ts'
import { reply } from '../turn.ts'

export const cancelCommand: Command = {
  name: 'cancel',
  async run(turn) {
    const { dialogue } = turn.conversation
    switch (dialogue?.kind) {
      case 'draft':
        await closeCard(turn as unknown as ClientTurn, dialogue, say(turn.party.language, 'draft-closed-cancelled'))
        return cancelDraft(turn, dialogue)
      case 'reopen':
        turn.conversation.dialogue = null
        return reply(turn, 'draft-cancelled-quoting', { text: joinParts(dialogue.parts) })
      case 'answering':
        turn.conversation.dialogue = null
        return reply(turn, 'engineer-answer-cancelled', { number: String(dialogue.number) })
      case 'form':
        turn.conversation.dialogue = null
        return reply(turn, 'form-cancelled')
      case 'contact-question':
        turn.conversation.dialogue = null
        return reply(turn, 'contacts-stopped')
      case undefined:
        throw new Refusal('nothing-to-cancel')
    }
  },
}
