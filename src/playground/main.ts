// The loopback Bot API server as a command: node src/playground/main.ts [--port N] [--token T] [--topics]
// Prints where bots find it and where the page is. Ends on Ctrl-C or SIGTERM.
import { parseArgs } from 'node:util'
import { startBotApiServer } from './bot-api-server.ts'
import type { PlaygroundPerson } from './pages.ts'

const persons: readonly PlaygroundPerson[] = [
  { id: 1001, name: 'Ana', role: 'client', note: 'writes in English', username: 'ana_client', language: 'en' },
  { id: 1002, name: 'Jonas', role: 'client', note: 'writes in Lithuanian', username: 'jonas_client', language: 'lt' },
  { id: 2001, name: 'Tomas', role: 'engineer', note: '', username: 'tomas_engineer', language: 'lt' },
  { id: 3001, name: 'Eve', role: 'stranger', note: 'known to nobody' },
]

await run()

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '0' }, token: { type: 'string' }, topics: { type: 'boolean', default: false } },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    console.error('--port takes a number from 0 to 65535')
    process.exitCode = 1
    return
  }
  const bot = { topics: values.topics, ...(values.token === undefined ? {} : { token: values.token }) }
  const server = await startBotApiServer({ port, bot, persons })
  console.log(`Bot API root: ${server.apiRoot}`)
  console.log(`Token:        ${server.token}`)
  console.log(`Chat page:    ${server.apiRoot}/playground`)
  const stop = (): void => void server.close()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}
