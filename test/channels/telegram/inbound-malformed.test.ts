// Updates that no documentation allows: whatever comes, the batch goes on and what comes out can be stored.
import fc from 'fast-check'
import type { Update } from 'grammy/types'
import { expect, test } from 'vitest'
import { toInboundMessages } from '../../../src/channels/telegram/inbound.ts'
import type { InboundMessage } from '../../../src/domain/channel.ts'
import { everyKind, group, messageUpdate, privateChat, update } from './updates.ts'

const receipt = { account: '42', at: new Date('2026-11-20T10:00:00Z') }

/** Every path to a value inside an object, deepest included. */
function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))]
}

function replaceAt(value: unknown, path: readonly string[], replacement: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return replacement
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...(value as object) }
  Reflect.set(copy, key, replaceAt(Reflect.get(value as object, key), rest, replacement))
  return copy
}

const strangeValue = fc.oneof(
  fc.constantFrom(undefined, null, '', 'text', '\0', '\ud800', 0, -1, 1.5, Number.NaN, 2 ** 60, true, [], {}, [null], [{}], {
    id: 'x',
  }),
  fc.anything(),
)
const mutatedUpdate = fc
  .constantFrom(...everyKind())
  .chain((original) =>
    fc.tuple(
      fc.constant(original),
      fc.array(fc.tuple(fc.constantFrom(...pathsOf(original)), strangeValue), { minLength: 1, maxLength: 3 }),
    ),
  )
  .map(([original, changes]) => {
    let changed: unknown = original
    for (const [path, value] of changes) {
      // An earlier change may have cut the path off; then there is nothing left to change.
      try {
        changed = replaceAt(changed, path, value)
      } catch {}
    }
    return changed as Update
  })

function isStorable(message: InboundMessage): boolean {
  const texts = JSON.stringify(message)
  return (
    /^-?\d+$/.test(message.externalId) &&
    /^-?\d+$/.test(message.address) &&
    /^-?\d+$/.test(message.sender.userId) &&
    message.conversationId === `telegram:42:${message.address}` &&
    !Number.isNaN(message.sentAt.getTime()) &&
    !texts.includes('\\u0000') &&
    texts.isWellFormed() &&
    (message.kind !== 'message' || message.text !== '' || message.files.length + message.notes.length > 0)
  )
}

test('No update, however mutilated, throws or brings out something that cannot be stored', () => {
  fc.assert(
    fc.property(mutatedUpdate, (mutated) => {
      const malformed: (number | undefined)[] = []
      const messages = toInboundMessages(mutated, receipt, (updateId) => malformed.push(updateId))
      expect(malformed.length + messages.length).toBeLessThanOrEqual(1)
      expect(messages.filter((message) => !isStorable(message))).toEqual([])
    }),
    { numRuns: 3000 },
  )
})

test('When chat and sender are known, an unreadable part becomes a note and the words are kept', () => {
  expect(toInboundMessages(messageUpdate({ caption: 'the trace', document: { file_id: 5 } }), receipt)).toMatchObject([
    { kind: 'message', text: 'the trace', files: [], notes: [{ kind: 'unsupported', what: 'unknown' }] },
  ])
})

test('An update without chat or sender is left out, and reported by its number alone', () => {
  const reported: (number | undefined)[] = []
  const report = (updateId: number | undefined) => reported.push(updateId)
  expect(toInboundMessages(update({ message: { text: 'my password is hunter2' } }, 7), receipt, report)).toEqual([])
  expect(toInboundMessages(null as unknown as Update, receipt, report)).toEqual([])
  expect(reported).toEqual([7, undefined])
})

test.each([
  ['a private chat with the id of a group', messageUpdate({ text: 'x', chat: { ...privateChat, id: -500 } })],
  ['a group with the id of a person', messageUpdate({ text: 'x', chat: { ...group, id: 77001 } })],
  ['a chat of no known kind', messageUpdate({ text: 'x', chat: { ...privateChat, type: null } })],
  ['a private chat that becomes a supergroup', messageUpdate({ migrate_to_chat_id: -100500 })],
  ['a group that becomes a private chat', messageUpdate({ chat: group, migrate_to_chat_id: 77001 })],
])('%s is left out: a person’s conversation would be taken for another', (_title, mutated) => {
  const reported: (number | undefined)[] = []
  expect(toInboundMessages(mutated, receipt, (updateId) => reported.push(updateId))).toEqual([])
  expect(reported).toEqual([1])
})
