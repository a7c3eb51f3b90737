// The page's JSON API: the people's side of the server over HTTP, for the page and for anyone who likes curl.
// Every request that changes something carries the header "x-playground: 1", which no other web page can make a browser send.

import type { Fault } from './faults.ts'
import { viewChat } from './page-view.ts'
import type { AlbumItem, BotApiServer, Person, PersonDetails } from './server-contract.ts'

export interface ApiRequest {
  /** Groups of the route's pattern. */
  readonly parts: readonly string[]
  readonly query: URLSearchParams
  readonly body: Buffer
  readonly contentType: string
  /** Someone on the page's list, or known to the server. Throws for anyone else. */
  readonly person: (id: string | undefined) => Person
}

/** What is answered as JSON. An Error thrown becomes 400 with its message. */
export type ApiHandler = (server: BotApiServer, request: ApiRequest) => unknown

const patienceForAnswerMs = 4000
const shownCalls = 200

interface SayBody {
  readonly text?: string
  readonly replyTo?: number
  readonly messageId?: number
  readonly button?: string
  readonly caption?: string
  readonly emoji?: string
  readonly payload?: string
  readonly latitude?: number
  readonly longitude?: number
  readonly name?: string
  readonly phone?: string
  readonly items?: readonly {
    readonly kind: AlbumItem['kind']
    readonly name?: string
    readonly base64: string
    readonly caption?: string
  }[]
}

const personActions: Readonly<Record<string, (person: Person, body: SayBody) => unknown>> = {
  send: (person, { text = '', replyTo }) => person.send(text, replyTo === undefined ? {} : { replyTo }),
  edit: (person, { messageId = 0, text = '' }) => person.edit(messageId, text),
  press: async (person, { messageId, button = '' }) => {
    const press = person.press(button, messageId === undefined ? {} : { message: messageId })
    // A bot that does not answer leaves the button turning; that is worth seeing, and no error of ours.
    const answer = await press.answered(patienceForAnswerMs).catch(() => null)
    return { id: press.id, updateId: press.updateId, answer }
  },
  'open-link': (person, { payload }) => person.openLink(payload),
  album: (person, { items = [] }) =>
    person.sendAlbum(
      items.map(({ kind, name, base64, caption }) => ({
        kind,
        bytes: Buffer.from(base64, 'base64'),
        ...(name === undefined ? {} : { name }),
        ...(caption === undefined ? {} : { caption }),
      })),
    ),
  sticker: (person, { emoji = '👍' }) => person.sendSticker(emoji),
  location: (person, { latitude = 54.687, longitude = 25.28 }) => person.sendLocation(latitude, longitude),
  contact: (person, { name = '', phone = '' }) => person.sendContact(name, phone),
  block: (person) => ({ updateId: person.block() }),
  unblock: (person) => ({ updateId: person.unblock() }),
}

const sendFile: ApiHandler = (_server, { parts, query, body, contentType, person }) => {
  const sender = person(parts[0])
  const name = query.get('name') ?? 'file'
  const caption = query.get('caption')
  const replyTo = query.get('replyTo')
  const options = { ...(caption ? { caption } : {}), ...(replyTo ? { replyTo: Number(replyTo) } : {}) }
  switch (query.get('kind')) {
    case 'photo':
      return sender.sendPhoto(body, options)
    case 'voice':
      return sender.sendVoice(body, options)
    default:
      return sender.sendDocument(name, body, { ...options, ...(contentType ? { mediaType: contentType } : {}) })
  }
}

const act: ApiHandler = async (_server, { parts, body, person }) => {
  const action = Object.hasOwn(personActions, parts[1] ?? '') ? personActions[parts[1] ?? ''] : undefined
  if (!action) throw new Error(`No action "${parts[1]}". There are: ${Object.keys(personActions).join(', ')}, file`)
  return await action(person(parts[0]), readJson<SayBody>(body))
}

const waitForMessage: ApiHandler = async (_server, { parts, query, person }) => {
  const found = await person(parts[0]).waitFor(query.get('text') ?? '', {
    after: Number(query.get('after') ?? 0),
    timeoutMs: Math.min(Number(query.get('timeoutMs') ?? 5000), 60_000),
  })
  return { messageId: found.messageId, text: found.text, buttons: found.buttons, mark: found.mark }
}

/** Method and pattern of every route below /playground/api. */
export const apiRoutes: readonly (readonly [method: string, pattern: RegExp, handler: ApiHandler])[] = [
  ['GET', /^\/persons\/(\d+)$/, (server, { parts, person }) => viewChat(server.bot, person(parts[0]))],
  ['GET', /^\/persons\/(\d+)\/wait$/, waitForMessage],
  [
    'POST',
    /^\/persons$/,
    (server, { body, person }) => ({ id: person(String(server.person(readJson<PersonDetails>(body)).chatId)).chatId }),
  ],
  ['POST', /^\/persons\/(\d+)\/file$/, sendFile],
  ['POST', /^\/persons\/(\d+)\/([a-z-]+)$/, act],
  ['GET', /^\/calls$/, (server) => server.calls.slice(-shownCalls)],
  ['GET', /^\/faults$/, (server) => server.faults().map(({ id, fault, hits }) => ({ id, fault, hits: hits() }))],
  ['POST', /^\/faults$/, (server, { body }) => ({ id: server.addFault(readJson<Fault>(body)).id })],
  ['DELETE', /^\/faults$/, (server) => server.clearFaults()],
  ['POST', /^\/redeliver$/, (server, { body }) => server.redeliver(readJson<{ updateId: number }>(body).updateId)],
  ['POST', /^\/advance-clock$/, (server, { body }) => server.advanceClock(readJson<{ seconds: number }>(body).seconds)],
  ['POST', /^\/reset$/, (server) => server.reset()],
]

function readJson<Body>(body: Buffer): Body {
  if (body.length === 0) return {} as Body
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    if (typeof value === 'object' && value !== null) return value as Body
  } catch {
    // Falls through to the one refusal for both.
  }
  throw new Error('The body must be a JSON object')
}
