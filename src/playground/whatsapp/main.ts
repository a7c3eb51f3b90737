// The loopback WhatsApp server as a command: node src/playground/whatsapp/main.ts [--port N] [--number DIGITS]
// Prints what a service needs to use it, links whoever shows a picture that is typed in, and says what persons hear.
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import type { WhatsAppPerson, WhatsAppServer } from './contract.ts'
import { quietLibsignal } from './quiet-libsignal.ts'
import { startWhatsAppServer } from './whatsapp-server.ts'

await run()

async function run(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '0' }, number: { type: 'string' } } })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    console.error('--port takes a number from 0 to 65535')
    process.exitCode = 1
    return
  }
  quietLibsignal()
  const server = await startWhatsAppServer({ port, ...(values.number === undefined ? {} : { number: values.number }) })
  const ana = server.phone('Ana', { number: '37061000001' })
  console.log(`WebSocket:   ${server.url}`)
  console.log(`Certificate: NODE_EXTRA_CA_CERTS=${server.caFile}`)
  console.log(`Trust:       node --import ./src/playground/whatsapp/trust.ts src/main.ts`)
  console.log(`Account:     ${server.account.number}`)
  console.log('Type: scan PICTURE | code CHARACTERS | anything else is said by Ana')

  const input = createInterface({ input: process.stdin })
  input.on('line', (line) => {
    obey(server, ana, line).catch((error: unknown) => console.error(error instanceof Error ? error.message : String(error)))
  })
  let told = 0
  server.onChange(() => {
    for (const { text, kind } of ana.messages().slice(told))
      console.log(`Ana hears: ${kind === 'text' ? '' : `(${kind}) `}${text}`)
    told = ana.messages().length
  })
  const stop = (): void => {
    input.close()
    process.stdin.destroy()
    void server.close()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

async function obey(server: WhatsAppServer, ana: WhatsAppPerson, line: string): Promise<void> {
  const [, word, rest = ''] = line.match(/^(scan|code) +(.+)$/) ?? []
  if (word === 'scan') await server.account.scan(rest.trim())
  else if (word === 'code') await server.account.typeCode(rest)
  else if (line.trim() !== '') await ana.send(line)
  if (word !== undefined) console.log('Linked')
}
