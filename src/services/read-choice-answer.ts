// Whether a text answers choices that were written as numbered lines, and which. Only asked where there are such lines.
import type { Tx } from '../db/client.ts'
import { findOffer } from '../db/offered-choices.ts'
import type { InboundPress, InboundText, OutboundButton } from '../domain/channel.ts'
import type { Conversation } from '../domain/conversation.ts'
import { readChoice } from '../domain/numbered-choices.ts'

/** Choices end after this, or with the next message that has some. */
export const offeredHours = 24

export type ReadAnswer =
  | { readonly kind: 'press'; readonly press: InboundPress }
  /** A number that nobody offered; `choices`: what can be chosen now. */
  | { readonly kind: 'stale'; readonly number: string; readonly choices: readonly OutboundButton[] }
  | { readonly kind: 'text' }

/** A reply to an older message of ours means what stands under that one; anything else what was offered last. */
export async function readChoiceAnswer(tx: Tx, conversation: Conversation, message: InboundText): Promise<ReadAnswer> {
  if (!isShort(message) || conversation.dialogue?.kind === 'answering') return { kind: 'text' }
  const since = new Date(tx.now.getTime() - offeredHours * 3600_000)
  const offer = await findOffer(tx, conversation.id, message.replyTo ?? null, since)
  if (offer === null && message.replyTo !== undefined) return { kind: 'text' }
  const answer = readChoice(message.text, offer?.choices ?? [])
  const number = message.text.trim()
  switch (answer.kind) {
    case 'text':
      return answer
    case 'stale':
      return { kind: 'stale', number, choices: offer?.choices ?? [] }
    case 'choice':
      if (offer === null || (takesWords(conversation) && !/\d/.test(number))) return { kind: 'text' }
      return { kind: 'press', press: toPress(message, answer.button.data ?? '', offer.messageId) }
  }
}

/** Whoever sends a file, a command or half a page presses nothing. */
function isShort({ text, files, notes }: InboundText): boolean {
  return text.length <= 200 && files.length === 0 && notes.length === 0 && !text.trim().startsWith('/')
}

/** A draft that was asked for its summary takes the words of a button for what they are: words. */
function takesWords({ dialogue }: Conversation): boolean {
  return dialogue?.kind === 'draft' && dialogue.asking === 'summary'
}

function toPress(message: InboundText, data: string, messageId: string): InboundPress {
  const { channel, account, address, conversationId, externalId, sender, sentAt } = message
  return { kind: 'press', channel, account, address, conversationId, externalId, private: true, sender, sentAt, data, messageId }
}
