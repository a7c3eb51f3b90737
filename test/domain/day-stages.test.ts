import { expect, test } from 'vitest'
import { addDays, lookAtStages } from '../../src/domain/day-stages.ts'
import { invoiceStages } from '../../src/domain/invoice-stages.ts'
import { hoursOfZone, type ReaderHours } from '../../src/domain/reader-hours.ts'
import { renewalStages } from '../../src/domain/renewal-stages.ts'

const vilnius = hoursOfZone('Europe/Vilnius') as ReaderHours
/** Issued on Sunday 1 November 2026, due on Monday the 30th. */
const stages = invoiceStages({ issuedOn: '2026-11-01', dueOn: '2026-11-30' })

function look(at: string, told: readonly string[] = [], hours = vilnius) {
  const { send, lookAgainAt } = lookAtStages(stages, new Set(told), new Date(at), hours)
  return [send, lookAgainAt?.toISOString() ?? null]
}

test.each([
  ['nothing is due, the first comes a week before', '2026-11-02T10:00+02:00', [], null, '2026-11-23T07:00:00.000Z'],
  ['a week before, at nine', '2026-11-23T09:00+02:00', [], 'due-in-7', '2026-11-30T07:00:00.000Z'],
  ['a moment before nine it waits for nine', '2026-11-23T08:59:59+02:00', [], null, '2026-11-23T07:00:00.000Z'],
  [
    'told already: the next is a day before, a Sunday, so on Monday',
    '2026-11-23T10:00+02:00',
    ['due-in-7'],
    null,
    '2026-11-30T07:00:00.000Z',
  ],
  ['on Sunday it waits for Monday', '2026-11-29T10:00+02:00', ['due-in-7'], null, '2026-11-30T07:00:00.000Z'],
  [
    'on Monday it is due today, and the day before is left out',
    '2026-11-30T09:00+02:00',
    ['due-in-7'],
    'due-today',
    '2026-12-01T07:00:00.000Z',
  ],
  ['the day after', '2026-12-01T17:59+02:00', ['due-today'], 'overdue-1', '2026-12-07T07:00:00.000Z'],
  ['in the evening it waits for the morning', '2026-12-01T18:00+02:00', ['due-today'], null, '2026-12-02T07:00:00.000Z'],
  ['a week late', '2026-12-07T12:00+02:00', ['overdue-1'], 'overdue-7', '2026-12-14T07:00:00.000Z'],
  ['two weeks late', '2026-12-14T12:00+02:00', ['overdue-7'], 'overdue-14', '2026-12-30T07:00:00.000Z'],
  ['a month late, and nothing after it', '2026-12-30T12:00+02:00', ['overdue-14'], 'overdue-30', null],
  ['after that there is silence', '2027-02-01T12:00+02:00', ['overdue-30'], null, null],
  ['after a month without the service only the highest is told', '2026-12-31T12:00+02:00', ['due-in-7'], 'overdue-30', null],
  ['never anything below what was told', '2026-12-15T12:00+02:00', ['overdue-14'], null, '2026-12-30T07:00:00.000Z'],
] as const)('%s', (_, at, told, send, again) => {
  expect(look(at, told)).toEqual([send, again])
})

test('the day and the hours are those where the reader is', () => {
  const york = hoursOfZone('America/New_York') as ReaderHours
  expect(look('2026-11-23T09:00+02:00', [], york)).toEqual([null, '2026-11-23T14:00:00.000Z'])
  expect(look('2026-11-23T14:00:00Z', [], york)).toEqual(['due-in-7', '2026-11-30T14:00:00.000Z'])
})

test('an invoice that is due at once, or was due before it was issued, is not brought to mind on the day it was told', () => {
  expect(invoiceStages({ issuedOn: '2026-11-23', dueOn: '2026-11-23' }).map(({ name }) => name)[0]).toBe('overdue-1')
  expect(invoiceStages({ issuedOn: '2026-11-23', dueOn: '2026-11-01' })).toEqual([{ name: 'overdue-30', on: '2026-12-01' }])
  expect(invoiceStages({ issuedOn: '2026-11-23', dueOn: '2026-11-29' }).map(({ name }) => name)[0]).toBe('due-in-1')
})

test('a plan’s end is brought to mind a month, a week and a day before; of a short one, only what lies after its purchase', () => {
  expect(renewalStages({ boughtOn: '2026-01-01', endsOn: '2026-12-31' })).toEqual([
    { name: 'ends-in-30', on: '2026-12-01' },
    { name: 'ends-in-7', on: '2026-12-24' },
    { name: 'ends-in-1', on: '2026-12-30' },
  ])
  expect(renewalStages({ boughtOn: '2026-12-10', endsOn: '2026-12-31' }).map(({ name }) => name)).toEqual([
    'ends-in-7',
    'ends-in-1',
  ])
})

test('days are counted over month ends and leap years', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addDays('2027-03-01', -1)).toBe('2027-02-28')
})
