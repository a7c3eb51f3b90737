// A message with buttons that changes in place as they are pressed. Its key travels in its buttons, so that each press changes
// the very message it came from; once that one is forgotten, a new one is said instead.
import type { OutboundButton } from '../domain/channel.ts'
import type { RichText } from '../domain/rich-text.ts'
import { queueReply, type Turn } from './turn.ts'

export interface Card {
  readonly text: RichText
  readonly buttons: readonly (readonly OutboundButton[])[]
}

/** Says a new card. @param make words it, given its key: at most 12 letters and digits. */
export function sayCard(turn: Turn, name: string, make: (key: string) => Card): void {
  queueReply(turn, { type: 'text', ...make(turn.key) }, { dedupKey: cardKey(turn, name, turn.key) })
}

/** Changes the card of this key. */
export function changeCard(turn: Turn, name: string, key: string, make: (key: string) => Card): void {
  const editsKey = cardKey(turn, name, key)
  queueReply(turn, { type: 'edit', ...make(key) }, { dedupKey: `${editsKey}:${turn.key}`, editsKey })
}

function cardKey(turn: Turn, name: string, key: string): string {
  return `card:${name}:${turn.conversation.id}:${key}`
}
