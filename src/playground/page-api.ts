// The page's JSON API: the people's side of the server over HTTP, for the page and for anyone who likes curl.
// Every request that changes something carries the header "x-playground: 1", which no other web page can make a browser send.

import type { Fault } from './faults.ts'
import { groupRoutes } from './page-groups.ts'
import { type ApiHandler, type ApiRoute, readJson } from './page-json.ts'
import { viewChat, viewFaults } from './page-view.ts'
import type { AlbumItem, Person, PersonDetails } from './server-contract.ts'
import type { Snapshot } from './snapshot.ts'

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
  /** Of a contact, or of a new topic. */
  readonly name?: string
  readonly phone?: string
  readonly items?: readonly {
    readonly kind: AlbumItem['kind']
    readonly name?: string
    readonly base64: string
    readonly caption?: string
    readonly mediaType?: string
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
  album: (person, { items = [], replyTo }) =>
    person.sendAlbum(
      items.map(({ kind, name, base64, caption, mediaType }) => ({
        kind,
        bytes: Buffer.from(base64, 'base64'),
        ...(name === undefined ? {} : { name }),
        ...(caption === undefined ? {} : { caption }),
        ...(mediaType ? { mediaType } : {}),
      })),
      replyTo === undefined ? {} : { replyTo },
    ),
  sticker: (person, { emoji = '👍' }) => person.sendSticker(emoji),
  location: (person, { latitude = 54.687, longitude = 25.28 }) => person.sendLocation(latitude, longitude),
  contact: (person, { name = '', phone = '' }) => person.sendContact(name, phone),
  topic: (person, { name = '' }) => person.createTopic(name),
  block: (person) => ({ updateId: person.block() }),
  unblock: (person) => ({ updateId: person.unblock() }),
}

const sendFile: ApiHandler = (_server, { parts, query, body, contentType, person }) => {
  const sender = person(parts[0])
  const name = query.get('name') ?? 'file'
  const caption = query.get('caption')
  const replyTo = query.get('replyTo')
  const duration = Number(query.get('duration') ?? 0)
  const mediaType = contentType ? { mediaType: contentType } : {}
  const options = { ...(caption ? { caption } : {}), ...(replyTo ? { replyTo: Number(replyTo) } : {}) }
  switch (query.get('kind')) {
    case 'photo':
      return sender.sendPhoto(body, options)
    case 'voice':
      return sender.sendVoice(body, { ...options, ...mediaType, ...(duration > 0 ? { duration } : {}) })
    default:
      return sender.sendDocument(name, body, { ...options, ...mediaType })
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
export const apiRoutes: readonly ApiRoute[] = [
  ['GET', /^\/persons\/(\d+)$/, (server, { parts, person }) => viewChat(server.bot, person(parts[0]))],
  ['GET', /^\/persons\/(\d+)\/wait$/, waitForMessage],
  ['GET', /^\/persons\/(\d+)\/transcript$/, (server, { parts, person }) => server.transcriptText(person(parts[0]))],
  [
    'POST',
    /^\/persons$/,
    (server, { body, person }) => ({ id: person(String(server.person(readJson<PersonDetails>(body)).chatId)).chatId }),
  ],
  ['POST', /^\/persons\/(\d+)\/file$/, sendFile],
  ['POST', /^\/persons\/(\d+)\/([a-z-]+)$/, act],
  ['GET', /^\/calls$/, (server) => server.calls.slice(-shownCalls)],
  ['GET', /^\/faults$/, viewFaults],
  ['POST', /^\/faults$/, (server, { body }) => ({ id: server.addFault(readJson<Fault>(body)).id })],
  ['DELETE', /^\/faults$/, (server) => server.clearFaults()],
  [
    'DELETE',
    /^\/faults\/(\d+)$/,
    (server, { parts }) =>
      server
        .faults()
        .find(({ id }) => id === Number(parts[0]))
        ?.remove(),
  ],
  ...groupRoutes,
  ['GET', /^\/snapshot$/, (server) => server.snapshot()],
  ['POST', /^\/restore$/, (server, { body }) => server.restore(readJson<Snapshot>(body))],
  ['POST', /^\/empty-chats$/, (server) => server.emptyChats()],
  ['POST', /^\/redeliver$/, (server, { body }) => server.redeliver(readJson<{ updateId: number }>(body).updateId)],
  ['POST', /^\/advance-clock$/, (server, { body }) => server.advanceClock(readJson<{ seconds: number }>(body).seconds)],
  ['POST', /^\/reset$/, (server) => server.reset()],
]
