// The output of the whole suite is looked at: no test, and nothing that a test runs in its process, may print a key. Whatever
// goes to the console or to the streams beneath is searched for the names of fields that hold one; a find fails the file.
import { formatWithOptions } from 'node:util'
import { afterAll, expect } from 'vitest'
import { findKeyNames } from './key-names.ts'

const found = new Set<string>()

function look(text: string): void {
  for (const name of findKeyNames(text)) found.add(name)
}

for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
  const print = console[method]
  console[method] = (...args: unknown[]) => {
    look(formatWithOptions({ depth: 8 }, ...args))
    print.apply(console, args)
  }
}

for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write
  stream.write = ((...args: Parameters<typeof write>) => {
    look(String(args[0]))
    return write.apply(stream, args)
  }) as typeof write
}

afterAll(() => {
  expect([...found], 'fields that hold keys, in the output').toEqual([])
})
