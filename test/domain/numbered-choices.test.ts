// Choices as numbered lines: how they are written, and what an answer means.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { OutboundButton } from '../../src/domain/channel.ts'
import { choicesOf, readChoice, writeChoices } from '../../src/domain/numbered-choices.ts'

const button = (label: string, data = label): OutboundButton => ({ label, data })
const priorities = [button('✓ Blocker'), button('High · 2 h'), button('Žemas'), button('Add to #12345'), button('Cancel')]

test('Every button is a line with its number, and an address stands behind its label without one', () => {
  const rows = [
    [button('Blocker'), button('High')],
    [{ label: 'The ticket', url: 'https://desk.example.com/t/1' }],
    [button('Create\nticket')],
  ]
  expect(writeChoices(rows)).toEqual(['1. Blocker', '2. High', 'The ticket: https://desk.example.com/t/1', '3. Create ticket'])
  expect(choicesOf(rows).map(({ label }) => label)).toEqual(['Blocker', 'High', 'Create\nticket'])
})

describe('An answer', () => {
  test.each([
    ['1', '✓ Blocker'],
    [' 2. ', 'High · 2 h'],
    ['(3)', 'Žemas'],
    ['2️⃣', 'High · 2 h'],
    ['５', 'Cancel'],
    ['blocker', '✓ Blocker'],
    ['BLOCKER!', '✓ Blocker'],
    ['„Blocker“', '✓ Blocker'],
    ['high 2 h', 'High · 2 h'],
    ['zemas', 'Žemas'],
    ['Žemas 👍', 'Žemas'],
    ['add to #12345', 'Add to #12345'],
    ['cancel.', 'Cancel'],
  ])('%j means the button %j', (text, label) => {
    expect(readChoice(text, priorities)).toEqual({ kind: 'choice', button: button(label) })
  })

  test.each(['0', '6', '99', ' 7. '])('%j is a number that nobody offered', (text) => {
    expect(readChoice(text, priorities)).toEqual({ kind: 'stale' })
  })

  test.each([
    '',
    '👍',
    'no calls since 2',
    '#2',
    '12345',
    '2 calls failed',
    'high load',
    'please cancel',
    '...',
    'x'.repeat(5000),
  ])('%j is something a person says', (text) => {
    expect(readChoice(text, priorities)).toEqual({ kind: 'text' })
  })

  test('Words that two buttons share press neither, unless both do the same', () => {
    expect(readChoice('yes', [button('Yes', 'a'), button('yes!', 'b')])).toEqual({ kind: 'text' })
    expect(readChoice('yes', [button('Yes', 'a'), button('yes!', 'a')])).toMatchObject({ kind: 'choice' })
  })
})

const labels = fc.uniqueArray(fc.stringMatching(/^[\p{L}][\p{L}\p{N} ]{0,20}$/u), { minLength: 1, maxLength: 30 })

test('Whatever is offered, the number of its line presses it, and the number after the last is stale', () => {
  fc.assert(
    fc.property(labels, (words) => {
      const buttons = words.map((label, index) => button(label, `d:${index}`))
      const lines = writeChoices(buttons.map((one) => [one]))
      for (const [index, line] of lines.entries()) {
        const number = line.slice(0, line.indexOf('.'))
        expect(readChoice(number, buttons)).toEqual({ kind: 'choice', button: buttons[index] })
      }
      expect(readChoice(String(buttons.length + 1), buttons)).toEqual({ kind: 'stale' })
    }),
  )
})

test('No text is ever too strange to be read, and reading offers nothing that was not there', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), labels, (text, words) => {
      const buttons = words.map((label) => button(label))
      const answer = readChoice(text, buttons)
      expect(answer.kind === 'choice' ? buttons.includes(answer.button) : ['stale', 'text'].includes(answer.kind)).toBe(true)
    }),
  )
})
