import { expect, test } from 'vitest'
import type { Asked, Heard } from './chat-writer.ts'
import { judge, type Query } from './verdict.ts'

const asked: readonly Asked[] = [
  { kind: 'follow-up', token: '#1000', marker: 'c0m1e', updateId: 1 },
  { kind: 'new-ticket', token: 'c0m2e', marker: 'c0m2e', updateId: 2 },
  { kind: 'follow-up', token: '#1001', marker: 'c0m3e', updateId: 3 },
]
const heard: readonly Heard[] = [
  { text: 'Added to #1000', hasButtons: false },
  { text: 'Draft: c0m2e', hasButtons: true },
  { text: 'Created: #7 c0m2e', hasButtons: false },
  { text: 'Added to #1001', hasButtons: false },
]
const comments = [
  { number: 1000, body: 'Still c0m1e' },
  { number: 1001, body: 'Still c0m3e' },
]
const tickets = [{ number: 7, description: 'Calls fail c0m2e' }]

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
const clean = { lost: [], doubled: [], missingReplies: [], outOfOrder: [], unfinished: [], doubledReplies: 0 }

test('a run in which all is well is found well', async () => {
  expect(await judge([{ asked, heard }], stored({}))).toMatchObject(clean)
})

test('a comment or a ticket that is not there is lost', async () => {
  expect(await judge([{ asked, heard }], stored({ comments: comments.slice(1) }))).toMatchObject({ lost: ['c0m1e'] })
  expect(await judge([{ asked, heard }], stored({ tickets: [] }))).toMatchObject({ lost: ['c0m2e'] })
})

test('a comment in another ticket is as good as lost', async () => {
  const verdict = await judge(
    [{ asked, heard }],
    stored({ comments: [{ number: 5, body: 'Still c0m1e' }, ...comments.slice(1)] }),
  )
  expect(verdict.lost).toEqual(['c0m1e, which is in another ticket'])
})

test('a comment, or a ticket, that is there twice is doubled, also one that nobody asked for', async () => {
  expect((await judge([{ asked, heard }], stored({ comments: [...comments, ...comments.slice(1)] }))).doubled).toContain('c0m3e')
  expect((await judge([{ asked, heard }], stored({ tickets: [...tickets, ...tickets] }))).doubled).toContain('c0m2e')
  expect(
    (await judge([{ asked, heard }], stored({ tickets: [...tickets, { number: 8, description: '' }] }))).doubled,
  ).toHaveLength(1)
})

test('an answer that was never said is missing, the number of a new ticket too', async () => {
  expect((await judge([{ asked, heard: heard.slice(1) }], stored({}))).missingReplies).toEqual(['c0m1e (#1000)'])
  expect((await judge([{ asked, heard: heard.toSpliced(2, 1) }], stored({}))).missingReplies).toEqual(['c0m2e: its number'])
})

test('an answer said twice is counted, and is out of order only when its first time is', async () => {
  expect(await judge([{ asked, heard: [...heard, ...heard.slice(0, 1)] }], stored({}))).toMatchObject({
    doubledReplies: 1,
    outOfOrder: [],
  })
  expect((await judge([{ asked, heard: heard.toReversed() }], stored({}))).outOfOrder).toHaveLength(2)
})

test('what still waits or was given up is told', async () => {
  const verdict = await judge([{ asked, heard }], stored({ unfinished: [{ what: 'inbox parked', count: 1 }] }))
  expect(verdict.unfinished).toEqual(['inbox parked: 1'])
})
