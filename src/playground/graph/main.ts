// The loopback Graph server as a command: node src/playground/graph/main.ts [--port N] [--webhook URL]
// Prints the service's settings for it. Ends on Ctrl-C or SIGTERM.
import { parseArgs } from 'node:util'
import { startGraphServer } from './graph-server.ts'

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' }, webhook: { type: 'string' } } })
const server = await startGraphServer({ port: Number(values.port) })
for (const [name, value] of Object.entries(server.settings)) console.log(`${name}=${value}`)
if (values.webhook !== undefined) await server.setWebhook(values.webhook)
const stop = (): void => void server.close()
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
