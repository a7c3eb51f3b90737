// One client at a phone: writes follow-ups and opens tickets without waiting for each answer, remembers what was asked and
// what was heard. Every message has an answer that is known by a word of its own, so that each can be looked for.
import type { Person, SeenMessage } from '../../src/playground/server-contract.ts'
import type { Random } from './seeded-random.ts'

export const connected = 'Successfully connected with our system'

export interface Asked {
  readonly kind: 'start' | 'follow-up' | 'new-ticket'
  /** Stands in the first answer to it, and in no other. */
  readonly token: string
  /** Stands in what is stored of it. */
  readonly marker: string
  readonly updateId: number | undefined
}

export interface Heard {
  readonly text: string
  readonly hasButtons: boolean
}

export interface ChatWriter {
  readonly person: Person
  readonly asked: readonly Asked[]
  /** New messages of the bot, in the order in which the platform took them. */
  readonly heard: readonly Heard[]
  /** Writes as long as few enough answers are outstanding. */
  write(): void
  hear(message: SeenMessage): void
  /** What was asked and not yet answered. */
  open(): readonly string[]
}

export interface ChatWriterOptions {
  readonly person: Person
  readonly name: string
  /** Tickets that are there already; each is followed up once. */
  readonly numbers: readonly number[]
  readonly random: Random
  /** Whether to go on after `written` messages. */
  readonly wantsMore: (written: number) => boolean
}

const outstandingAtMost = 4
const phrasings: readonly [(number: number) => string, ...((number: number) => string)[]] = [
  (number) => `Hello, I have a follow-up question about ticket #${number}.`,
  (number) => `ticket ${number}`,
  (number) => `Regarding #${number}`,
  (number) => `Dėl užklausos nr. ${number}`,
]

export function createChatWriter({ person, name, numbers, random, wantsMore }: ChatWriterOptions): ChatWriter {
  const asked: Asked[] = []
  const heard: Heard[] = []
  const unanswered = new Set<string>()
  const known = new Set(numbers)
  let drafting: 'none' | 'card' | 'pressed' = 'none'
  let followUps = 0

  function ask(kind: Asked['kind'], token: string, marker: string, text: string): void {
    unanswered.add(token)
    asked.push({ kind, token, marker, updateId: person.send(text).updateId })
  }

  function askNext(): boolean {
    if (asked.length === 0) {
      ask('start', connected, '', '/start')
      return true
    }
    const marker = `${name}m${asked.length}e`
    if (drafting === 'none' && random.next() < 0.15) {
      drafting = 'card'
      ask('new-ticket', marker, marker, `/new Calls to Germany fail with SIP 503 error ${marker}`)
      return true
    }
    const number = numbers[followUps]
    if (number === undefined) return false
    followUps += 1
    ask('follow-up', `#${number}`, marker, `${random.pick(phrasings)(number)} Still the same: ${marker}`)
    return true
  }

  function createTicket(): void {
    drafting = 'pressed'
    unanswered.add('the number of a new ticket')
    person.press('Create ticket')
    // Fingers slip.
    if (random.next() < 0.3) person.press('Create ticket')
  }

  return {
    person,
    asked,
    heard,
    write() {
      while (unanswered.size < outstandingAtMost && wantsMore(asked.length) && askNext());
    },
    hear({ text, buttons }) {
      const said = { text, hasButtons: buttons.length > 0 }
      heard.push(said)
      for (const one of asked) {
        if (!unanswered.has(one.token) || !answers(said, one)) continue
        unanswered.delete(one.token)
        if (one.kind === 'new-ticket') createTicket()
        return
      }
      const number = Number(/#(\d+)/.exec(text)?.[1] ?? Number.NaN)
      if (drafting !== 'pressed' || Number.isNaN(number) || known.has(number)) return
      known.add(number)
      unanswered.delete('the number of a new ticket')
      drafting = 'none'
    },
    open: () => [...unanswered],
  }
}

/** Whether this is the first answer to what was asked: for a draft its card, which has buttons. */
export function answers({ text, hasButtons }: Heard, { kind, token }: Asked): boolean {
  return says(text, token) && (kind !== 'new-ticket' || hasButtons)
}

/** Whether a text has the word; "#123" is not said by "#1234". */
export function says(text: string, token: string): boolean {
  const at = text.indexOf(token)
  return at >= 0 && !/\d/.test(text.charAt(at + token.length))
}
