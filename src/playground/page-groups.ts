// Groups over HTTP, for scripts: made, written in, turned into supergroups. The page itself shows private chats only.
import { type ApiRoute, readJson } from './page-json.ts'
import { viewMessage } from './page-view.ts'
import type { BotApiServer, Group, GroupDetails } from './server-contract.ts'

/** Groups made over HTTP, by server and by the id they began with. */
const made = new WeakMap<BotApiServer, Map<number, Group>>()

function groupOf(server: BotApiServer, id: string | undefined): Group {
  const groups = [...(made.get(server)?.values() ?? [])]
  const found = made.get(server)?.get(Number(id)) ?? groups.find(({ chatId }) => chatId === Number(id))
  if (!found) throw new Error(`No group ${id} was made here`)
  return found
}

export const groupRoutes: readonly ApiRoute[] = [
  [
    'POST',
    /^\/groups$/,
    (server, { body }) => {
      const details = readJson<GroupDetails>(body)
      if (typeof details.title !== 'string' || details.title === '') throw new Error('A group needs a title')
      const group = server.group(details)
      const groups = made.get(server) ?? new Map<number, Group>()
      made.set(server, groups.set(group.chatId, group))
      return { id: group.chatId }
    },
  ],
  ['GET', /^\/groups\/(-\d+)$/, (server, { parts }) => ({ messages: groupOf(server, parts[0]).transcript().map(viewMessage) })],
  ['POST', /^\/groups\/(-\d+)\/migrate$/, (server, { parts }) => ({ id: groupOf(server, parts[0]).migrate() })],
  [
    'POST',
    /^\/groups\/(-\d+)\/topics\/(\d+)$/,
    (server, { parts, body, person }) =>
      groupOf(server, parts[0])
        .as(person(parts[1]))
        .createTopic(readJson<{ name?: string }>(body).name ?? ''),
  ],
  [
    'POST',
    /^\/groups\/(-\d+)\/send\/(\d+)$/,
    (server, { parts, body, person }) => {
      const { text = '', topic } = readJson<{ text?: string; topic?: number }>(body)
      return groupOf(server, parts[0])
        .as(person(parts[1]))
        .send(text, topic === undefined ? {} : { topic })
    },
  ],
]
