// Whatever a delivery holds, it is read without a fault, and what is left of it is well-formed.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDelivery } from '../../../../src/channels/whatsapp/cloud/deliveries.ts'
import { readTarget } from '../../../../src/channels/whatsapp/cloud/target.ts'

const number = { account: '200', businessId: '100', at: new Date('2026-11-23T08:00:00Z') }

/** Names that deliveries use, so that odd values meet the code that reads them. */
// biome-ignore format: a list of words
const names = [
  'id', 'type', 'from', 'from_user_id', 'timestamp', 'context', 'text', 'body', 'image', 'document', 'audio', 'location', 'contacts',
  'interactive', 'button_reply', 'list_reply', 'edit', 'revoke', 'original_message_id', 'message', 'system', 'user_id', 'wa_id', 'errors',
  'code', 'status', 'recipient_id', 'name', 'phones', 'sha256', 'mime_type', 'filename', 'caption', 'latitude', 'longitude',
] as const
const types = [
  'text',
  'image',
  'document',
  'audio',
  'video',
  'location',
  'contacts',
  'interactive',
  'edit',
  'revoke',
  'system',
  'button',
]

const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e308,
    '',
    '37061234567',
    'LT.777',
    'x@y@z',
    '\0',
    '\ud800',
    'button_reply',
    'failed',
  ),
  fc.string({ maxLength: 20 }),
  fc.constantFrom(...types),
)
const { odd } = fc.letrec<{ odd: unknown }>((tie) => ({
  odd: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('odd'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie('odd'), { maxKeys: 8 }),
  ),
}))
const message = fc.tuple(fc.constantFrom(...types), odd, odd).map(([type, content, more]) => ({
  id: 'wamid.1',
  from: '37061234567',
  ...(typeof more === 'object' && !Array.isArray(more) ? more : {}),
  type,
  [type]: content,
}))

test('odd messages, statuses and contacts never end the reading, and leave only people and texts that can be kept', () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 4 }), fc.array(odd, { maxLength: 3 }), odd, (messages, statuses, contacts) => {
      const value = { metadata: { phone_number_id: '200' }, messages, statuses, contacts }
      const json: unknown = JSON.parse(
        JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '100', changes: [{ field: 'messages', value }] }] }),
      )
      const delivered = readDelivery(json, number)
      for (const one of delivered?.messages ?? []) {
        expect(readTarget(one.address)).not.toBe(null)
        expect(one.externalId).not.toBe('')
        expect(Number.isNaN(one.sentAt.getTime())).toBe(false)
        if ('text' in one) expect(one.text.isWellFormed() && !one.text.includes('\0')).toBe(true)
        if ('files' in one) for (const file of one.files) expect(file.fileName).not.toMatch(/[/\\\0]/)
      }
    }),
    { numRuns: 400 },
  )
})

test('anything at all in the place of a delivery is left alone', () => {
  const check = (json: unknown) => {
    expect(readDelivery(json, number)).toBe(null)
  }
  fc.assert(fc.property(odd, check), { numRuns: 300 })
})
