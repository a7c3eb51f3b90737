// What operators start from agrees with what the service reads and needs.
import { readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ConfigurationFault, readConfig } from '../../src/config.ts'
import { environment, testOnlyNames } from '../../src/environment.ts'

const example = readFileSync('deploy/env.example', 'utf8')
const compose = readFileSync('deploy/compose.yaml', 'utf8')
const dockerfile = readFileSync('deploy/Dockerfile', 'utf8')

/** Settings as a line of the file has them; a leading # is a default that is shown. */
function settings(pattern: RegExp): [name: string, value: string][] {
  return [...example.matchAll(pattern)].map((match) => [match[1] ?? '', match[2] ?? ''])
}
const shown = settings(/^#?([A-Z][A-Z0-9_]+)=(.*)$/gm)
const active = settings(/^([A-Z][A-Z0-9_]+)=(.*)$/gm)

test('env.example shows every setting there is, once, and none that is not', () => {
  const known = Object.keys(environment.shape).filter((name) => !testOnlyNames.includes(name))
  expect(shown.map(([name]) => name).sort()).toEqual([...known, 'POSTGRES_PASSWORD'].sort())
})

test('the defaults that env.example shows are the service’s', () => {
  const defaults = shown.filter(([name, value]) => value !== '' && !['NODE_ENV', 'DATABASE_URL', 'REDIS_URL'].includes(name))
  const { TELEGRAM_API_ROOT: apiRoot, ...others } = Object.fromEntries(defaults)
  expect(readConfig(others)).toEqual(readConfig({}))
  expect(readConfig({ TELEGRAM_BOT_TOKEN: '1:a' }).telegram?.apiRoot).toBe(apiRoot)
})

test('env.example as it is stops the start for what has to be filled in; filled in, it is taken', () => {
  const asItIs = Object.fromEntries(active)
  expect(() => readConfig(asItIs)).toThrow(ConfigurationFault)
  const filledIn = { ...asItIs, TELEGRAM_BOT_TOKEN: '1:a', SECRET_KEY: Buffer.alloc(32).toString('base64'), API_TOKEN: 'token' }
  expect(readConfig(filledIn)).toMatchObject({ production: true, playground: false })
})

test('no secret has a value in a file that is part of the project', () => {
  expect(active.filter(([, value]) => value !== '')).toEqual([['NODE_ENV', 'production']])
  expect(compose).not.toMatch(/(TOKEN|SECRET|PASSWORD)\w*: ["']?[^$"'\s]/)
})

test('containers get more time to stop than the service takes', () => {
  const graces = [...compose.matchAll(/stop_grace_period: (\d+)s/g)].map((match) => Number(match[1]))
  expect(graces).toHaveLength(3)
  expect(Math.min(...graces)).toBeGreaterThan(10)
})

test('the queue’s Redis keeps what it has: a file that is appended to, nothing evicted', () => {
  expect(compose).toContain('"--appendonly", "yes"')
  expect(compose).toContain('"--maxmemory-policy", "noeviction"')
})

test('the image runs on the Node version that the project pins, as nobody special, and is watched', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> }
  const images = [...dockerfile.matchAll(/^FROM node:(\d+)/gm)].map((match) => match[1])
  expect(new Set(images)).toEqual(new Set([dependencies['node']?.split('.')[0]]))
  expect(dockerfile).toMatch(/^USER node$/m)
  expect(dockerfile).toMatch(/HEALTHCHECK[\s\S]*\/healthz/)
})

test('the lock file names no registry’s host, so that it works with any', () => {
  const lock = readFileSync('package-lock.json', 'utf8')
  expect(lock).not.toMatch(/"resolved"/)
  expect(lock).toMatch(/"integrity": "sha512-/)
})

test('the one library for linked accounts is the exact one, optional, and nothing that only looks like it is there', () => {
  interface Locked {
    readonly version?: string
    readonly optional?: boolean
    readonly integrity?: string
  }
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }
  const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  const like = Object.entries(packages).filter(([path]) => path !== '' && /bail/i.test(nameOf(path)))
  expect(like.map(([path, { version, optional }]) => [path, version, optional])).toEqual([
    ['node_modules/@whiskeysockets/baileys', '7.0.0-rc14', true],
  ])
  expect(like[0]?.[1].integrity).toBe(
    'sha512-WK+X8ju8TPGxvWIsP8hrY6JB6FltYuFe+vsqKfjOYX25JObij9qLf2c3ZGdl1Q+vhFwbnT+AZmWAB5pTvzmSiQ==',
  )
  // Its companion under another licence, from the registry and not from somebody's repository; and nothing that fetches links.
  expect(packages['node_modules/libsignal']).toMatchObject({ optional: true, integrity: expect.stringMatching(/^sha512-/) })
  expect(Object.keys(packages).filter((path) => /link-preview|antiban/i.test(path))).toEqual([])
})

test('an image can be made without the library for linked accounts', () => {
  expect(dockerfile).toMatch(/ARG WHATSAPP_LINKED=yes/)
  expect(dockerfile).toMatch(/"\$WHATSAPP_LINKED" = no[^\n]*rm -rf [^\n]*@whiskeysockets[^\n]*libsignal/)
  expect(compose).toMatch(/WHATSAPP_LINKED: "yes"/)
})

test('what runs on every push can be run', () => {
  expect(statSync('.ci/run').mode & 0o111).toBe(0o111)
})
