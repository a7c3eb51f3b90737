import { expect, test } from 'vitest'
import { toPhoneNumber, toTelegramId } from '../../src/domain/contact-address.ts'
import { dayAt, fromDay, toDay } from '../../src/domain/day.ts'

test('a Telegram id is a number or a username, in one spelling', () => {
  const table: [string, string | null][] = [
    ['123456', '123456'],
    [' 123456 ', '123456'],
    ['@Ona_V', '@ona_v'],
    ['@Onaa', '@onaa'],
    ['@ona', null],
    ['@1ona', null],
    ['Ona_V', null],
    ['-100200', null],
    ['0', null],
    ['9007199254740993', null],
    ['@ona-v', null],
    ['', null],
  ]
  expect(table.map(([entered]) => toTelegramId(entered))).toEqual(table.map(([, stored]) => stored))
})

test('a phone number is E.164, however it is written', () => {
  const table: [string, string | null][] = [
    ['+37061234567', '+37061234567'],
    ['+370 612 34-567', '+37061234567'],
    ['+1 (202) 555.0100', '+12025550100'],
    ['37061234567', null],
    ['0037061234567', null],
    ['+0123456789', null],
    ['+370612345678901234', null],
    ['+370612x4567', null],
  ]
  expect(table.map(([entered]) => toPhoneNumber(entered))).toEqual(table.map(([, stored]) => stored))
})

test('a day begins at midnight in Vilnius, in winter and in summer', () => {
  expect(
    ['2026-12-31T21:59:59Z', '2026-12-31T22:00:00Z', '2026-06-30T20:59:59Z', '2026-06-30T21:00:00Z'].map((at) =>
      dayAt(new Date(at)),
    ),
  ).toEqual(['2026-12-31', '2027-01-01', '2026-06-30', '2026-07-01'])
  expect(toDay(fromDay('2026-02-28'))).toBe('2026-02-28')
})
