// The house stands as its plan says: imports point down only, nobody reaches past the floors, files stay readable.
import { globSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import { circles, importFaults, mostLines, reachFaults, type Source, shapeFaults } from './support/floors.ts'
import { importsOf } from './support/imports.ts'

const folder = join(import.meta.dirname, '../src')

const sources: readonly Source[] = globSync('**/*.ts', { cwd: folder })
  .map((path) => path.split(sep).join('/'))
  .filter((path) => !path.startsWith('db/generated/') && !path.startsWith('playground/bot-api-table'))
  .map((path) => {
    const file = join(folder, path)
    // The generated client is Prisma's, whatever its path.
    const imports = importsOf(file).map((specifier) =>
      specifier.endsWith('/generated/client.ts') ? '@prisma/client' : specifier,
    )
    return { path, imports, text: readFileSync(file, 'utf8') }
  })

test('there is a house to look at', () => {
  expect(sources.length).toBeGreaterThan(50)
  expect(sources.flatMap((source) => source.imports).length).toBeGreaterThan(100)
})

test('imports point down, wings stand alone, and every package has its floor', () => {
  expect(sources.flatMap(importFaults)).toEqual([])
})

test('no imports go in circles', () => {
  expect(circles(sources)).toEqual([])
})

test('only the configuration reads the environment, and rules never ask the clock', () => {
  expect(sources.flatMap(reachFaults)).toEqual([])
})

test(`files are named for what is in them, begin by saying so, and end before line ${mostLines}`, () => {
  expect(sources.flatMap(shapeFaults)).toEqual([])
})

/** A file that imports these and has this text. */
function source(path: string, imports: readonly string[], text = '// x'): Source {
  return { path, imports, text }
}

describe('the plan itself refuses', () => {
  test.each([
    ['a rule that asks the database', source('domain/sla.ts', ['../db/client.ts'])],
    ['a rule that reads files', source('domain/sla.ts', ['node:fs'])],
    ['a row that knows a use case', source('db/tickets.ts', ['../services/notify.ts'])],
    ['a use case that knows the bot', source('services/notify.ts', ['../bot/router.ts'])],
    ['a use case that knows a messenger', source('services/notify.ts', ['../channels/telegram/channel.ts'])],
    ['a messenger that knows rows', source('channels/telegram/channel.ts', ['../../db/client.ts'])],
    ['a messenger that knows another', source('channels/telegram/channel.ts', ['../whatsapp/format.ts'])],
    ['a playground that knows the service', source('playground/state.ts', ['../domain/ids.ts'])],
    ['a page of the API that asks the bot', source('http/server.ts', ['../bot/router.ts'])],
    ['the bot going past the services', source('bot/router.ts', ['../db/tickets.ts'])],
    ['a messenger’s library outside of its wing', source('services/notify.ts', ['grammy'])],
    ['the database’s library outside of its floor', source('services/notify.ts', ['@prisma/client'])],
    ['a new folder without a place in the plan', source('shared/text.ts', [])],
    ['anything that imports the start', source('app.ts', ['./main.ts'])],
    ['anything outside of src', source('app.ts', ['../test/support/database.ts'])],
  ])('%s', (_title, bad) => {
    expect(importFaults(bad)).toHaveLength(1)
  })

  test('a circle, however long', () => {
    const ring = [source('db/a.ts', ['./b.ts']), source('db/b.ts', ['./c.ts']), source('db/c.ts', ['./a.ts'])]
    expect(circles(ring)).toEqual(['db/a.ts -> db/b.ts -> db/c.ts -> db/a.ts'])
  })

  test.each([
    ['reading the environment', source('services/notify.ts', [], '// x\nconst a = process.env.PORT')],
    ['a rule with a clock of its own', source('services/notify.ts', [], '// x\nconst a = new Date()')],
  ])('%s', (_title, bad) => {
    expect(reachFaults(bad)).toHaveLength(1)
  })

  test.each([
    ['a file that is too long', source('db/a.ts', [], `// x${'\n'.repeat(mostLines)}.`)],
    ['a file that does not say what it is', source('db/a.ts', [], 'const a = 1')],
    ['a name that says nothing', source('db/utils.ts', [])],
    ['a name in another style', source('db/myFile.ts', [])],
  ])('%s', (_title, bad) => {
    expect(shapeFaults(bad)).toHaveLength(1)
  })
})

test('the plan lets through what it is meant to', () => {
  const good = [
    source('domain/sla.ts', ['luxon', 'node:crypto', './ids.ts']),
    source('db/tickets.ts', ['@prisma/client', 'pg', '../domain/ids.ts', 'node:fs']),
    source('bot/process-message.ts', ['../db/client.ts', '../db/inbox.ts', '../services/notify.ts', '../texts/render.ts']),
    source('channels/telegram/channel.ts', ['grammy', '../../domain/channel.ts', './format.ts']),
    source('jobs/queues.ts', ['bullmq', '../bot/process-message.ts']),
    source('app.ts', ['./http/server.ts', './channels/telegram/channel.ts', 'pino']),
  ]
  expect(good.flatMap(importFaults)).toEqual([])
})
