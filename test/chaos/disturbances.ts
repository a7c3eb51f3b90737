// What else breaks while the service's processes are killed: the queue's server, the database's server, and the platform.
import { setTimeout as delay } from 'node:timers/promises'
import type { Fault } from '../../src/playground/faults.ts'
import type { BotApiServer } from '../../src/playground/server-contract.ts'
import type { Random } from './seeded-random.ts'

/** Every fault of a call, and how likely each. Those that lose an answer make a second copy of the message, whatever we do. */
const faultRates: readonly (Fault & { readonly probability: number })[] = [
  { kind: 'too-many-requests', retryAfter: 1, probability: 0.01 },
  { kind: 'server-error', probability: 0.02 },
  { kind: 'html', probability: 0.02 },
  { kind: 'drop-before', probability: 0.02 },
  { kind: 'delay', milliseconds: 400, probability: 0.03 },
  { kind: 'truncated-json', probability: 0.004 },
  { kind: 'drop-after', probability: 0.004 },
  { kind: 'server-error', method: 'getUpdates', probability: 0.02 },
  { kind: 'html', method: 'getUpdates', probability: 0.01 },
  { kind: 'truncated-json', method: 'getUpdates', probability: 0.02 },
  { kind: 'drop-before', method: 'getUpdates', probability: 0.02 },
  { kind: 'drop-after', method: 'getUpdates', probability: 0.02 },
]

export function addEveryFault(server: BotApiServer): void {
  for (const fault of faultRates) server.addFault({ ...fault, times: null })
}

export interface Restarts {
  readonly count: () => number
  stop(): Promise<void>
}

/** Breaks something again and again, with calm in between, until `stop`. */
export function keepRestarting(
  random: Random,
  calmMs: readonly [number, number],
  restart: () => Promise<void>,
  onFault: (error: unknown) => void,
): Restarts {
  const stopping = new AbortController()
  let count = 0
  async function run(): Promise<void> {
    for (;;) {
      await delay(random.between(...calmMs), undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      await restart()
      count += 1
    }
  }
  const running = run().catch(onFault)
  return {
    count: () => count,
    async stop() {
      stopping.abort()
      await running
    },
  }
}
