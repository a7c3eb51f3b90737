// How contents are cut into parts of one call each.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toEntities } from '../../../src/channels/telegram/format.ts'
import { split } from '../../../src/channels/telegram/split.ts'
import type { FileKind, OutboundContent, OutboundFile } from '../../../src/domain/channel.ts'
import type { AttachmentId } from '../../../src/domain/ids.ts'
import { plain, type RichText } from '../../../src/domain/rich-text.ts'
import { splitText } from '../../../src/domain/split-text.ts'

const megabyte = 1024 * 1024

function file(kind: FileKind, fileName: string, bytes = 1000): OutboundFile {
  const types = {
    photo: 'image/png',
    document: 'text/plain',
    voice: 'audio/ogg',
    video: 'video/mp4',
    'video-note': 'video/mp4',
    audio: 'audio/mpeg',
    sticker: 'image/webp',
  }
  return { attachmentId: fileName as AttachmentId, storeKey: fileName, kind, fileName, mediaType: types[kind], bytes }
}

function texts(parts: readonly OutboundContent[]): string[] {
  return parts.flatMap((part) => (part.type === 'text' || part.type === 'edit' ? [part.text.text] : []))
}

function names(parts: readonly OutboundContent[]): string[][] {
  return parts.flatMap((part) => (part.type === 'files' ? [part.files.map((sent) => sent.fileName)] : []))
}

