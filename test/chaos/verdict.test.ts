import { expect, test } from 'vitest'
import type { Asked, Heard } from './chat-writer.ts'
import { type Chat, judge, type Query } from './verdict.ts'

const asked: readonly Asked[] = [
  { kind: 'follow-up', token: '#1000', marker: 'c0m1e', ticket: 1000 },
  { kind: 'new-ticket', token: 'c0m2e', marker: 'c0m2e' },
  { kind: 'album', token: '#1001', marker: 'c0m3e', ticket: 1001, files: 2 },
]
const notices: readonly Asked[] = [
  { kind: 'notice', token: 'c0n1e', marker: 'c0n1e', ticket: 999 },
  { kind: 'notice', token: 'c0n2e', marker: 'c0n2e', ticket: 999 },
]
const heard: readonly Heard[] = [
  { text: 'Added to #1000', hasButtons: false, at: 1 },
  { text: 'Draft: c0m2e', hasButtons: true, at: 2 },
  { text: '#999 Petras: c0n1e', hasButtons: false, at: 3 },
  { text: 'Created: #7 c0m2e', hasButtons: false, at: 4 },
  { text: 'Added to #1001', hasButtons: false, at: 5 },
  { text: '#999 Petras: c0n2e', hasButtons: false, at: 6 },
]
const comments = [
  { number: 1000, body: 'Still c0m1e', files: 0 },
  { number: 999, body: 'Try c0n1e', files: 0 },
  { number: 999, body: 'Try c0n2e', files: 0 },
  { number: 1001, body: 'Still c0m3e', files: 2 },
]
const tickets = [{ number: 7, body: 'Calls fail c0m2e', files: 0 }]
const chat: Chat = { asked, notices, heard }

function stored(rows: { comments?: object[]; tickets?: object[]; unfinished?: object[] }): Query {
  return async (text) => {
    const found = text.includes('FROM comment')
      ? (rows.comments ?? comments)
      : text.includes('FROM ticket')
        ? (rows.tickets ?? tickets)
        : rows.unfinished
    return (found ?? []) as Record<string, unknown>[]
  }
}
const clean = { lost: [], doubled: [], missingReplies: [], outOfOrder: [], unfinished: [], repeated: [] }

test('a run in which all is well is found well', async () => {
  expect(await judge([chat], stored({}))).toMatchObject({ ...clean, replies: 6 })
})

test('a comment, a ticket or a file that is not there is lost', async () => {
  expect(await judge([chat], stored({ comments: comments.slice(1) }))).toMatchObject({ lost: ['c0m1e'] })
  expect(await judge([chat], stored({ tickets: [] }))).toMatchObject({ lost: ['c0m2e'] })
  const oneFile = [...comments.slice(0, 3), { number: 1001, body: 'Still c0m3e', files: 1 }]
  expect(await judge([chat], stored({ comments: oneFile }))).toMatchObject({ lost: ['c0m3e: 1 of 2 files'] })
})

test('a comment in another ticket is as good as lost', async () => {
  const verdict = await judge([chat], stored({ comments: [{ number: 5, body: 'Still c0m1e' }, ...comments.slice(1)] }))
  expect(verdict.lost).toEqual(['c0m1e, which is in another ticket'])
})

test('a comment, a ticket or a file that is there twice is doubled, also one that nobody asked for', async () => {
  expect((await judge([chat], stored({ comments: [...comments, ...comments.slice(3)] }))).doubled).toContainEqual(
    expect.stringContaining('c0m3e'),
  )
  expect((await judge([chat], stored({ tickets: [...tickets, ...tickets] }))).doubled).toContainEqual(
    expect.stringContaining('c0m2e'),
  )
  expect((await judge([chat], stored({ tickets: [...tickets, { number: 8, body: '' }] }))).doubled).toHaveLength(1)
  const threeFiles = [...comments.slice(0, 3), { number: 1001, body: 'Still c0m3e', files: 3 }]
  expect((await judge([chat], stored({ comments: threeFiles }))).doubled).toEqual(['c0m3e: 3 files for 2'])
})

test('an answer that was never said is missing, a notice and the number of a new ticket too', async () => {
  const without = (at: number) => judge([{ ...chat, heard: heard.toSpliced(at, 1) }], stored({}))
  expect((await without(0)).missingReplies).toEqual(['c0m1e (#1000)'])
  expect((await without(3)).missingReplies).toEqual(['c0m2e: its number'])
  expect((await without(2)).missingReplies).toEqual(['c0n1e (c0n1e)'])
})

test('an answer said twice is told with both its times, and is out of order only when its first time is', async () => {
  const again = { ...(heard[0] as Heard), at: 9 }
  expect(await judge([{ ...chat, heard: [...heard, again] }], stored({}))).toMatchObject({
    repeated: [{ first: heard[0], again }],
    outOfOrder: [],
  })
  expect((await judge([{ ...chat, heard: heard.toReversed() }], stored({}))).outOfOrder).toHaveLength(3)
})

test('what still waits or was given up is told', async () => {
  const verdict = await judge([chat], stored({ unfinished: [{ what: 'inbox parked', count: 1 }] }))
  expect(verdict.unfinished).toEqual(['inbox parked: 1'])
})
