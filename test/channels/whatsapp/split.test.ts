import fc from 'fast-check'
import { expect, test } from 'vitest'
import { captionLength, split, textLength } from '../../../src/channels/whatsapp/split.ts'
import type { OutboundContent, OutboundFile } from '../../../src/domain/channel.ts'
import type { AttachmentId } from '../../../src/domain/ids.ts'
import { plain } from '../../../src/domain/rich-text.ts'

const file = (kind: OutboundFile['kind'], name: string): OutboundFile => ({
  attachmentId: name as AttachmentId,
  storeKey: name,
  kind,
  fileName: name,
  mediaType: 'application/octet-stream',
  bytes: 1,
})

test('a long text is several messages: what is quoted stands above the first, choices under the last', () => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 2500 }), (words) => {
      const buttons = [[{ label: 'Yes', data: 'y' }]]
      const parts = split({ type: 'text', text: plain(words), buttons, replyTo: 'A' })
      const texts = parts.map((part) => (part.type === 'text' ? part : expect.fail()))
      expect(texts.map(({ text }) => text.text).join(' ')).toBe(words)
      for (const { text } of texts) expect(text.text.length).toBeLessThanOrEqual(textLength)
      expect(texts.map(({ replyTo }) => replyTo)).toEqual(['A', ...texts.slice(1).map(() => undefined)])
      expect(texts.map((part) => part.buttons)).toEqual([...texts.slice(1).map(() => undefined), buttons])
    }),
    { numRuns: 20 },
  )
})

test('files go one by one, with the words under the first that can carry them', () => {
  const files = [file('voice', 'a'), file('document', 'b'), file('photo', 'c')]
  const parts = split({ type: 'files', files, caption: plain('See these') })
  expect(parts).toMatchObject([{ files: [files[0]] }, { files: [files[1]], caption: plain('See these') }, { files: [files[2]] }])
  expect(parts.filter((part) => 'caption' in part)).toHaveLength(1)
})

test.each([
  ['nothing can carry them', [file('voice', 'a')], 'See this'],
  ['they are too long for it', [file('photo', 'a')], 'x'.repeat(captionLength + 1)],
])('words go ahead when %s', (_title, files, words) => {
  expect(split({ type: 'files', files, caption: plain(words), replyTo: 'Q' })).toEqual([
    { type: 'text', text: plain(words), replyTo: 'Q' },
    { type: 'files', files },
  ])
})

test('a correction is a message under what it corrects, and says what is to be said instead', () => {
  const edit: OutboundContent = { type: 'edit', messageId: 'A', text: plain('new'), instead: plain('It is new now') }
  expect(split(edit)).toEqual([{ type: 'text', text: plain('It is new now'), replyTo: 'A' }])
})

test('the same content has the same parts every time', () => {
  const content: OutboundContent = { type: 'text', text: plain('word '.repeat(3000)) }
  expect(split(content)).toEqual(split(content))
  expect(split({ type: 'delete', messageIds: ['A', 'B'] })).toHaveLength(2)
})
