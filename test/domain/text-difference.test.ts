import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textDifference } from '../../src/domain/text-difference.ts'

test('one word that is another now, with a few around it', () => {
  const before = 'Calls to the number 200 fail since early this morning in the whole office'
  expect(textDifference(before, before.replace('200', '201'))).toEqual({
    removed: 'Calls to the number 200 fail since early this …',
    added: 'Calls to the number 201 fail since early this …',
  })
})

test('what was only added, or only taken out, is told alone', () => {
  expect(textDifference('No audio', 'No audio on mobiles')).toEqual({ removed: '', added: 'No audio on mobiles' })
  expect(textDifference('No audio at all', 'No audio')).toEqual({ removed: 'No audio at all', added: '' })
})

test('other spaces are no difference', () => {
  expect(textDifference('No  audio', ' No audio\n')).toBeNull()
})

test('a whole new text is cut to a length that fits a notice', () => {
  const difference = textDifference('old '.repeat(500), 'new '.repeat(500))
  expect(difference?.removed.length).toBeLessThan(310)
  expect(difference?.added.length).toBeLessThan(310)
})

test('there is a difference exactly when the words differ', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 })
  fc.assert(
    fc.property(words, words, (before, after) => {
      const difference = textDifference(before.join(' '), after.join(' '))
      expect(difference === null).toBe(before.join(' ') === after.join(' '))
      if (difference !== null) expect(difference.removed + difference.added).not.toBe('')
    }),
  )
})
