// The service as an operator runs it: a process of its own, with settings in the environment. It can be killed at any moment.
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface ServiceExit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface ServiceProcess {
  readonly exited: Promise<ServiceExit>
  /** SIGKILL: nothing is finished, nothing is closed. */
  kill(): void
  /** SIGTERM: as an operator stops it. */
  stop(): Promise<ServiceExit>
  /** The last lines it wrote. */
  output(): string
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const keptOutput = 20_000

export function startService(settings: Readonly<Record<string, string>>): ServiceProcess {
  // Only what the program needs to start: the settings of whoever runs the tests stay out.
  const { PATH = '', HOME = '', TMPDIR = '/tmp' } = process.env
  const child: ChildProcess = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    env: { PATH, HOME, TMPDIR, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-keptOutput)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  const exited = new Promise<ServiceExit>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  const endWithUs = () => void child.kill('SIGKILL')
  process.once('exit', endWithUs)
  void exited.then(() => process.off('exit', endWithUs))
  return {
    exited,
    kill: () => void child.kill('SIGKILL'),
    stop() {
      child.kill('SIGTERM')
      return exited
    },
    output: () => output,
  }
}
