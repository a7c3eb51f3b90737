// The embedded database against everything that can happen to the service and to it: killed, twice at once, half made.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DataDirectoryInUse, type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts'
import { waitUntil } from '../support/wait-until.ts'

// Making a database takes most of a second: only the tests of the first start make one, the others copy this.
const pristine = await mkdtemp(join(tmpdir(), 'support-assistant-embedded-'))
chmodSync(pristine, 0o755)
await startEmbeddedPostgres({ dataDir: pristine, log: () => {} }).then((server) => server.stop())
afterAll(() => rm(pristine, { recursive: true }))

let parent: string
let dataDir: string
let lines: string[]
let started: EmbeddedPostgres[]
let children: ChildProcess[]

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'support-assistant-embedded-'))
  chmodSync(parent, 0o755)
  dataDir = join(parent, 'data')
  lines = []
  started = []
  children = []
})
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  for (const server of started) await server.stop()
  // A test that failed half-way may have left a server that nobody holds.
  if (serverPid() !== null) await (await startEmbeddedPostgres({ dataDir, log: () => {} })).stop()
  await rm(parent, { recursive: true, maxRetries: 5 })
})

function useMadeDatabase(): void {
  execFileSync('cp', ['-a', pristine, dataDir])
}

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log: (line) => lines.push(line) })
  started.push(server)
  return server
}

