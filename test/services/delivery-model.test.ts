// Any order of events, any crash: chats get their messages in order, at least once, and more than once only where a crash
// between the platform's yes and our record allows it. Random histories against a model; a failing one is printed with its seed and shrunk.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { releaseOrphans } from '../../src/db/presence.ts'
import { findDueOutbox } from '../../src/db/waiting.ts'
import type { ConversationId } from '../../src/domain/ids.ts'
import { createDeliveryDesk, type DeliveryDesk } from '../support/delivery.ts'

let desk: DeliveryDesk
beforeAll(async () => {
  desk = await createDeliveryDesk()
})
afterAll(() => desk.drop())

type Event =
  | { readonly kind: 'queue'; readonly chat: number; readonly push: boolean; readonly parts: number }
  /** Workers at the same chat at once; what the platform says to the first sends. */
  | { readonly kind: 'deliver'; readonly chat: number; readonly workers: number; readonly fates: readonly Fate[] }
  | { readonly kind: 'wait'; readonly seconds: number }

type Fate = 'accept' | 'later' | 'flood' | 'unknown' | 'die-before' | 'die-after'

const fate = fc.constantFrom<Fate[]>('accept', 'accept', 'later', 'flood', 'unknown', 'die-before', 'die-after')
const chat = fc.integer({ min: 0, max: 2 })
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ kind: fc.constant('queue' as const), chat, push: fc.boolean(), parts: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    kind: fc.constant('deliver' as const),
    chat,
    workers: fc.integer({ min: 1, max: 3 }),
    fates: fc.array(fate, { maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 20 }) }),
)

class Killed extends Error {}

test('whatever happens, in whatever order, every chat gets everything in order', async () => {
  await fc.assert(fc.asyncProperty(fc.array(event, { minLength: 3, maxLength: 15 }), play), {
    numRuns: 30,
  })
}, 60_000)

async function play(events: readonly Event[]): Promise<void> {
  await desk.clear()
  desk.channel.accepted.length = 0
  const ids: ConversationId[] = []
  for (const address of ['0', '1', '2']) ids.push(await desk.chat(address))
  const wanted: string[][] = [[], [], []]
  let repeats = 0
  let texts = 0
  let processes = 0

  async function deliver(index: number, workers: number, fates: readonly Fate[]): Promise<void> {
    const left = [...fates]
    let dying: Fate | null = null
    desk.channel.script = () => {
      const next = left.shift() ?? 'accept'
      dying = null
      if (next === 'later') return { kind: 'later', reason: 'busy', scope: 'message' }
      if (next === 'flood') return { kind: 'later', reason: 'flood', afterSeconds: 3, scope: 'account' }
      if (next === 'unknown') return { kind: 'unknown', reason: 'timeout' }
      if (next === 'die-after') repeats += 1
      dying = next
      return undefined
    }
    const work = Array.from({ length: workers }, () => {
      const number = ++processes
      return desk
        .deliver(ids[index] as ConversationId, {
          processNumber: () => number,
          crashPoints(point) {
            if (point === 'claimed' && left[0] === 'die-before') {
              left.shift()
              throw new Killed()
            }
            if (point === 'sent' && dying !== null && dying !== 'accept') throw new Killed()
          },
        })
        .catch((error: unknown) => {
          if (!(error instanceof Killed)) throw error
        })
    })
    await Promise.all(work)
    desk.channel.script = null
    // What the sweep does for processes that are gone: all of these are, none holds a lock.
    await desk.database.transaction((tx) => releaseOrphans(tx, 0))
  }

  for (const next of events) {
    if (next.kind === 'wait') desk.clock.advance(next.seconds)
    else if (next.kind === 'deliver') await deliver(next.chat, next.workers, next.fates)
    else {
      const parts = Array.from({ length: next.parts }, () => `t${++texts}`)
      wanted[next.chat]?.push(...parts)
      await desk.queue(ids[next.chat] as ConversationId, [parts.join('\f')], { push: next.push })
    }
  }
  for (let rounds = 0; rounds < 200; rounds++) {
    const due = await desk.database.transaction((tx) => findDueOutbox(tx, ['telegram:1'], 10))
    for (const id of due) await desk.deliver(id)
    const [open] = await desk.sql(`SELECT count(*)::int AS count FROM outbox_message WHERE state <> 'sent'`)
    if (open?.['count'] === 0) break
    desk.clock.advance(5)
  }
  let said = 0
  for (const [index, parts] of wanted.entries()) {
    const shown = desk.channel.shownTo(String(index))
    said += shown.length
    expect(shown.filter((text, position) => text !== shown[position - 1])).toEqual(parts)
  }
  expect(said - texts).toBeLessThanOrEqual(repeats)
}
