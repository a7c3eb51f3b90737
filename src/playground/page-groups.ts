// Groups over HTTP, for the page and for scripts: made, looked at, written in, left, and what goes wrong with them.
import { type ActionBody, actInGroup, sendFile } from './page-actions.ts'
import { generalTopic, viewGroup } from './page-group-view.ts'
import { type ApiRequest, type ApiRoute, readJson } from './page-json.ts'
import { viewMessage } from './page-view.ts'
import type { Actor, BotApiServer, Group, GroupDetails, SendOptions } from './server-contract.ts'

/** Groups that were asked for over HTTP, by server and by the id they began with. */
const known = new WeakMap<BotApiServer, Map<number, Group>>()

function remember(server: BotApiServer, group: Group): Group {
  const groups = known.get(server) ?? new Map<number, Group>()
  known.set(server, groups.set(group.chatId, group))
  return group
}

/** Whoever made it, it can be acted in. */
function groupOf(server: BotApiServer, id: string | undefined): Group {
  const number = Number(id)
  const groups = known.get(server)
  const found = groups?.get(number) ?? [...(groups?.values() ?? [])].find(({ chatId }) => chatId === number)
  if (found) return found
  const chat = server.bot.chats.get(number)
  if (!chat || chat.telegram.type === 'private') throw new Error(`No group ${id} is here`)
  const { title = '', type } = chat.telegram
  return remember(server, server.group({ id: number, title, type }))
}

/** Who acts, and where: /groups/ID[/topics/TOPIC]/as/PERSON/... */
function seatOf(server: BotApiServer, { parts, person }: ApiRequest): { actor: Actor; place: SendOptions } {
  const [group, topic, by] = parts
  const place = topic === undefined || Number(topic) === generalTopic ? {} : { topic: Number(topic) }
  return { actor: groupOf(server, group).as(person(by)), place }
}

/** What a person does to the group itself. */
const standings: Readonly<Record<string, (group: Group, person: Actor) => void>> = {
  join: (group, person) => group.join(person),
  leave: (group, person) => group.leave(person),
  'remove-bot': (group, person) => group.removeBot(person),
  'return-bot': (group, person) => group.returnBot(person),
}

export const groupRoutes: readonly ApiRoute[] = [
  [
    'POST',
    /^\/groups$/,
    (server, { body }) => {
      const details = readJson<GroupDetails>(body)
      if (typeof details.title !== 'string' || details.title === '') throw new Error('A group needs a title')
      return { id: remember(server, server.group(details)).chatId }
    },
  ],
  ['GET', /^\/groups\/(-\d+)$/, (server, { parts }) => ({ messages: groupOf(server, parts[0]).transcript().map(viewMessage) })],
  ['GET', /^\/groups\/(-\d+)\/transcript$/, (server, { parts }) => server.transcriptText(groupOf(server, parts[0]))],
  [
    'GET',
    /^\/groups\/(-\d+)\/topics\/(\d+)$/,
    (server, { parts }) => {
      const chat = server.bot.chats.get(groupOf(server, parts[0]).chatId)
      return chat && viewGroup(server.bot, chat, Number(parts[1]))
    },
  ],
  ['DELETE', /^\/groups\/(-\d+)\/topics\/(\d+)$/, (server, { parts }) => groupOf(server, parts[0]).deleteTopic(Number(parts[1]))],
  ['POST', /^\/groups\/(-\d+)\/migrate$/, (server, { parts }) => ({ id: groupOf(server, parts[0]).migrate() })],
  [
    'POST',
    /^\/groups\/(-\d+)\/as\/(\d+)\/(join|leave|remove-bot|return-bot)$/,
    (server, { parts, person }) => standings[parts[2] ?? '']?.(groupOf(server, parts[0]), person(parts[1])),
  ],
  [
    'POST',
    /^\/groups\/(-\d+)(?:\/topics\/(\d+))?\/as\/(\d+)\/file$/,
    (server, request) => {
      const { actor, place } = seatOf(server, request)
      return sendFile(request, actor, place)
    },
  ],
  [
    'POST',
    /^\/groups\/(-\d+)(?:\/topics\/(\d+))?\/as\/(\d+)\/([a-z-]+)$/,
    (server, request) => {
      const { actor, place } = seatOf(server, request)
      return actInGroup(request.parts[3], actor, readJson<ActionBody>(request.body), place)
    },
  ],
]