/** A service in a process of its own, that can be killed. */
function startService(): ChildProcess {
  const code = `import { startEmbeddedPostgres } from './src/db/embedded-postgres.ts'
    const { url } = await startEmbeddedPostgres({ dataDir: process.argv[1], log: () => {} })
    process.stdout.write(url)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code, dataDir], {
    env: { ...process.env, SECRET_KEY: 'not for the database' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  return child
}

async function startedService(): Promise<{ service: ChildProcess; url: string }> {
  const service = startService()
  const [url] = (await once(service.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
  return { service, url: url.toString() }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  return client
    .query(text)
    .then((result) => result.rows)
    .finally(() => client.end())
}

const pidFile = () => join(dataDir, 'postgres/data/postmaster.pid')

function serverPid(): number | null {
  return existsSync(pidFile()) ? Number(readFileSync(pidFile(), 'utf8').split('\n', 1)[0]) : null
}

test('what was stored is there after an orderly stop and a start', async () => {
  useMadeDatabase()
  const first = await start()
  await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS id')
  await first.stop()
  expect(serverPid()).toBeNull()
  const begin = performance.now()
  const second = await start()
  expect(performance.now() - begin).toBeLessThan(2000)
  expect(await query(second.url, 'SELECT id FROM kept')).toEqual([{ id: 1 }])
  expect(lines).toEqual([expect.stringMatching(/started on 127/), expect.stringMatching(/started on 127/)])
})

test('the server that a killed service left running is adopted at once, at the same address', async () => {
  useMadeDatabase()
  const { service, url } = await startedService()
  await query(url, 'CREATE TABLE kept AS SELECT 1 AS id')
  const pid = serverPid()
  await kill(service)
  const begin = performance.now()
  const server = await start()
  expect(performance.now() - begin).toBeLessThan(1000)
  expect(server.url).toBe(url)
  expect(serverPid()).toBe(pid)
  expect(await query(server.url, 'SELECT id FROM kept')).toEqual([{ id: 1 }])
  await server.stop()
  expect(serverPid()).toBeNull()
})

/** Moments of the first start, as they can be seen from outside. */
const moments: Record<string, () => boolean> = {
  'the directory is begun': () => drafts().length > 0,
  'the database is being made': () => drafts().some((draft) => existsSync(join(dataDir, draft, 'data/global/pg_control'))),
  'the database is made': () => existsSync(join(dataDir, 'postgres')),
  'the server is starting': () => existsSync(pidFile()),
  'the server is ready': () => existsSync(pidFile()) && readFileSync(pidFile(), 'utf8').includes('ready'),
}
const drafts = () => (existsSync(dataDir) ? readdirSync(dataDir).filter((name) => name.startsWith('.postgres-draft-')) : [])

describe('a first start killed when', () => {
  for (const [moment, isReached] of Object.entries(moments)) {
    test(`${moment} is finished by the next one, which leaves nothing half made`, async () => {
      const service = startService()
      await waitUntil(isReached, { what: moment, everyMs: 1 })
      await kill(service)
      const server = await start()
      expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
      expect(drafts()).toEqual([])
    })
  }
})

test('service and server killed together: everything committed is there again', async () => {
  useMadeDatabase()
  const { service, url } = await startedService()
  await query(url, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS id')
  const pid = serverPid() ?? 0
  process.kill(pid, 'SIGKILL')
  await kill(service)
  const server = await start()
  expect(serverPid()).not.toBe(pid)
  expect(await query(server.url, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 1000 }])
})

test('a dead server’s number that now is another program’s does not stop the start', async () => {
  useMadeDatabase()
  const first = await start()
  await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS id')
  const lockFile = readFileSync(pidFile(), 'utf8')
  const owner = statSync(pidFile())
  await first.stop()
  // The same user's program: the case in which PostgreSQL itself refuses.
  const program = spawn('sleep', ['600'], {
    stdio: 'ignore',
    ...(process.getuid?.() === 0 ? { uid: owner.uid, gid: owner.gid } : {}),
  })
  children.push(program)
  await once(program, 'spawn')
  writeFileSync(pidFile(), lockFile.replace(/^\d+/, String(program.pid)), { mode: 0o600 })
  chownSync(pidFile(), owner.uid, owner.gid)
  const second = await start()
  expect(await query(second.url, 'SELECT id FROM kept')).toEqual([{ id: 1 }])
  expect(program.exitCode).toBeNull()
})

test('a second service on the same directory is refused and told why; the first goes on', async () => {
  useMadeDatabase()
  const first = await start()
  await expect(start()).rejects.toThrow(new DataDirectoryInUse(dataDir).message)
  expect(await query(first.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('of two services started at once on a new directory, one gets it', async () => {
  const outcomes = await Promise.allSettled([start(), start()])
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(outcomes.find((outcome) => outcome.status === 'rejected')).toMatchObject({ reason: { name: 'DataDirectoryInUse' } })
})

test('a server that dies while the service lives is started again at the same address', async () => {
  useMadeDatabase()
  const server = await start()
  await query(server.url, 'CREATE TABLE kept AS SELECT 1 AS id')
  process.kill(serverPid() ?? 0, 'SIGKILL')
  expect(await waitUntil(() => query(server.url, 'SELECT id FROM kept'), { what: 'the server to be back' })).toEqual([{ id: 1 }])
  await waitUntil(() => lines.includes('embedded PostgreSQL was lost and is back (started again)'))
  await expect(start()).rejects.toThrow(DataDirectoryInUse)
})

test('a service that starts while the last one is stopping waits for its turn', async () => {
  useMadeDatabase()
  const first = await start()
  const stopping = first.stop()
  const second = await start()
  await stopping
  expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('only this machine and only who may read the password gets in', async () => {
  useMadeDatabase()
  const server = await start()
  const password = join(dataDir, 'postgres/password')
  expect(statSync(password).mode & 0o777).toBe(0o600)
  expect(statSync(join(dataDir, 'postgres/data')).mode & 0o777).toBe(0o700)
  const wrong = new URL(server.url)
  wrong.password = 'wrong'
  await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed')
  const shown = await query(
    server.url,
    `SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) AS settings FROM pg_settings WHERE name IN
     ('listen_addresses', 'unix_socket_directories', 'fsync', 'synchronous_commit', 'server_encoding', 'password_encryption')`,
  )
  expect(shown).toEqual([
    {
      settings:
        'fsync=on listen_addresses=127.0.0.1 password_encryption=scram-sha-256 server_encoding=UTF8 synchronous_commit=on unix_socket_directories=',
    },
  ])
})

test('the server learns nothing of the service’s environment', async () => {
  useMadeDatabase()
  const { url } = await startedService()
  const pid = serverPid() ?? 0
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).toContain('LC_ALL=C')
  expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).not.toContain('SECRET_KEY')
})

test('the server’s log shows neither the text of a failing statement nor the row it was about', async () => {
  useMadeDatabase()
  const server = await start()
  await query(server.url, 'CREATE TABLE one (body text CHECK (length(body) < 5))')
  await expect(query(server.url, `INSERT INTO one VALUES ('the root password')`)).rejects.toThrow('check constraint')
  const log = readFileSync(join(dataDir, 'postgres/server.log'), 'utf8')
  expect(log).toContain('violates check constraint')
  expect(log).not.toContain('password')
})

test('a project that only its owner may enter works too, also for root, whose server runs as another user', async () => {
  chmodSync(parent, 0o700)
  mkdirSync(dataDir, { mode: 0o700 })
  const server = await start()
  expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  await server.stop()
  const again = await start()
  expect(await query(again.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})
