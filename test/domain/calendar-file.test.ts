import { expect, test } from 'vitest'
import { type Appointment, writeCalendarFile } from '../../src/domain/calendar-file.ts'

const appointment: Appointment = {
  uid: '0001@support',
  revision: 0,
  madeAt: new Date('2026-11-23T08:15:30.999Z'),
  startsAt: new Date('2026-12-08T08:00:00Z'),
  endsAt: new Date('2026-12-08T10:00:00Z'),
  summary: 'Training, ticket #12345',
  description: 'MOR; routing\\billing\nand more',
}

/** As a reader of RFC 5545 undoes folding. */
const unfold = (file: string) => file.replaceAll('\r\n ', '')

test('an appointment is one event in UTC, each line ended by CRLF', () => {
  expect(writeCalendarFile(appointment).split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//support-assistant//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    'UID:0001@support',
    'SEQUENCE:0',
    'DTSTAMP:20261123T081530Z',
    'DTSTART:20261208T080000Z',
    'DTEND:20261208T100000Z',
    'SUMMARY:Training\\, ticket #12345',
    'DESCRIPTION:MOR\\; routing\\\\billing\\nand more',
    'STATUS:CONFIRMED',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ])
})

test('long lines are folded at 75 octets without tearing a letter, and read the same when unfolded', () => {
  const summary = 'ąčęėįšųūž 🎓 '.repeat(40).trim()
  const file = writeCalendarFile({ ...appointment, summary })
  for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  expect(file).not.toContain('\ufffd')
  expect(unfold(file)).toContain(`SUMMARY:${summary}\r\n`)
})

test('nobody can write lines of their own into it', () => {
  const file = writeCalendarFile({ ...appointment, summary: 'a\r\nEND:VEVENT\rBEGIN:VALARM\u0000\u001b' })
  expect(file).toContain('SUMMARY:a\\nEND:VEVENT\\nBEGIN:VALARM\r\n')
  expect(file.match(/^END:VEVENT/gm)).toHaveLength(1)
})

test('the same appointment is the same file', () => {
  expect(writeCalendarFile(appointment)).toBe(writeCalendarFile({ ...appointment }))
})
