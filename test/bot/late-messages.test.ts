// What is answered to several messages at once: what changes before it leaves is said as it ends up, and late ones get one answer.
import { expect, test } from 'vitest'
import { combineReplies, settleEdits } from '../../src/bot/late-messages.ts'
import type { QueuedContent, QueuedMessage } from '../../src/db/outbox.ts'
import { conversationId } from '../../src/domain/ids.ts'
import { plain } from '../../src/domain/rich-text.ts'

const id = conversationId('whatsapp', '1', 'ona')

function reply(dedupKey: string, content: QueuedContent, editsKey?: string): QueuedMessage {
  const edits = editsKey === undefined ? {} : { editsKey }
  return { conversationId: id, channel: 'whatsapp', kind: 'reply', dedupKey, content, push: false, ...edits }
}
const text = (words: string, label?: string): QueuedContent => ({
  type: 'text',
  text: plain(words),
  ...(label === undefined ? {} : { buttons: [[{ label, data: label }]] }),
})
const edit = (words: string): QueuedContent => ({ type: 'edit', text: plain(words) })
const said = (messages: readonly QueuedMessage[]) =>
  messages.map(({ dedupKey, content }) => [dedupKey, content.type, 'text' in content ? content.text.text : ''])

test('A card that changes before it left is said once, as it ends up, under its own key', () => {
  const replies = [reply('card', text('one line', 'Create')), reply('e1', edit('two lines'), 'card'), reply('other', text('hi'))]
  const settled = settleEdits([...replies, reply('e2', edit('three lines'), 'card')])
  expect(said(settled)).toEqual([
    ['card', 'text', 'three lines'],
    ['other', 'text', 'hi'],
  ])
  expect(settled[0]?.content).not.toHaveProperty('buttons')
})

test('A change of what was said before stays a change', () => {
  expect(said(settleEdits([reply('e1', edit('two lines'), 'said-yesterday')]))).toEqual([['e1', 'edit', 'two lines']])
})

test('Several answers become one, with the choices of the last that has any, and no line twice', () => {
  const replies = [
    reply('a', text('Added to #1')),
    reply('b', text('Added to #1')),
    reply('card', text('New ticket', 'Create')),
    reply('file', { type: 'files', attachmentIds: [] }),
  ]
  const combined = combineReplies('en', 3, replies)
  expect(said(combined)).toEqual([
    ['card', 'text', expect.stringMatching(/^I was away.* 3 messages.*\n\nAdded to #1\n\nNew ticket$/u)],
    ['file', 'files', ''],
  ])
  expect(combined[0]?.content).toMatchObject({ buttons: [[{ label: 'Create' }]] })
})

test('One answer stays as it is', () => {
  const only = [reply('a', text('Here are your tickets'))]
  expect(combineReplies('en', 2, only)).toEqual(only)
})

test('Long answers are cut to their first lines, the last one stays whole', () => {
  const long = ['x', 'y', 'z'].map((word) => reply(word, text(`${word} begins\n${word.repeat(2000)}`)))
  const [combined] = combineReplies('lt', 3, long)
  const words = combined?.content.type === 'text' ? combined.content.text.text : ''
  expect(words).toMatch(/x begins …\n\ny begins …\n\nz begins\nz{2000}$/u)
})
