// The output of the whole suite is looked at: no test, and nothing that a test runs in its process, may print a key. Whatever
// goes to the console or to the streams beneath is searched for the names of fields that hold one; a find fails the file. One worker
// loads this anew for each of its files: it looks once, and remembers by file.
import { formatWithOptions } from 'node:util'
import { afterAll, expect } from 'vitest'
import { findKeyNames } from './key-names.ts'

const looking = Symbol.for('support-assistant.no-key-material')
const shared = globalThis as { [looking]?: Set<string> }
const found = shared[looking] ?? new Set<string>()
shared[looking] = found
found.clear()

function look(text: string): void {
  for (const name of findKeyNames(text)) found.add(name)
}

for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
  const print = console[method]
  if (looking in print) continue
  const lookAndPrint = (...args: unknown[]) => {
    look(formatWithOptions({ depth: 8 }, ...args))
    print.apply(console, args)
  }
  console[method] = Object.assign(lookAndPrint, { [looking]: true })
}

for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write
  if (looking in write) continue
  const lookAndWrite = (...args: Parameters<typeof write>) => {
    look(String(args[0]))
    return write.apply(stream, args)
  }
  stream.write = Object.assign(lookAndWrite, { [looking]: true }) as unknown as typeof write
}

afterAll(() => {
  expect([...found], 'fields that hold keys, in the output').toEqual([])
})
