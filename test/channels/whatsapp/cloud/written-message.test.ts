// How choices reach a phone: buttons where few and short, a list where they fit, else lines with numbers.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeCaption, writeMessage } from '../../../../src/channels/whatsapp/cloud/written-message.ts'
import { plain } from '../../../../src/domain/rich-text.ts'
import { checkContent } from '../../../../src/playground/graph/message-checks.ts'

const press = (label: string, data = `d:1:${label}`) => ({ label, data })
const kindOf = (body: object) => ('interactive' in body ? (body.interactive as { type: string }).type : 'text')
const write = (labels: readonly string[], text = 'Which one?') =>
  writeMessage(
    { text: plain(text), buttons: labels.map((label, index) => [press(label, `d:1:${index}`)]) },
    'Choose / Pasirinkti',
  )

test.each([
  ['two short ones are buttons', ['Yes', 'No'], 'button', 0],
  ['four are a list', ['Blocker', 'High', 'Medium', 'Low'], 'list', 0],
  ['a long one makes a list', ['Not related to a server at all', 'No'], 'list', 0],
  ['two of the same words are a list', ['Server', 'Server'], 'list', 0],
  ['eleven are numbered lines', Array.from({ length: 11 }, (_, index) => `Server ${index}`), 'text', 11],
  ['words too long for a row are numbered lines', ['x'.repeat(73), 'No'], 'text', 2],
])('%s', (_, labels, kind, numbered) => {
  const { body, choices } = write(labels)
  expect(kindOf(body)).toBe(kind)
  expect(choices.length).toBe(numbered)
})

test('a long text with two buttons becomes a list, for buttons take 1024 characters at most', () => {
  expect(kindOf(write(['Yes', 'No'], 'word '.repeat(300)).body)).toBe('list')
})

test('a label that is cut in a row stands whole below it', () => {
  const { body } = write(['High: an answer within 30 minutes', 'Low'])
  expect(body).toMatchObject({
    interactive: {
      action: {
        button: 'Choose / Pasirinkti',
        sections: [
          {
            rows: [
              { id: 'd:1:0', title: 'High: an answer within…', description: 'High: an answer within 30 minutes' },
              { id: 'd:1:1', title: 'Low' },
            ],
          },
        ],
      },
    },
  })
})

test('a button that leads to an address is a line of the text', () => {
  const buttons = [[{ label: 'Open', url: 'https://desk.example/1' }], [press('Yes')]]
  expect(JSON.stringify(writeMessage({ text: plain('Here'), buttons }, 'Choose').body)).toContain('Open: https://desk.example/1')
})

test('whatever is said and offered, Meta takes it, and no choice is lost', () => {
  const label = fc
    .string({ minLength: 1, maxLength: 90, unit: 'grapheme' })
    .filter((text) => /[\p{L}\p{N}]/u.test(text) && text.isWellFormed())
  const text = fc.oneof(fc.string({ minLength: 1, maxLength: 400, unit: 'grapheme' }), fc.constant('long words '.repeat(315)))
  fc.assert(
    fc.property(text, fc.array(label, { maxLength: 14 }), (words, labels) => {
      fc.pre(words.trim() !== '' && words.isWellFormed())
      const { body, choices } = write(labels, words)
      checkContent(body as Record<string, unknown>)
      const shown = JSON.stringify(body)
      for (const [index] of labels.entries())
        expect(shown.includes(`"d:1:${index}"`) || choices.some(({ data }) => data === `d:1:${index}`)).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('a caption is never longer than a file can carry', () => {
  expect(writeCaption(plain('x'.repeat(3000))).caption?.length).toBe(1024)
  expect(writeCaption(plain('  '))).toEqual({})
})
