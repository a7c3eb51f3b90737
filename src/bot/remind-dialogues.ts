// Unfinished dialogues: brought to mind once, and at the end dropped with the text quoted back. Nothing typed just vanishes.

import type { Database, Tx } from '../db/client.ts'
import { findDueDialogues, lockConversation, saveConversations } from '../db/conversations.ts'
import { queueMessages } from '../db/outbox.ts'
import type { ChannelName } from '../domain/channel.ts'
import { type Conversation, type Dialogue, joinParts } from '../domain/conversation.ts'
import type { ConversationId } from '../domain/ids.ts'
import type { Party } from '../domain/party.ts'
import type { RichText } from '../domain/rich-text.ts'
import type { Desk } from '../services/desk.ts'
import { say } from '../texts/render.ts'

const atOnce = 50

/** Called by the sweep. Each conversation is a transaction of its own. */
export async function remindDialogues(deps: { readonly database: Database; readonly desk: Desk }): Promise<void> {
  const due = await deps.database.transaction((tx) => findDueDialogues(tx, atOnce))
  for (const id of due) await deps.database.transaction((tx) => remind(tx, deps.desk, id))
}

async function remind(tx: Tx, desk: Desk, id: ConversationId): Promise<void> {
  const locked = await lockConversation(tx, id, desk.defaultLanguage)
  if (locked === null) return
  const { conversation } = locked
  const { dialogue, dialogueDueAt } = conversation
  if (dialogue === null || dialogueDueAt === null || dialogueDueAt > tx.now) return
  const before = structuredClone(conversation)
  const party = locked.party()
  const text = wordReminder(dialogue, party)
  conversation.dialogue = 'parts' in dialogue && !dialogue.reminded ? { ...dialogue, reminded: true } : null
  if (text !== null) await tell(tx, conversation, party, text, dialogueDueAt)
  await saveConversations(tx, [{ before, after: conversation }])
}

function wordReminder(dialogue: Dialogue, { language }: Party): RichText | null {
  if (dialogue.kind === 'form') return say(language, 'form-dropped')
  if (!('parts' in dialogue)) return null
  const text = joinParts(dialogue.parts)
  if (dialogue.reminded) return text === '' ? say(language, 'draft-dropped') : say(language, 'draft-dropped-quoting', { text })
  return say(language, dialogue.kind === 'draft' ? 'draft-reminder' : 'reopen-reminder')
}

async function tell(tx: Tx, conversation: Conversation, party: Party, text: RichText, dueAt: Date): Promise<void> {
  await queueMessages(tx, [
    {
      conversationId: conversation.id,
      channel: conversation.channel as ChannelName,
      kind: 'draft.reminder',
      dedupKey: `reminder:${conversation.id}:${dueAt.getTime()}`,
      content: { type: 'text', text },
      push: true,
      ...(party.kind === 'contact' ? { contactId: party.id } : {}),
    },
  ])
}
