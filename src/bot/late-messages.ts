// What people wrote while the desk was away comes all at once. The desk acts on each message, in order, and the person gets one
// answer instead of many. Here too: of one batch, what would be said and changed at once is said once.
import type { Tx } from '../db/client.ts'
import { holdInbound, type WaitingMessage } from '../db/inbox.ts'
import type { QueuedMessage } from '../db/outbox.ts'
import type { InboundMessage } from '../domain/channel.ts'
import type { Language } from '../domain/language.ts'
import { join, type RichText, slice } from '../domain/rich-text.ts'
import { say } from '../texts/render.ts'

/** A queue that a platform hands over piece by piece is whole after this much silence, or after `queueMost` in any case. */
const queueSilence = 2000
const queueMost = 15_000
/** The longest combined answer, and what is left of each part of a longer one. */
const longestAnswer = 3000
const shortPart = 160

/** Whether the rest of what waited may still be arriving; then all of it is held back for a moment. */
export async function holdLate(
  tx: Tx,
  waiting: readonly [WaitingMessage, ...WaitingMessage[]],
  first: InboundMessage,
): Promise<boolean> {
  if (first.late !== true) return false
  const times = waiting.map((item) => item.receivedAt.getTime())
  const whole = Math.min(Math.max(...times) + queueSilence, Math.min(...times) + queueMost)
  if (whole <= tx.now.getTime()) return false
  const ids = waiting.map((item) => item.id)
  await holdInbound(tx, ids, new Date(whole))
  return true
}

/** A message that is changed again before it left is said as it ends up. */
export function settleEdits(replies: readonly QueuedMessage[]): readonly QueuedMessage[] {
  const settled: QueuedMessage[] = []
  for (const reply of replies) {
    const { content, editsKey } = reply
    const at = settled.findIndex((earlier) => earlier.dedupKey === editsKey && earlier.content.type === 'text')
    const earlier = settled[at]
    if (content.type !== 'edit' || content.whole === true || earlier === undefined) {
      settled.push(reply)
      continue
    }
    const { text, buttons } = content
    settled[at] = { ...earlier, content: { type: 'text', text, ...(buttons === undefined ? {} : { buttons }) } }
  }
  return settled
}

/**
 * One answer to `count` messages that came late: what would have been said, in order, under the last one that can be answered by a
 * button. What is no text (files, menus) stays by itself.
 */
export function combineReplies(language: Language, count: number, replies: readonly QueuedMessage[]): readonly QueuedMessage[] {
  const texts = replies.filter((reply) => reply.content.type === 'text')
  const main = texts.findLast(({ content }) => content.type === 'text' && content.buttons !== undefined) ?? texts.at(-1)
  if (main === undefined || texts.length < 2 || main.content.type !== 'text') return replies
  const { text: last } = main.content
  const others = distinct(texts.map(textOf)).filter(({ text }) => text !== last.text)
  const whole = join([say(language, 'late-answer', { count }), ...others, last], '\n\n')
  const parts = whole.text.length > longestAnswer ? others.map(shortened) : others
  const text = join([say(language, 'late-answer', { count }), ...parts, last], '\n\n')
  const combined: QueuedMessage = { ...main, content: { ...main.content, text } }
  return [combined, ...replies.filter((reply) => reply.content.type !== 'text')]
}

function textOf({ content }: QueuedMessage): RichText {
  return content.type === 'text' ? content.text : { text: '', marks: [] }
}

function distinct(texts: readonly RichText[]): readonly RichText[] {
  return texts.filter((rich, index) => texts.findIndex(({ text }) => text === rich.text) === index)
}

function shortened(rich: RichText): RichText {
  const line = rich.text.indexOf('\n')
  const end = Math.min(line < 0 ? rich.text.length : line, shortPart)
  return end < rich.text.length ? join([slice(rich, 0, end), { text: '…', marks: [] }], ' ') : rich
}
