// The pace of a run: so many messages a second from clients and engineers, as long as the answers come.
import type { ChatWriter } from './chat-writer.ts'
import type { EngineersDesk } from './engineers-desk.ts'
import type { Random } from './seeded-random.ts'

const tickMs = 20
/** Of all messages, what engineers write. */
const engineersShare = 0.12

export function startWriting(options: {
  readonly writers: readonly ChatWriter[]
  readonly engineers: EngineersDesk
  readonly random: Random
  readonly perSecond: number
}): { stop(): void } {
  const { writers, engineers, random, perSecond } = options
  let due = 0
  const timer = setInterval(() => {
    // What could not be written while nobody answered is not made up for later.
    due = Math.min(due + (perSecond * tickMs) / 1000, perSecond / 2)
    for (let tries = 0; due >= 1 && tries < 50; tries++) {
      const writer = writers[random.between(0, writers.length - 1)] as ChatWriter
      if (random.next() < engineersShare ? engineers.comment(writer) : writer.write()) due -= 1
    }
  }, tickMs)
  return { stop: () => clearInterval(timer) }
}
