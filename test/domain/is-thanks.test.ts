// "Thanks" and nothing else needs no answer; everything in doubt does.
import { expect, test } from 'vitest'
import { isThanks } from '../../src/domain/is-thanks.ts'

test.each([
  'Thanks',
  'thank you!',
  'Thank you very much.',
  'ok thank you',
  'OK, thanks a lot :)',
  'Great, thanks 👍🏽',
  'Many thanks for your help!',
  'Thanks for the quick response',
  'thx',
  'Much appreciated.',
  'Ačiū',
  'aciu!',
  'Ačiū labai 🙏',
  'Labai ačiū už pagalbą!',
  'Gerai, dėkoju.',
  'Puiku, dėkui jums',
  'Didelis ačiū',
])('“%s” is only thanks', (text) => {
  expect(isThanks(text)).toBe(true)
})

test.each([
  '',
  'ok',
  'Great',
  'gerai',
  '👍',
  'Thanks?',
  'Thanks, but it fails again',
  'Thanks in advance',
  'No thanks',
  'Help! Thanks',
  'Quick answer, thanks',
  'Thanks for nothing',
  'Thanks, and how do I add 2 more?',
  'Thanks 2',
  'Thank you. Still no audio',
  'Ačiū, bet neveikia',
  'Ačiū, o kada?',
  'Ne, ačiū',
  'Iš anksto ačiū',
  'thanks https://example.com',
  'Thanks\n/close 10001',
  'thanks → see log',
  'Спасибо',
  `${'thanks '.repeat(20)}`,
])('“%s” needs an answer', (text) => {
  expect(isThanks(text)).toBe(false)
})
