// Brings the servers that the selected tests need and the machine lacks, where that may be done: Debian, as root.
// Elsewhere it says in one line what to install. No service is started by an installation.
import { execFileSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { chromiumNames, findExecutable, redisNames } from './executables.ts'

interface Server {
  readonly title: string
  readonly names: readonly string[]
  readonly debianPackage: string
}

const servers: Record<'redis' | 'chromium', Server> = {
  redis: { title: 'Redis', names: redisNames, debianPackage: 'redis-server' },
  chromium: { title: 'Chromium', names: chromiumNames, debianPackage: 'chromium' },
}

/**
 * Installs what is missing of `needed`.
 * @returns null when everything is there, else one line that says what a person has to install.
 */
export function installServers(needed: readonly (keyof typeof servers)[]): string | null {
  const missing = needed.map((name) => servers[name]).filter((server) => findExecutable(server.names) === null)
  if (missing.length === 0) return null
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log(`installing ${missing.map((server) => server.title).join(' and ')}`)
    try {
      installDebianPackages(missing.map((server) => server.debianPackage))
    } catch (error) {
      console.error(error instanceof Error ? error.message : error)
    }
  }
  const absent = missing.filter((server) => findExecutable(server.names) === null)
  if (absent.length === 0) return null
  const wanted = absent.map((server) => `${server.title} (${server.names.join(' or ')} on PATH)`).join(' and ')
  return `These tests need ${wanted}; on Debian: apt-get install -y ${absent.map((server) => server.debianPackage).join(' ')}`
}

/** Debian asks this file whether a package may start its service; 101 is "no". */
const policy = '/usr/sbin/policy-rc.d'

function installDebianPackages(packages: readonly string[]): void {
  const apt = (...args: string[]) =>
    execFileSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  const ownPolicy = !existsSync(policy)
  if (ownPolicy) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    apt('update')
    apt('install', '-y', '--no-install-recommends', ...packages)
  } finally {
    if (ownPolicy) rmSync(policy)
  }
}
