// A person on WhatsApp who writes to the business, presses what it offers, and reads what it sends.
import { createHash, randomInt } from 'node:crypto'
import { waitUntil } from '../waiting.ts'
import { show } from './accept-message.ts'
import type { GraphPerson, PersonDetails, SeenGraph, SendOptions, SentGraph, WaitOptions, Wanted } from './contract.ts'
import { newMediaId, type StoredPerson } from './graph-world.ts'
import { type GraphHouse, messagesChange, saying, tellStatus } from './said.ts'

/** 5 seconds, as everywhere in the playground. */
const usualPatienceMs = 5000

export function storePerson({ world }: GraphHouse, name: string, details: PersonDetails): StoredPerson {
  const known = world.persons.get(name)
  if (known !== undefined) return known
  const person: StoredPerson = {
    name,
    number: details.number ?? `3706${randomInt(1_000_000, 9_999_999)}`,
    userId: details.userId === undefined ? `LT.${randomInt(2 ** 47)}${randomInt(2 ** 20)}` : details.userId,
    username: details.username,
    hidesNumber: details.hidesNumber ?? false,
    lastHeardAt: null,
    away: false,
    blocked: false,
    readsAlways: false,
    seen: [],
    waiting: [],
    sent: new Map(),
    posted: new Map(),
    readIds: new Set(),
  }
  world.persons.set(name, person)
  return person
}

export function createGraphPerson(house: GraphHouse, person: StoredPerson): GraphPerson {
  const { world } = house
  const say = (content: Readonly<Record<string, unknown>>, options: SendOptions = {}): SentGraph => {
    const { id, mark } = saying(house, person, content, options)
    return {
      id,
      mark,
      get read() {
        return person.sent.get(id)?.read ?? false
      },
    }
  }
  const actor: GraphPerson = {
    name: person.name,
    get number() {
      return person.number
    },
    get userId() {
      return person.userId
    },
    get hidesNumber() {
      return person.hidesNumber
    },
    set hidesNumber(hides) {
      person.hidesNumber = hides
    },
    send: (text, options) => say({ type: 'text', text: { body: text } }, options),
    sendMedia(kind, name, bytes, { caption, mediaType = usualTypes[kind], voice, spoilt, ...options } = {}) {
      const id = newMediaId(world)
      const content = Buffer.from(bytes)
      world.media.set(id, { id, bytes: content, mediaType, fileName: name, spoilt })
      const media = {
        id,
        mime_type: mediaType,
        sha256: createHash('sha256').update(content).digest('base64'),
        ...(caption === undefined ? {} : { caption }),
        ...(kind === 'document' ? { filename: name } : {}),
        ...(kind === 'audio' ? { voice: voice ?? false } : {}),
      }
      return say({ type: kind, [kind]: media }, options)
    },
    sendLocation: (latitude, longitude, title) =>
      say({ type: 'location', location: { latitude, longitude, ...(title === undefined ? {} : { name: title }) } }),
    sendContact: (name, phone) => say({ type: 'contacts', contacts: [{ name: { formatted_name: name }, phones: [{ phone }] }] }),
    sendContent: say,
    press(label, { message } = {}) {
      const found = findChoice(person, label, message?.id)
      if (found === undefined) throw new Error(`Nothing that ${person.name} sees offers "${label}"`)
      const { id, title, description } = found.choice
      const isList = found.seen.kind === 'list'
      const reply = isList ? { id, title, ...(description === undefined ? {} : { description }) } : { id, title }
      const type = isList ? 'list_reply' : 'button_reply'
      return say({ type: 'interactive', interactive: { type, [type]: reply } }, { replyTo: { id: found.seen.id } })
    },
    replyTo: (message, text) => actor.send(text, { replyTo: message }),
    react: (message, emoji) => say({ type: 'reaction', reaction: { message_id: message.id, emoji } }),
    edit: (message, text) =>
      say({ type: 'edit', edit: { original_message_id: message.id, message: { type: 'text', text: { body: text } } } }),
    remove: (message) => say({ type: 'revoke', revoke: { original_message_id: message.id } }),
    changeNumber: (number) => changeNumber(house, person, number),
    messages: () => [...person.seen],
    mark: () => world.mark,
    sees: (wanted, options) => waitFor(house, person, wanted, options),
    readAll({ always = false } = {}) {
      person.readsAlways = always
      for (const { id, kind } of person.seen) {
        if (kind === 'reaction' || person.readIds.has(id)) continue
        person.readIds.add(id)
        tellStatus(house, person, id, 'read')
      }
    },
    goAway() {
      person.away = true
    },
    comeBack() {
      person.away = false
      for (const message of person.waiting.splice(0)) show(house, person, message)
    },
    block(on) {
      person.blocked = on
    },
  }
  return actor
}

const usualTypes = {
  image: 'image/jpeg',
  document: 'application/pdf',
  audio: 'audio/ogg; codecs=opus',
  video: 'video/mp4',
  sticker: 'image/webp',
} as const

function changeNumber({ world, webhook }: GraphHouse, person: StoredPerson, number: string): void {
  const old = person.number
  const previous = person.userId
  person.number = number
  if (previous !== null) person.userId = `LT.${randomInt(2 ** 47)}`
  const system = {
    type: 'user_changed_number',
    body: `${person.name} changed from ${old} to ${number}`,
    wa_id: number,
    ...(person.userId === null ? {} : { user_id: person.userId }),
  }
  const sender = previous === null ? { from: old } : { from: old, from_user_id: previous }
  const message = {
    ...sender,
    id: `wamid.system${world.nextId++}`,
    timestamp: String(world.clock.seconds()),
    type: 'system',
    system,
  }
  webhook.offer(person.name, messagesChange(world, { messages: [message] }))
}

/** On the newest message that offers it: the exact words, else their beginning. */
function findChoice(person: StoredPerson, label: string, messageId: string | undefined) {
  for (const seen of person.seen.toReversed()) {
    if (messageId !== undefined && seen.id !== messageId) continue
    const fits = (test: (words: string) => boolean) =>
      seen.choices.find(({ title, description }) => test(title) || (description !== undefined && test(description)))
    const choice = fits((words) => words === label) ?? fits((words) => words.startsWith(label))
    if (choice !== undefined) return { seen, choice }
  }
  return undefined
}

function waitFor({ world }: GraphHouse, person: StoredPerson, wanted: Wanted, options: WaitOptions = {}): Promise<SeenGraph> {
  const after = typeof options.after === 'object' ? options.after.mark : (options.after ?? 0)
  const fits = (message: SeenGraph): boolean => {
    if (message.mark <= after) return false
    if (typeof wanted === 'function') return wanted(message)
    return typeof wanted === 'string' ? message.text.includes(wanted) : wanted.test(message.text)
  }
  const look = () => person.seen.find(fits)
  return waitUntil(
    look,
    (offer) => {
      const onChange = () => offer(look)
      world.events.on('change', onChange)
      return () => world.events.off('change', onChange)
    },
    options.timeoutMs ?? usualPatienceMs,
    () => {
      const lines = person.seen
        .slice(-8)
        .map(({ kind, text, choices }) => `  ${kind}: ${text} ${choices.map((one) => `[${one.title}]`).join(' ')}`)
      return `No message to ${person.name} fits ${String(wanted)}. The chat so far:\n${lines.join('\n')}`
    },
  )
}
