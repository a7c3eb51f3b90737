// A Bot API for benches: answers every call at once (or after a set delay) with a prepared answer, hands out prepared
// updates to whoever polls, and counts. Runs as a process of its own, so that its work is not counted as the service's.
//   node test/bench/fast-telegram.ts            then JSON lines on stdin: {"updates": [...]} {"delay": 50}
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'

let delay = 0
let sent = 0
let nextId = 1
const waiting: object[] = []
let held: (() => void) | null = null
/** When each message was accepted, in milliseconds of this process's clock, by the chat it went to. */
const accepted = new Map<string, number[]>()

function answerUpdates(body: string, write: (answer: string) => unknown): void {
  const { offset = 0, limit = 100 } = JSON.parse(body || '{}') as { offset?: number; limit?: number }
  while (waiting.length > 0 && (waiting[0] as { update_id: number }).update_id < offset) waiting.shift()
  const answer = () => write(`{"ok":true,"result":${JSON.stringify(waiting.slice(0, limit))}}`)
  if (waiting.length > 0) {
    answer()
    return
  }
  const timer = setTimeout(() => held?.(), 20_000)
  held = () => {
    clearTimeout(timer)
    held = null
    answer()
  }
}

function note(chat: string): void {
  sent++
  const times = accepted.get(chat)
  if (times === undefined) accepted.set(chat, [Date.now()])
  else times.push(Date.now())
}

const me = '{"ok":true,"result":{"id":42,"is_bot":true,"first_name":"Bench","username":"bench_bot"}}'

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString()
    const method = (request.url ?? '').split('/').at(-1)?.toLowerCase() ?? ''
    const write = (answer: string) => response.setHeader('content-type', 'application/json').end(answer)
    if (method === 'getupdates') return answerUpdates(body, write)
    if (method === 'getme') return write(me)
    if (!method.startsWith('send') && !method.startsWith('edit')) return write('{"ok":true,"result":true}')
    const chat = /"chat_id":"?(-?\d+)/.exec(body)?.[1] ?? '0'
    const message = `{"ok":true,"result":{"message_id":${1_000_000 + nextId++},"date":1,"chat":{"id":${chat},"type":"private"},"text":"x"}}`
    const done = () => {
      note(chat)
      write(message)
    }
    if (delay === 0) done()
    else setTimeout(done, delay)
  })
})
server.keepAliveTimeout = 60_000

createInterface({ input: process.stdin }).on('line', (line) => {
  const order = JSON.parse(line) as { updates?: object[]; delay?: number; report?: boolean; forget?: boolean }
  if (order.delay !== undefined) delay = order.delay
  if (order.forget === true) {
    sent = 0
    accepted.clear()
  }
  if (order.updates !== undefined) {
    waiting.push(...order.updates)
    held?.()
  }
  if (order.report === true)
    process.stdout.write(`${JSON.stringify({ sent, waiting: waiting.length, accepted: [...accepted] })}\n`)
})

server.listen(0, '127.0.0.1', () => process.stdout.write(`${JSON.stringify(server.address())}\n`))
