// One client at a phone: follow-ups, albums and new tickets, written without waiting for each answer. Remembers what was
// asked and what was heard. Every message has an answer known by a word of its own, so that each can be looked for.
import type { Person, SeenMessage } from '../../src/playground/server-contract.ts'
import type { Random } from './seeded-random.ts'

export const connected = 'Successfully connected with our system'

export interface Asked {
  /** `notice`: an engineer's comment made through the API, which has to arrive in this chat. */
  readonly kind: 'start' | 'follow-up' | 'album' | 'new-ticket' | 'notice'
  /** Stands in the first answer to it, and in no other. */
  readonly token: string
  /** Stands in what is stored of it. */
  readonly marker: string
  /** The ticket it has to be stored in. */
  readonly ticket?: number
  /** Files that came with it. */
  readonly files?: number
}

export interface Heard {
  readonly text: string
  readonly hasButtons: boolean
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface ChatWriter {
  readonly person: Person
  /** In the order in which the answers have to come. */
  readonly asked: readonly Asked[]
  /** Engineers' comments, in an order of their own. */
  readonly notices: readonly Asked[]
  /** New messages of the bot, in the order in which the platform took them. */
  readonly heard: readonly Heard[]
  /** The engineers write about this one. */
  readonly noticeTicket: number
  /** The chat is connected, so that notices find it. */
  isConnected(): boolean
  /** Writes one message, if few enough answers are outstanding. @returns whether it did. */
  write(): boolean
  /** An engineer's comment with this word in it is there, and has to arrive. */
  expectNotice(marker: string): void
  hear(message: SeenMessage): void
  /** What was asked and not yet answered. */
  open(): readonly string[]
}

export interface ChatWriterOptions {
  readonly person: Person
  readonly name: string
  /** Tickets that are there already: the first is the engineers', each of the others is followed up once. */
  readonly numbers: readonly [number, ...number[]]
  readonly random: Random
}

const outstandingAtMost = 4
const phrasings: readonly [(number: number) => string, ...((number: number) => string)[]] = [
  (number) => `Hello, I have a follow-up question about ticket #${number}.`,
  (number) => `ticket ${number}`,
  (number) => `Regarding #${number}`,
  (number) => `Dėl užklausos nr. ${number}`,
]
const picture = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex')

export function createChatWriter({ person, name, numbers, random }: ChatWriterOptions): ChatWriter {
  const asked: Asked[] = []
  const notices: Asked[] = []
  const heard: Heard[] = []
  const unanswered = new Map<string, Asked | null>()
  const known = new Set(numbers)
  const [noticeTicket, ...free] = numbers
  let drafting: 'none' | 'card' | 'pressed' = 'none'
  let said = 0

  function ask(one: Asked): void {
    unanswered.set(one.token, one)
    asked.push(one)
  }

  function writeStart(): void {
    ask({ kind: 'start', token: connected, marker: '' })
    person.send('/start')
  }

  function writeDraft(marker: string): void {
    drafting = 'card'
    ask({ kind: 'new-ticket', token: marker, marker })
    person.send(`/new Calls to Germany fail with SIP 503 error ${marker}`)
  }

  function writeAlbum(ticket: number, marker: string): void {
    const files = random.between(2, 4)
    ask({ kind: 'album', token: `#${ticket}`, marker, ticket, files })
    const caption = `${random.pick(phrasings)(ticket)} Screenshots: ${marker}`
    const parts = Array.from({ length: files }, (_, at) => ({
      kind: 'photo' as const,
      bytes: picture,
      ...(at === 0 ? { caption } : {}),
    }))
    person.sendAlbum(parts)
  }

  function writeFollowUp(ticket: number, marker: string): void {
    ask({ kind: 'follow-up', token: `#${ticket}`, marker, ticket })
    person.send(`${random.pick(phrasings)(ticket)} Still the same: ${marker}`)
  }

  function createTicket(): void {
    drafting = 'pressed'
    unanswered.set('the number of a new ticket', null)
    person.press('Create ticket')
    // Fingers slip.
    if (random.next() < 0.3) person.press('Create ticket')
  }

  function hearNumber(text: string): void {
    const number = Number(/#(\d+)/.exec(text)?.[1] ?? Number.NaN)
    if (drafting !== 'pressed' || Number.isNaN(number) || known.has(number)) return
    known.add(number)
    unanswered.delete('the number of a new ticket')
    drafting = 'none'
  }

  return {
    person,
    asked,
    notices,
    heard,
    noticeTicket,
    isConnected: () => heard.some(({ text }) => text.includes(connected)),
    write() {
      if (unanswered.size >= outstandingAtMost) return false
      if (asked.length === 0) writeStart()
      else {
        const chance = random.next()
        const marker = `${name}m${++said}e`
        if (drafting === 'none' && chance < 0.15) writeDraft(marker)
        else {
          const ticket = free.shift()
          if (ticket === undefined) return false
          if (chance > 0.93) writeAlbum(ticket, marker)
          else writeFollowUp(ticket, marker)
        }
      }
      return true
    },
    expectNotice(marker) {
      const notice: Asked = { kind: 'notice', token: marker, marker, ticket: noticeTicket }
      notices.push(notice)
      if (!heard.some((one) => answers(one, notice))) unanswered.set(marker, notice)
    },
    hear({ text, buttons }) {
      const one = { text, hasButtons: buttons.length > 0, at: Date.now() }
      heard.push(one)
      let first = true
      for (const [token, wanted] of unanswered) {
        if (wanted === null || !answers(one, wanted)) continue
        unanswered.delete(token)
        first = false
        if (wanted.kind === 'new-ticket') createTicket()
      }
      if (first) hearNumber(text)
    },
    open: () => [...unanswered.keys()],
  }
}

/** Whether this is the first answer to what was asked: for a draft its card, which has buttons. */
export function answers({ text, hasButtons }: Omit<Heard, 'at'>, { kind, token }: Asked): boolean {
  return says(text, token) && (kind !== 'new-ticket' || hasButtons)
}

/** Whether a text has the word; "#123" is not said by "#1234". */
export function says(text: string, token: string): boolean {
  const at = text.indexOf(token)
  return at >= 0 && !/\d/.test(text.charAt(at + token.length))
}
