// The stage of the demo's stories: a service of its own in a temporary folder, the loopback Bot API server on the other side,
// a clock that can be moved, and people whose chats are printed as they go.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { createLogger } from '../../src/logger.ts'
import { startBotApiServer } from '../../src/playground/bot-api-server.ts'
import type { BotApiServer, Person, SeenMessage, Wanted } from '../../src/playground/server-contract.ts'

const apiToken = 'only-for-this-demo'
const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

export interface Seat {
  write(text: string, replyTo?: number): void
  sendsPicture(fileName: string, caption: string): void
  presses(button: string): void
  /** Prints the first message since the last thing they did that fits. */
  reads(wanted: Wanted): Promise<SeenMessage>
  /** Changes the last thing they wrote. */
  edits(text: string): void
}

export interface Stage {
  readonly telegram: BotApiServer
  /** As the vendor's CRM calls it; what is sent is printed. */
  api(method: string, path: string, body: object): Promise<{ readonly id: string }>
  /** Prints what the API answers. */
  read(path: string): Promise<void>
  seat(person: Person, name?: string): Seat
  /** Moves the desk's clock to a moment of Vilnius, and says so. */
  clock(words: string, instant: string): void
  /** Moves the clock on by so much, without a word. */
  wait(seconds: number): void
}

/** The engineers' group, where a story has one. */
export const staffChatId = -1_001_234_567_890

/** Runs one story on a desk of its own. */
export async function onStage(tell: (stage: Stage) => Promise<void>, settings: Record<string, string> = {}): Promise<void> {
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
    ...settings,
  })
  let ahead = 0
  const app = await startApp(config, createLogger({ level: config.logLevel }), () => new Date(Date.now() + ahead))
  try {
    await tell({
      telegram,
      api: apiOf(app.url),
      read: readerOf(app.url),
      seat,
      clock(words, instant) {
        title(words)
        ahead = new Date(instant).getTime() - Date.now()
      },
      wait(seconds) {
        ahead += seconds * 1000
      },
    })
  } finally {
    await app.stop()
    await telegram.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

export function title(words: string): void {
  process.stdout.write(`\n== ${words}\n\n`)
}

/** A line of the transcript. */
export function print(who: string, text: string): void {
  process.stdout.write(`${`${who}:`.padEnd(12)} ${text.replaceAll('\n', `\n${' '.repeat(13)}`)}\n`)
}

/** What somebody sees of a message: its files, its text, its buttons. */
export function look(message: SeenMessage): string {
  const files = message.files.map((file) => `[${file.fileName ?? file.kind}] `).join('')
  const buttons = message.buttons.map((row) => row.map((button) => `[${button.text}]`).join(' ')).join('\n')
  return `${files}${message.text}${buttons === '' ? '' : `\n${buttons}`}`
}

function seat(person: Person, name = person.user.first_name): Seat {
  let mark = 0
  let written = 0
  return {
    write(text: string, replyTo?: number) {
      print(name, replyTo === undefined ? text : `(replying) ${text}`)
      const sent = person.send(text, replyTo === undefined ? {} : { replyTo })
      mark = sent.mark
      written = sent.messageId
    },
    edits(text) {
      print(name, `(edits the message) ${text}`)
      mark = person.edit(written, text).mark
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
      print(`bot › ${name}`, look(message))
      return message
    },
  }
}

function readerOf(url: string) {
  return async (path: string): Promise<void> => {
    const response = await fetch(`${url}/api/v1${path}`, { headers: { authorization: `Bearer ${apiToken}` } })
    if (!response.ok) throw new Error(`GET ${path} answered ${response.status}`)
    process.stdout.write(`GET ${path}\n${JSON.stringify(await response.json(), null, 2)}\n`)
  }
}

function apiOf(url: string) {
  return async (method: string, path: string, body: object): Promise<{ readonly id: string }> => {
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
