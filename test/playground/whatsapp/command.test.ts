// The server as a command: what it prints, that a client can be linked to it and talked to by hand, and that it ends when told.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { trustLoopbackServers } from '../../../src/playground/whatsapp/certificates.ts'
import { connect, memoryOf } from './client.ts'

const main = new URL('../../../src/playground/whatsapp/main.ts', import.meta.url).pathname

test('started as a command it prints what a service needs, links a client, passes words on, and ends on SIGTERM', async () => {
  trustLoopbackServers()
  const child = spawn(process.execPath, [main, '--number', '37060000321'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const heard: string[] = []
  const hear = async (words: string): Promise<string> => {
    const found = heard.find((line) => line.includes(words))
    if (found !== undefined) return found
    const { value, done } = await lines.next()
    if (done) throw new Error(`The command ended without saying “${words}”`)
    heard.push(value)
    return hear(words)
  }
  try {
    const url = (await hear('WebSocket:')).split(' ').at(-1) ?? ''
    expect(await hear('Certificate:')).toMatch(/NODE_EXTRA_CA_CERTS=\S+\.pem$/)
    expect(await hear('Account:')).toMatch(/37060000321$/)
    const first = connect({ url, faults: () => [] }, memoryOf())
    const qr = await first.until(() => first.states.find((state) => state.qr !== undefined)?.qr, 'a picture to scan')
    child.stdin.write(`scan ${qr}\n`)
    await hear('Linked')
    expect(await first.ended()).toBe(515)
    const client = connect({ url, faults: () => [] }, first.memory)
    await client.open()
    child.stdin.write('Hello from the keyboard\n')
    const { message } = await client.gets('Hello from the keyboard')
    await client.socket.sendMessage(message.key.remoteJid ?? '', { text: 'Hello back' })
    expect(await hear('Hello back')).toBe('Ana hears: Hello back')
    await client.end()
  } finally {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    expect((await ended)[0]).toBe(0)
  }
})

test('a port that is no port is refused in one line', async () => {
  const child = spawn(process.execPath, [main, '--port', 'many'], { stdio: ['ignore', 'ignore', 'pipe'] })
  const chunks: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
  const [code] = await once(child, 'close')
  expect([code, Buffer.concat(chunks).toString()]).toEqual([1, '--port takes a number from 0 to 65535\n'])
})
