// The service's processes: each lives until it is killed as its life has it, and is started again, as a supervisor would.
// Who kills, when, and what may not happen stands here; what the killing is good for stands in chaos.ts.
import { setTimeout as delay } from 'node:timers/promises'
import type { Random } from './seeded-random.ts'
import { type ServiceExit, type ServiceProcess, startService } from './service-process.ts'

/**
 * How a process dies: `random` in the middle of its work, `early` while it still starts, or by its own hand at a crash
 * point: after the intake's commit, after the processing's commit, between claim and send, between send and record, within
 * a migration, within a shutdown.
 */
export type KillKind = 'random' | 'early' | 'received' | 'processed' | 'claimed' | 'sent' | 'migrating' | 'stopping'

export interface Kill {
  readonly kind: KillKind
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface FleetOptions {
  /** Of each process. */
  readonly settings: readonly Readonly<Record<string, string>>[]
  readonly random: Random
  readonly killsWanted: number
  /** The pace of the messages. */
  readonly perSecond: number
  /** How many messages the bot has said so far. */
  readonly said: () => number
  /** How many messages are still to come. */
  readonly messagesLeft: () => number
  /** The database goes away now and then: a process that cannot start ends, and is started again. */
  readonly mayFailToStart: boolean
  readonly log: (line: string) => void
}

export interface Fleet {
  readonly kills: readonly Kill[]
  /** Shutdowns that were done before the crash point was met, and starts in vain. */
  readonly counts: { stopped: number; failedStarts: number }
  /** Rejects when a process ends as it never should. */
  readonly broken: Promise<never>
  /** Kills every process within the first migration. */
  killMigrations(): Promise<void>
  start(): void
  /** Ends the killing: processes without a crash point take over. */
  calm(): Promise<void>
  /** SIGTERM for all. @returns their exit codes. */
  stop(): Promise<readonly (number | null)[]>
  /** At the end of a run that went wrong. */
  abandon(): Promise<void>
  output(): string
}

/** A third at random, the others at the named points. */
const kinds: readonly [KillKind, ...KillKind[]] = [
  'random',
  'random',
  'random',
  'early',
  'received',
  'processed',
  'claimed',
  'sent',
  'stopping',
]

export function createFleet(options: FleetOptions): Fleet {
  const { settings, random, said } = options
  const kills: Kill[] = []
  const counts = { stopped: 0, failedStarts: 0 }
  const current = new Map<number, ServiceProcess>()
  const lives: Promise<void>[] = []
  let calming = false
  const { promise: broken, reject: breakDown } = Promise.withResolvers<never>()
  broken.catch(() => {})

  /** Messages that may still be said for each kill that is still to come. */
  const messagesPerKill = () => Math.max(5, options.messagesLeft() / Math.max(1, options.killsWanted - kills.length))

  async function live(slot: number): Promise<void> {
    while (!calming) {
      const kind = kills.length < options.killsWanted ? random.pick(kinds) : null
      const service = startService({ ...settings[slot], ...crashPoint(kind) })
      current.set(slot, service)
      const disarm = kind === null ? () => {} : arm(kind, service)
      const exit = await service.exited
      disarm()
      if (!(await account(kind, exit, service))) return
    }
  }

  function crashPoint(kind: KillKind | null): Record<string, string> {
    if (kind === null || kind === 'random' || kind === 'early') return {}
    if (kind === 'stopping') return { CRASH_POINTS: 'stopping:0.25' }
    // Messages are taken in several at a time, so that point is met less often than it is said.
    const probability = Math.min(0.5, (kind === 'received' ? 2 : 1) / messagesPerKill())
    return { CRASH_POINTS: `${kind}:${probability.toFixed(4)}` }
  }

  /** Sees to it that the process dies as planned, and at the latest after a while. @returns how to take that back. */
  function arm(kind: KillKind, service: ServiceProcess): () => void {
    if (kind === 'early') return timer(random.between(20, 900), service.kill)
    const share = messagesPerKill() * settings.length
    if (kind === 'random' || kind === 'stopping') {
      // By the clock, not by what was said: else every kill would fall into a burst of messages.
      const usualMs = (1000 * share) / options.perSecond
      const end = kind === 'stopping' ? () => void service.stop() : service.kill
      return timer(1000 + usualMs * Math.min(3, -Math.log(1 - random.next())), end)
    }
    const until = said() + share * 4
    const watch = setInterval(() => {
      if (said() >= until) service.kill()
    }, 50)
    return () => clearInterval(watch)
  }

  /** @returns whether the end was one of those that may be; then life goes on. */
  async function account(kind: KillKind | null, exit: ServiceExit, service: ServiceProcess): Promise<boolean> {
    if (exit.signal === 'SIGKILL') {
      kills.push({ kind: kind ?? 'random', at: Date.now() })
      options.log(`kill ${kills.length} (${kind})`)
      return true
    }
    // One that is asked to stop before it can listen ends by the signal.
    if ((exit.code === 0 || exit.signal === 'SIGTERM') && (calming || kind === 'stopping')) {
      counts.stopped += 1
      return true
    }
    if (options.mayFailToStart && exit.code === 1 && !service.output().includes('"ready"')) {
      counts.failedStarts += 1
      await delay(200)
      return true
    }
    breakDown(new Error(`A process (${kind}) ended by itself (${exit.code ?? exit.signal}):\n${service.output()}`))
    return false
  }

  async function killMigration(slot: number): Promise<void> {
    const service = startService({ ...settings[slot], CRASH_POINTS: 'migrating:1' })
    current.set(slot, service)
    await account('migrating', await service.exited, service)
  }

  return {
    kills,
    counts,
    broken,
    async killMigrations() {
      await Promise.all(settings.map((_, slot) => killMigration(slot)))
    },
    start() {
      lives.push(...settings.map((_, slot) => live(slot).catch(breakDown)))
    },
    async calm() {
      calming = true
      for (const service of current.values()) void service.stop()
      await Promise.all(lives)
      for (const [slot, one] of settings.entries()) {
        const service = startService(one)
        current.set(slot, service)
        void service.exited.then((exit) => {
          if (exit.code !== 0) breakDown(new Error(`A process ended by itself (${exit.code}):\n${service.output()}`))
        })
      }
    },
    async stop() {
      const exits = await Promise.all([...current.values()].map((service) => service.stop()))
      return exits.map((exit) => exit.code)
    },
    async abandon() {
      calming = true
      for (const service of current.values()) service.kill()
      await Promise.all([...current.values()].map((service) => service.exited))
      await Promise.all(lives)
    },
    output: () => [...current.values()].map((service) => service.output().slice(-4000)).join('\n---\n'),
  }
}

function timer(milliseconds: number, work: () => void): () => void {
  const handle = setTimeout(work, milliseconds)
  return () => clearTimeout(handle)
}
