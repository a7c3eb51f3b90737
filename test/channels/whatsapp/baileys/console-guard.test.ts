// The guard in front of the console: keeps libsignal's lines back, and nothing else.

import { Console } from 'node:console'
import { globSync, readFileSync } from 'node:fs'
import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { guardConsole } from '../../../../src/channels/whatsapp/baileys/console-guard.ts'

function listeningConsole(): { readonly target: Console; readonly printed: () => string } {
  let printed = ''
  const stream = new Writable({
    write(chunk, _encoding, done) {
      printed += String(chunk)
      done()
    },
  })
  return { target: new Console(stream, stream), printed: () => printed }
}

test('every sentence that the library below the socket prints is kept back', () => {
  const calls = globSync('node_modules/libsignal/src/*.js').flatMap((file) => {
    const source = readFileSync(file, 'utf8').replace(/^\s*\/\/.*$/gm, '')
    return [...source.matchAll(/console\.(log|info|warn|error|debug|trace)\(\s*(["'])(.*?)\2/gs)].map((found) => ({
      method: found[1] as 'log',
      sentence: found[3] ?? '',
    }))
  })
  expect(calls.length).toBeGreaterThanOrEqual(12)
  const { target, printed } = listeningConsole()
  const guard = guardConsole(target)
  for (const { method, sentence } of calls) target[method](sentence, { currentRatchet: { rootKey: Buffer.alloc(32, 7) } })
  expect(printed()).toBe('')
  expect(guard.kept()).toBe(calls.length)
})

test('everything else is printed as before, also what begins almost like it', () => {
  const { target, printed } = listeningConsole()
  guardConsole(target)
  target.info('Closing the shop')
  target.error(new Error('a fault of ours').message)
  target.log({ any: 'thing' })
  expect(printed()).toBe("Closing the shop\na fault of ours\n{ any: 'thing' }\n")
})

test('two guards stand in front of one another, and each goes in its own time', () => {
  const { target, printed } = listeningConsole()
  const first = guardConsole(target)
  const second = guardConsole(target)
  first.remove()
  target.info('Closing session:', 'kept by the second')
  second.remove()
  target.info('Closing session:', 'nobody keeps it')
  expect(printed()).toBe('Closing session: nobody keeps it\n')
})

test('the last guard to go leaves the console as it was', () => {
  const { target } = listeningConsole()
  const before = target.warn
  guardConsole(target).remove()
  expect(target.warn).toBe(before)
})
