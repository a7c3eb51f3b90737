// Statuses come late, twice and in any order; what is passed on is how far a message got.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeTag } from '../../../../src/channels/whatsapp/cloud/message-tag.ts'
import { furthest, readStatus } from '../../../../src/channels/whatsapp/cloud/statuses.ts'
import type { DeliveryReport } from '../../../../src/domain/channel.ts'

const receipt = { account: '200000000000002', at: new Date('2026-11-23T08:00:00Z') }

function status(id: string, word: string, more: object = {}) {
  return { id, status: word, timestamp: '1790416830', recipient_id: '37061234567', ...more }
}

test('any order and repetition of statuses ends in the furthest that was told', () => {
  const words = fc.constantFrom('sent', 'delivered', 'read', 'played', 'failed')
  const told = fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c'), word: words }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(told, fc.infiniteStream(fc.nat(1000)), (statuses, numbers) => {
      const expected = (id: string) => {
        const of: string[] = statuses.filter((one) => one.id === id).map(({ word }) => (word === 'played' ? 'read' : word))
        return ['read', 'delivered', 'failed'].find((word) => of.includes(word))
      }
      const shuffled = statuses
        .flatMap((one) => [one, one])
        .map((one) => ({ one, at: numbers.next().value }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one)
      for (const order of [statuses, shuffled]) {
        const reports = furthest(order.flatMap(({ id, word }) => readStatus(status(id, word), receipt)?.reports ?? []))
        const found = new Map(reports.map((report) => [report.messageId, report.state]))
        expect(reports.length).toBe(found.size)
        for (const id of ['a', 'b', 'c']) expect(found.get(id)).toBe(expected(id))
      }
    }),
    { numRuns: 300 },
  )
})

test('a report names the conversation it was sent in, or every one it may be where no tag of ours says it', () => {
  const both = status('wamid.1', 'delivered', { recipient_user_id: 'LT.77' })
  const addresses = (reports: readonly DeliveryReport[] | undefined) => reports?.map((report) => report.conversationId)
  expect(addresses(readStatus(both, receipt)?.reports)).toEqual([
    'whatsapp:200000000000002:LT.77',
    'whatsapp:200000000000002:37061234567',
  ])
  const tagged = (address: string) => ({ ...both, biz_opaque_callback_data: writeTag('1:0', address) })
  expect(addresses(readStatus(tagged('LT.77'), receipt)?.reports)).toEqual(['whatsapp:200000000000002:LT.77'])
  expect(addresses(readStatus({ ...tagged('LT.5'), recipient_user_id: undefined }, receipt)?.reports)).toEqual([
    'whatsapp:200000000000002:LT.5',
  ])
  expect(readStatus({ ...both, biz_opaque_callback_data: 'of another application' }, receipt)?.tag).toBe(null)
})

test.each([
  [131047, { reason: 'conversation-closed' }],
  [131026, { reason: 'undeliverable', unreachable: 'unknown-chat' }],
  [131049, { reason: 'held-back-by-platform' }],
  [132015, { reason: 'no-template' }],
  [131042, { reason: 'account-refused' }],
  [131000, { reason: 'temporary' }],
])('a message that failed later with %i says why', (code, why) => {
  expect(readStatus(status('wamid.1', 'failed', { errors: [{ code, title: 'x' }] }), receipt)?.reports).toMatchObject([
    { state: 'failed', ...why },
  ])
})

test('a failure without a code is a failure all the same', () => {
  expect(readStatus(status('wamid.1', 'failed'), receipt)?.reports[0]).toMatchObject({ state: 'failed', reason: 'undeliverable' })
})

test('what is no status of a delivery is left alone', () => {
  for (const odd of [null, 7, {}, status('wamid.1', 'deleted'), status('', 'read'), { ...status('a', 'read'), id: 5 }])
    expect(readStatus(odd, receipt)).toBe(null)
})
