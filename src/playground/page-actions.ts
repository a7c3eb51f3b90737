// What a person can do in a chat, by the name it has in the page's API. The routes stand in page-api.ts and page-groups.ts.
import type { ApiRequest } from './page-json.ts'
import type { Actor, AlbumItem, FileOptions, Person, SendOptions } from './server-contract.ts'

const patienceForAnswerMs = 4000

export interface ActionBody {
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

/** `place` names the topic, in a group. */
type Action<By extends Actor> = (actor: By, body: ActionBody, place: SendOptions) => unknown

const actions: Readonly<Record<string, Action<Actor>>> = {
  send: (actor, { text = '' }, place) => actor.send(text, place),
  edit: (actor, { messageId = 0, text = '' }) => actor.edit(messageId, text),
  press: async (actor, { messageId, button = '' }) => {
    const press = actor.press(button, messageId === undefined ? {} : { message: messageId })
    // A bot that does not answer leaves the button turning; that is worth seeing, and no error of ours.
    const answer = await press.answered(patienceForAnswerMs).catch(() => null)
    return { id: press.id, updateId: press.updateId, answer }
  },
  album: (actor, { items = [] }, place) =>
    actor.sendAlbum(
      items.map(({ kind, name, base64, caption, mediaType }) => ({
        kind,
        bytes: Buffer.from(base64, 'base64'),
        ...(name === undefined ? {} : { name }),
        ...(caption === undefined ? {} : { caption }),
        ...(mediaType ? { mediaType } : {}),
      })),
      place,
    ),
  sticker: (actor, { emoji = '👍' }, place) => actor.sendSticker(emoji, place),
  location: (actor, { latitude = 54.687, longitude = 25.28 }, place) => actor.sendLocation(latitude, longitude, place),
  contact: (actor, { name = '', phone = '' }, place) => actor.sendContact(name, phone, place),
  topic: (actor, { name = '' }) => actor.createTopic(name),
}

const privateActions: Readonly<Record<string, Action<Person>>> = {
  ...actions,
  'open-link': (person, { payload }) => person.openLink(payload),
  block: (person) => ({ updateId: person.block() }),
  unblock: (person) => ({ updateId: person.unblock() }),
}

/** Does something in a private chat. Throws for a name that is none, with those that are. */
export function actInPrivate(name: string | undefined, person: Person, body: ActionBody): unknown {
  return find(privateActions, name)(person, body, replyOf(body))
}

/** Does something in a group, in a topic if `place` names one. */
export function actInGroup(name: string | undefined, actor: Actor, body: ActionBody, place: SendOptions): unknown {
  return find(actions, name)(actor, body, { ...place, ...replyOf(body) })
}

/** Sends the body of a request as a file; the query says what it is. */
export function sendFile({ query, body, contentType }: ApiRequest, sender: Actor, place: SendOptions = {}): unknown {
  const caption = query.get('caption')
  const replyTo = query.get('replyTo')
  const duration = Number(query.get('duration') ?? 0)
  const mediaType = contentType ? { mediaType: contentType } : {}
  const options: FileOptions = { ...place, ...(caption ? { caption } : {}), ...(replyTo ? { replyTo: Number(replyTo) } : {}) }
  switch (query.get('kind')) {
    case 'photo':
      return sender.sendPhoto(body, options)
    case 'voice':
      return sender.sendVoice(body, { ...options, ...mediaType, ...(duration > 0 ? { duration } : {}) })
    default:
      return sender.sendDocument(query.get('name') ?? 'file', body, { ...options, ...mediaType })
  }
}

function replyOf({ replyTo }: ActionBody): SendOptions {
  return replyTo === undefined ? {} : { replyTo }
}

function find<By extends Actor>(known: Readonly<Record<string, Action<By>>>, name = ''): Action<By> {
  const action = Object.hasOwn(known, name) ? known[name] : undefined
  if (!action) throw new Error(`No action "${name}". There are: ${Object.keys(known).join(', ')}, file`)
  return action
}
