// A real Redis of its own for a test file, on a free port, with its data in a temporary folder: it can be stopped, killed
// and started again on the same port and data.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findExecutable, redisNames } from './executables.ts'
import { findFreePort } from './free-port.ts'
import { waitUntil } from './wait-until.ts'

export interface TestRedis {
  readonly url: string
  /** Ends the server (at once with SIGKILL); the data stays. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
  /** Starts it again, same port, same data. */
  start(): Promise<void>
  /** Stops it and removes the data. */
  remove(): Promise<void>
}

/** Starts Redis as the service wants it: append-only file, nothing evicted. */
export async function startRedis(): Promise<TestRedis> {
  const program = findExecutable(redisNames)
  if (program === null) throw new Error('Redis is not on PATH: run the tests with `npm test`, which installs it where it may')
  const folder = await mkdtemp(join(tmpdir(), 'support-assistant-redis-'))
  const port = await findFreePort()
  let child: ChildProcess | null = null

  const redis: TestRedis = {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      const settings = { port: String(port), bind: '127.0.0.1', dir: folder, appendonly: 'yes', appendfsync: 'no', save: '' }
      const args = Object.entries({ ...settings, 'maxmemory-policy': 'noeviction' }).flatMap(([name, value]) => [
        `--${name}`,
        value,
      ])
      const started = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      child = started
      let output = ''
      started.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString()
      })
      await waitUntil(
        () => {
          if (started.exitCode !== null) throw new Error(`Redis ended:\n${output}`)
          return answers(port)
        },
        { what: 'Redis to answer' },
      )
    },
    async stop(signal = 'SIGTERM') {
      const running = child
      child = null
      if (running === null || running.exitCode !== null || running.signalCode !== null) return
      running.kill(signal)
      await once(running, 'exit')
    },
    async remove() {
      await redis.stop('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    },
  }
  // A worker that ends without remove() must not leave the server behind.
  process.once('exit', () => child?.kill('SIGKILL'))
  await redis.start()
  return redis
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'))
    socket.once('data', (data) => {
      socket.destroy()
      resolve(data.toString().startsWith('+PONG'))
    })
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
  })
}
