// The server as a command: what it prints, that it serves, and that it ends when told.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'

const main = new URL('../../src/playground/main.ts', import.meta.url).pathname

test('started as a command it prints where it is, serves bots and the page, and ends on SIGTERM', async () => {
  const child = spawn(process.execPath, [main, '--port', '0', '--token', '12:command'], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const lines: string[] = []
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line)
      if (lines.length === 3) break
    }
    const root = lines[0]?.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0]
    expect(lines[1]).toMatch(/12:command$/)
    expect(lines[2]).toMatch(`${root}/playground`)
    expect(await (await fetch(`${root}/bot12:command/getMe`)).json()).toMatchObject({ ok: true, result: { id: 12 } })
    expect(await (await fetch(`${root}/playground`)).text()).toContain('<title>Playground</title>')
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
