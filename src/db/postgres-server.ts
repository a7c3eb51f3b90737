// The server process of the embedded PostgreSQL: finds one that a killed service left behind, starts one, stops it.
// The server is a process of its own that outlives a service killed at any moment; the next service adopts it.
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Cluster, isAlive } from './postgres-cluster.ts'

export interface Server {
  readonly pid: number
  readonly port: number
  /** False for a server that was already running. */
  readonly started: boolean
}

/** Server settings by name, as in postgresql.conf. */
export type ServerSettings = Readonly<Record<string, string>>

const settings: ServerSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  max_wal_size: '512MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // A failing statement's text and the row it was about may be a client's secret: neither is logged.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
}

/** Longer than any recovery after a crash that max_wal_size allows. */
const readyMs = 120_000

/**
 * Adopts the server of this cluster that is alive, or starts one.
 * @param port where a started one should listen; without it a free one
 * @throws with the end of the server's log when it does not start
 */
export async function ensureServer(cluster: Cluster, extra: ServerSettings, port?: number): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    const found = readPidFile(cluster)
    if (found !== null && isServerOf(cluster, found.pid)) {
      const ready = await becomesReady(cluster, found.pid, () => isServerOf(cluster, found.pid))
      const now = readPidFile(cluster)
      if (ready && now?.pid === found.pid) return { pid: now.pid, port: now.port, started: false }
      continue
    }
    const chosen = port ?? (await findFreePort())
    const { child, exited } = startServer(cluster, { ...settings, ...extra, port: String(chosen) }, found?.pid)
    const pid = child.pid ?? 0
    if (await becomesReady(cluster, pid, () => !exited())) return { pid, port: chosen, started: true }
    // The port was taken meanwhile, another service was quicker, or an old server's last process is still leaving.
    if (attempt === 5) throw new Error(`The embedded PostgreSQL does not start:\n${endOfLog(cluster)}`)
    await delay(100 * attempt)
  }
}

/** Stops the server and resolves when it is gone: with a checkpoint if it takes less than 5 s, else by the next start's recovery. */
export async function stopServer(cluster: Cluster, pid: number): Promise<void> {
  const isGone = () => readPidFile(cluster)?.pid !== pid || !isAlive(pid)
  for (const [signal, ms] of [
    ['SIGINT', 5000],
    ['SIGQUIT', 2000],
  ] as const) {
    if (!isGone()) process.kill(pid, signal)
    const until = Date.now() + ms
    while (!isGone() && Date.now() < until) await delay(10)
  }
  if (!isGone()) throw new Error(`The embedded PostgreSQL (process ${pid}) does not stop`)
}

interface PidFile {
  readonly pid: number
  readonly port: number
  readonly status: string
}

/** What the server says of itself in its lock file: pid, data directory, start, port, sockets, address, memory, status. */
function readPidFile(cluster: Cluster): PidFile | null {
  let lines: string[]
  try {
    lines = readFileSync(join(cluster.data, 'postmaster.pid'), 'utf8').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  const pid = Number(lines[0])
  return pid > 0 ? { pid, port: Number(lines[3] ?? 0), status: (lines[7] ?? '').trim() } : null
}

/** Whether the process is a server of this cluster, and not another program that got a dead server's number. */
function isServerOf(cluster: Cluster, pid: number): boolean {
  if (!isAlive(pid)) return false
  // Without /proc (macOS) the server's own check decides; numbers are reused late there.
  if (!existsSync('/proc/self/cmdline')) return true
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(cluster.data)
  } catch {
    return false
  }
}

/** Waits until the server takes connections. @returns false when it ended, or is about to. */
async function becomesReady(cluster: Cluster, pid: number, isRunning: () => boolean): Promise<boolean> {
  const until = Date.now() + readyMs
  while (isRunning() && isAlive(pid)) {
    const file = readPidFile(cluster)
    if (file?.pid === pid && file.status === 'ready') return true
    if (Date.now() > until)
      throw new Error(`The embedded PostgreSQL is not ready after ${readyMs / 1000} s:\n${endOfLog(cluster)}`)
    await delay(5)
  }
  return false
}

function startServer(
  cluster: Cluster,
  all: ServerSettings,
  stalePid: number | undefined,
): { child: ChildProcess; exited: () => boolean } {
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const { file, args, options } = cluster.command(['-D', cluster.data, ...flags])
  keepLogSmall(cluster)
  // To a file and not to this process: the server must be able to go on writing when this process is killed.
  const log = openSync(cluster.logFile, 'a', 0o600)
  // PostgreSQL takes over a dead server's lock file, but not one whose number now is another program of the same user,
  // unless that program is said to be an ancestor. Removing the file instead would skip its check for old processes.
  const env = stalePid === undefined ? options.env : { ...options.env, PG_GRANDPARENT_PID: String(stalePid) }
  const child = spawn(file, args, { ...options, env, detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  let ended = child.pid === undefined
  child.once('error', () => {
    ended = true
  })
  child.once('exit', () => {
    ended = true
  })
  child.unref()
  return { child, exited: () => ended }
}

/** A free port of the loopback address; another program may take it before the server does. */
function findFreePort(): Promise<number> {
  const probe = createServer()
  return new Promise((resolve, reject) => {
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

const logBytes = 5_000_000

function keepLogSmall(cluster: Cluster): void {
  if (existsSync(cluster.logFile) && statSync(cluster.logFile).size > logBytes)
    renameSync(cluster.logFile, `${cluster.logFile}.1`)
}

function endOfLog(cluster: Cluster): string {
  return readFileSync(cluster.logFile, 'utf8').trimEnd().split('\n').slice(-10).join('\n')
}
