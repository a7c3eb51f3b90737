// `npm run demo`: the whole story through the front door, printed as a transcript. A service of its own in a temporary folder,
// the loopback Bot API server on the other side; nothing is scripted but what people write and press.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { createLogger } from '../../src/logger.ts'
import { type BotApiServer, startBotApiServer } from '../../src/playground/bot-api-server.ts'
import type { Person, Wanted } from '../../src/playground/server-contract.ts'

const apiToken = 'only-for-this-demo'
const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

async function main(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'demo-'))
  const telegram = await startBotApiServer()
  const config = readConfig({
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    DATA_DIR: dataDir,
    PORT: '0',
    API_TOKEN: apiToken,
    TICKET_NUMBER_START: '12345',
    NOTICE_JOIN_SECONDS: '0',
    LOG_LEVEL: 'error',
  })
  const app = await startApp(config, createLogger({ level: config.logLevel }))
  try {
    await tell(app.url, telegram)
  } finally {
    await app.stop()
    await telegram.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function tell(url: string, telegram: BotApiServer): Promise<void> {
  const api = apiOf(url)
  title('The CRM tells the desk who there is')
  const company = await api('POST', '/companies', { name: 'Baltic Voice UAB' })
  await api('POST', `/companies/${company.id}/servers`, { name: 'mor-vilnius', product: 'MOR', version: '17' })
  await api('POST', `/companies/${company.id}/servers`, { name: 'm4-kaunas', product: 'M4' })
  await api('POST', `/companies/${company.id}/contacts`, { name: 'Jonas Petraitis', telegramId: '1001', mainUser: true })
  await api('POST', `/companies/${company.id}/contacts`, { name: 'Invoices', telegramId: '1003', invoices: true })
  await api('POST', '/engineers', { name: 'Petras Jankauskas', role: 'engineer', telegramId: '@petras_k', publicContact: true })

  const jonas = seat(telegram.person({ id: 1001, firstName: 'Jonas' }))
  const finance = seat(telegram.person({ id: 1003, firstName: 'Accounting' }), 'Accounting')
  const petras = seat(telegram.person({ id: 3001, firstName: 'Petras', username: 'petras_k' }))

  title('Everybody connects')
  for (const someone of [jonas, finance, petras]) {
    someone.write('/start')
    await someone.reads('Successfully connected with our system')
    await someone.reads(/You are connected as/)
  }

  title('A client says what is wrong')
  jonas.write('Calls to Germany fail with SIP 503 error. Since 09:10 every call to +49 is refused, other countries work.')
  await jonas.reads(/New ticket/)
  jonas.sendsPicture('screenshot.png', 'The call log')
  await jonas.reads(/File: /)
  jonas.presses('High')
  await jonas.reads(/Priority: High/)
  jonas.presses('mor-vilnius')
  await jonas.reads(/Server: mor-vilnius/)
  jonas.presses('Create ticket')
  await jonas.reads(/Ticket #12345 is open/)

  title('The engineer hears of it and takes it')
  await petras.reads(/New ticket #12345/)
  await petras.reads((message) => message.files.length > 0)
  petras.presses('Take')
  await petras.reads(/#12345 is yours/)
  await jonas.reads(/#12345: Petras Jankauskas is working on it/)

  title('A follow-up by number, and the answer')
  jonas.write('Hello, I have a follow-up question about ticket #12345. Will calls to Austria be affected, too?')
  await jonas.reads(/Added to #12345/)
  const asked = await petras.reads(/follow-up question about ticket #12345/)
  petras.write(
    'No, only the German route. The provider changed their address; I have set the new one. Please try again.',
    asked.messageId,
  )
  await jonas.reads(/Please try again/)

  title('The invoice goes to the Invoices contact, and to nobody else')
  await api('POST', '/invoices', {
    company: company.id,
    currency: 'EUR',
    dueOn: '2026-12-15',
    lines: [{ description: 'Hourly support, ticket #12345', quantity: 1, unitPriceCents: 10000 }],
  })
  await finance.reads(/Invoice .+ due/)
}

function title(words: string): void {
  process.stdout.write(`\n== ${words}\n\n`)
}

/** A person whose chat is printed as it goes. */
function seat(person: Person, name = person.user.first_name) {
  let mark = 0
  const print = (who: string, text: string) =>
    process.stdout.write(`${`${who}:`.padEnd(12)} ${text.replaceAll('\n', `\n${' '.repeat(13)}`)}\n`)
  return {
    write(text: string, replyTo?: number) {
      print(name, replyTo === undefined ? text : `(replying) ${text}`)
      mark = person.send(text, replyTo === undefined ? {} : { replyTo }).mark
    },
    sendsPicture(fileName: string, caption: string) {
      print(name, `[${fileName}] ${caption}`)
      mark = person.sendPhoto(onePixel, { caption }).mark
    },
    presses(button: string) {
      print(name, `presses [${button}]`)
      mark = person.press(button).mark
    },
    async reads(wanted: Wanted) {
      const message = await person.waitFor(wanted, { after: mark, timeoutMs: 10_000 })
      const files = message.files.map((file) => `[${file.fileName ?? file.kind}] `).join('')
      const buttons = message.buttons.map((row) => row.map((button) => `[${button.text}]`).join(' ')).join('\n')
      print(`bot › ${name}`, `${files}${message.text}${buttons === '' ? '' : `\n${buttons}`}`)
      return message
    },
  }
}

function apiOf(url: string) {
  return async (method: string, path: string, body: object): Promise<{ id: string }> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`)
    process.stdout.write(`${method} ${path} ${JSON.stringify(body)}\n`)
    return (await response.json()) as { id: string }
  }
}

await main()
