// /new [text]: straight to the draft's card.
import type { Command } from '../command.ts'
import { beginDraft, type ClientTurn, extendDraft } from '../draft.ts'
import { takeContent } from '../inbound-content.ts'
import { reply } from '../turn.ts'

export const newCommand: Command = {
  name: 'new',
  async run(turn, words, messageIds) {
    const client = turn as ClientTurn & typeof turn
    const content = await takeContent({ ...turn, message: { ...turn.message, text: words } }, messageIds)
    if (words === '' && content.attachmentIds.length === 0) return reply(turn, 'new-ask')
    const { dialogue } = turn.conversation
    // An unfinished draft is not thrown away for a new one: its text would be lost.
    if (dialogue?.kind === 'draft') return extendDraft(turn, dialogue, content)
    await beginDraft(client, content)
  },
}