const words = fc.stringMatching(/^([a-zą-ž \n]|😀|👍🏽){0,40}$/u)
const longText = fc.oneof(
  fc.array(fc.oneof(words, fc.constantFrom('\n\n', '\n', ' ', '😀', 'žodis')), { maxLength: 900 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', minLength: 4000, maxLength: 12_000 }),
  fc.constantFrom('😀'.repeat(5000), `a${'😀'.repeat(5000)}`, 'x'.repeat(4096), 'x'.repeat(4097), `${'x'.repeat(4095)}😀y`),
)
const rich: fc.Arbitrary<RichText> = longText.chain((text) =>
  fc
    .array(
      fc.record({
        kind: fc.constantFrom('bold', 'italic', 'code', 'pre', 'quote'),
        from: fc.nat({ max: Math.max(0, text.length - 1) }),
        length: fc.integer({ min: 1, max: 6000 }),
      }),
      { maxLength: 8 },
    )
    .map((marks) => ({ text, marks })),
)

describe('long texts', () => {
  test('Whatever the text, its pieces fit, break no character, keep their marks inside, and say the same when put together', () => {
    fc.assert(
      fc.property(rich, (text) => {
        const pieces = splitText(text, 4096)
        expect(pieces.map((piece) => piece.text.replace(/\s+/g, '')).join('')).toBe(text.text.replace(/\s+/g, ''))
        for (const piece of pieces) {
          expect(piece.text.length).toBeLessThanOrEqual(4096)
          expect(piece.text.isWellFormed()).toBe(text.text.isWellFormed())
          for (const { offset, length } of toEntities(piece)) {
            expect(length).toBeGreaterThan(0)
            expect(offset + length).toBeLessThanOrEqual(piece.text.length)
          }
        }
        expect(splitText(text, 4096)).toEqual(pieces)
      }),
      { numRuns: 200 },
    )
  })

  test('A text is cut between paragraphs if it can be, else between lines, else between words', () => {
    const paragraph = 'word '.repeat(500).trim()
    expect(splitText(plain(`${paragraph}\n\n${paragraph}\nline`), 4096).map((piece) => piece.text)).toEqual([
      paragraph,
      `${paragraph}\nline`,
    ])
    expect(splitText(plain(`${paragraph}\n${paragraph}`), 4096).map((piece) => piece.text)).toEqual([paragraph, paragraph])
    const cutInWords = splitText(plain('word '.repeat(1000).trim()), 4096).map((piece) => piece.text)
    expect(cutInWords.every((piece) => /^(word )*word$/.test(piece))).toBe(true)
  })

  test('A mark across a cut goes on in the next piece', () => {
    const text = { text: `${'a'.repeat(4000)}\n${'b'.repeat(4000)}`, marks: [{ kind: 'bold' as const, from: 3990, length: 20 }] }
    expect(splitText(text, 4096).map(({ marks }) => marks)).toEqual([
      [{ kind: 'bold', from: 3990, length: 10 }],
      [{ kind: 'bold', from: 0, length: 9 }],
    ])
  })

  test('A text that fits stays as it is', () => {
    const text = plain('  Ticket #12345  ')
    expect(split({ type: 'text', text })).toEqual([{ type: 'text', text }])
  })

  test('The quoted message stands above the first piece, the buttons under the last', () => {
    const buttons = [[{ label: 'Take', data: 'take:1' }]]
    const parts = split({ type: 'text', text: plain('word '.repeat(2000)), buttons, replyTo: '9' })
    expect(parts.map((part) => ('replyTo' in part ? part.replyTo : null))).toEqual(['9', null, null])
    expect(parts.map((part) => ('buttons' in part ? part.buttons : null))).toEqual([null, null, buttons])
  })

  test('An edit stays one message, with its buttons, however long it has become', () => {
    const buttons = [[{ label: 'Create', data: 'draft:create' }]]
    const parts = split({ type: 'edit', messageId: '9', text: plain('word '.repeat(2000)), buttons })
    expect(parts).toHaveLength(1)
    expect(parts[0]).toMatchObject({ type: 'edit', messageId: '9', buttons })
    expect(texts(parts)[0]?.length).toBeLessThanOrEqual(4096)
    expect(texts(parts)[0]?.endsWith(' …')).toBe(true)
  })
})

describe('files', () => {
  test('Pictures and films travel together, documents together, music together, voice and the like singly', () => {
    const files = [
      file('photo', 'a.png'),
      file('document', 'b.log'),
      file('video', 'c.mp4'),
      file('audio', 'd.mp3'),
      file('voice', 'e.ogg'),
      file('document', 'f.log'),
      file('voice', 'g.ogg'),
      file('audio', 'h.mp3'),
    ]
    expect(names(split({ type: 'files', files }))).toEqual([
      ['a.png', 'c.mp4'],
      ['b.log', 'f.log'],
      ['d.mp3', 'h.mp3'],
      ['e.ogg'],
      ['g.ogg'],
    ])
  })

  test('An album has at most ten files and 50 MB', () => {
    const many = Array.from({ length: 23 }, (_, index) => file('photo', `${index}.png`))
    expect(names(split({ type: 'files', files: many })).map((group) => group.length)).toEqual([10, 10, 3])
    const heavy = Array.from({ length: 3 }, (_, index) => file('document', `${index}.log`, 20 * megabyte))
    expect(names(split({ type: 'files', files: heavy })).map((group) => group.length)).toEqual([2, 1])
  })

  test.each([
    ['a picture above 10 MB', { ...file('photo', 'big.png', 10 * megabyte + 1) }],
    ['a picture of a format that is not shown', { ...file('photo', 'old.tiff'), mediaType: 'image/tiff' }],
    ['a film that is no MP4', { ...file('video', 'screen.mov'), mediaType: 'video/quicktime' }],
    ['music that is not played', { ...file('audio', 'ring.wav'), mediaType: 'audio/wav' }],
  ])('%s goes as a document', (_, odd) => {
    expect(split({ type: 'files', files: [odd] })).toEqual([{ type: 'files', files: [{ ...odd, kind: 'document' }] }])
  })

  test('A file above 50 MB goes last and alone, so that the others arrive', () => {
    const files = [file('document', 'huge.log', 50 * megabyte + 1), file('document', 'a.log'), file('document', 'b.log')]
    expect(names(split({ type: 'files', files }))).toEqual([['a.log', 'b.log'], ['huge.log']])
  })

  test('A caption stands under the first files that can carry it, and the quoted message above the first part', () => {
    const caption = plain('Here is the trace.')
    const parts = split({ type: 'files', files: [file('sticker', 's.webp'), file('photo', 'a.png')], caption, replyTo: '9' })
    expect(parts).toMatchObject([
      { type: 'files', replyTo: '9' },
      { type: 'files', caption },
    ])
    expect(parts[0]).not.toHaveProperty('caption')
  })

  test('A caption above 1024 characters, or one that no file can carry, goes ahead as text', () => {
    const long = plain('word '.repeat(300).trim())
    expect(split({ type: 'files', files: [file('photo', 'a.png')], caption: long })).toEqual([
      { type: 'text', text: long },
      { type: 'files', files: [file('photo', 'a.png')] },
    ])
    const short = plain('Seen.')
    const huge = file('document', 'huge.log', 51 * megabyte)
    expect(split({ type: 'files', files: [huge], caption: short })).toEqual([
      { type: 'text', text: short },
      { type: 'files', files: [huge] },
    ])
  })

  test('No file is lost and none is sent twice, whatever they are', () => {
    const kinds = fc.constantFrom<FileKind>('photo', 'document', 'voice', 'video', 'video-note', 'audio', 'sticker')
    const anyFiles = fc
      .array(fc.tuple(kinds, fc.constantFrom(0, 1000, 9 * megabyte, 30 * megabyte, 60 * megabyte)), { maxLength: 40 })
      .map((list) => list.map(([kind, bytes], index) => file(kind, `${index}`, bytes)))
    fc.assert(
      fc.property(anyFiles, (files) => {
        const groups = names(split({ type: 'files', files }))
        expect(groups.flat().toSorted()).toEqual(files.map((sent) => sent.fileName).toSorted())
        expect(groups.every((group) => group.length >= 1 && group.length <= 10)).toBe(true)
      }),
    )
  })
})
