// The card of a broadcast in the admin's chat: how far it is, changed in place, with a button to stop it.
import { type BroadcastRecord, countResult, updateBroadcast } from '../db/broadcasts.ts'
import type { Tx } from '../db/client.ts'
import { queueMessages, replaceQueued } from '../db/outbox.ts'
import { findEngineer } from '../db/people.ts'
import type { BroadcastResult } from '../domain/broadcast.ts'
import type { OutboundButton } from '../domain/channel.ts'
import { channelOfConversation } from '../domain/conversation-channel.ts'
import type { Language } from '../domain/language.ts'
import type { RichText } from '../domain/rich-text.ts'
import { say, sayText } from '../texts/render.ts'
import type { Desk } from './desk.ts'

export interface ProgressCard {
  readonly text: RichText
  readonly buttons?: readonly (readonly OutboundButton[])[]
}

/** What the card says. */
export function wordProgress(
  language: Language,
  { id, state }: Pick<BroadcastRecord, 'id' | 'state'>,
  result: BroadcastResult,
): ProgressCard {
  const { people, sent, failed, skipped, waiting, left } = result
  const text = say(language, `broadcast-${state}`, { people, sent, failed, skipped, left: waiting + left })
  if (state !== 'running') return { text }
  return { text, buttons: [[{ label: sayText(language, 'button-broadcast-stop'), data: `b:${id}:stop` }]] }
}

/** Changes the card to how things stand. One begun through the API has none. */
export async function showProgress(tx: Tx, desk: Desk, broadcast: BroadcastRecord): Promise<void> {
  const { id, cardKey, conversationId, engineerId, cardRevision } = broadcast
  if (cardKey === null || conversationId === null || engineerId === null) return
  const engineer = await findEngineer(tx, engineerId, desk.defaultLanguage)
  if (engineer === null) return
  const card = wordProgress(engineer.language, broadcast, await countResult(tx, broadcast))
  const content = { type: 'edit', ...card } as const
  // One that still waits is changed rather than followed by another.
  if (cardRevision > 0 && (await replaceQueued(tx, editKey(id, cardRevision), content))) return
  await updateBroadcast(tx, id, { cardRevision: cardRevision + 1 })
  await queueMessages(tx, [
    {
      conversationId,
      channel: channelOfConversation(conversationId),
      kind: 'reply',
      dedupKey: editKey(id, cardRevision + 1),
      content,
      editsKey: cardKey,
      push: false,
      engineerId,
    },
  ])
}

function editKey(id: string, revision: number): string {
  return `broadcast-card:${id}:${revision}`
}
