// The chat page and its JSON API as one plain node handler, to be mounted wherever HTTP is spoken. Paths beginning with
// /playground are answered, others left alone. What the API does stands in page-api.ts.
import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { protection, sendJson, sendPlain } from './page-answer.ts'
import { apiRoutes } from './page-api.ts'
import { streamEvents } from './page-events.ts'
import { sendPageFile } from './page-files.ts'
import { viewGroups } from './page-group-view.ts'
import type { ApiRequest } from './page-json.ts'
import { answerSecond } from './page-second.ts'
import { type PlaygroundPerson, viewFaults, viewLastMessage } from './page-view.ts'
import type { SecondMessenger } from './second-messenger.ts'
import type { BotApiServer, Person } from './server-contract.ts'
import { readBody } from './wire.ts'

export type { PlaygroundPerson } from './page-view.ts'

export interface PlaygroundPagesOptions {
  /** Who can be chosen on the page. */
  readonly persons?: readonly PlaygroundPerson[]
  /** People on another messenger, who can be chosen besides. */
  readonly second?: SecondMessenger
}

/** The request's body must not have been read before. True when the path was ours, whatever was answered. */
export type PlaygroundHandler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
}
export function createPlaygroundPages(server: BotApiServer, options: PlaygroundPagesOptions = {}): PlaygroundHandler {
  const persons = new Map((options.persons ?? []).map((person) => [person.id, person]))
  const known = new Map<number, Person>()
  for (const person of persons.values()) if (person.begun) findPerson(String(person.id)).begin()
  const assets = readAssets()

  function findPerson(id: string | undefined): Person {
    const number = Number(id)
    const listed = persons.get(number)
    const introduced = known.get(number)
    if (introduced) return introduced
    const details = listed
      ? {
          firstName: listed.name,
          ...(listed.username === undefined ? {} : { username: listed.username }),
          ...(listed.language === undefined ? {} : { languageCode: listed.language }),
        }
      : {}
    const person = server.person({ id: number, ...details })
    known.set(number, person)
    return person
  }

  async function answerApi(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: URLSearchParams,
  ): Promise<void> {
    if (path === '/events' && request.method === 'GET') return streamEvents(server, request, response, options.second)
    if (path === '/state' && request.method === 'GET') return sendJson(response, 200, viewState())
    if (options.second && (await answerSecond(options.second, request, response, path, query))) return
    const file = path.match(/^\/files\/([\w-]+)$/)
    if (file && request.method === 'GET') return sendPageFile(server.bot.files.find(file[1] ?? ''), query, response)
    const route = apiRoutes.find(([method, pattern]) => method === request.method && pattern.test(path))
    if (!route) return sendJson(response, 404, { error: 'There is nothing here' })
    if (request.method !== 'GET' && request.headers['x-playground'] !== '1') {
      return sendJson(response, 403, { error: 'The header "x-playground: 1" is missing' })
    }
    const [, pattern, handler] = route
    const call: ApiRequest = {
      parts: path.match(pattern)?.slice(1) ?? [],
      query,
      body: await readBody(request),
      contentType: request.headers['content-type'] ?? '',
      person: findPerson,
    }
    const answer = (await handler(server, call)) ?? {}
    if (typeof answer === 'string') sendPlain(response, 200, answer)
    else sendJson(response, 200, answer)
  }

  function viewState(): object {
    const listed: PlaygroundPerson[] = [...persons.values()]
    for (const { chatId, user } of known.values()) {
      if (persons.has(chatId)) continue
      const username = user.username === undefined ? {} : { username: user.username }
      listed.push({ id: chatId, name: user.first_name, role: 'guest', note: '', ...username })
    }
    return {
      bot: server.bot.user,
      apiRoot: server.apiRoot,
      clock: { ahead: server.clockAhead() },
      faults: viewFaults(server),
      groups: viewGroups(server.bot),
      persons: [
        ...listed.map((person) => ({ ...person, last: viewLastMessage(server.bot, findPerson(String(person.id)).chatId) })),
        ...(options.second?.persons() ?? []),
      ],
    }
  }

  function sendAsset(name: string, response: ServerResponse): void {
    const bytes = assets.get(name)
    if (!bytes) {
      sendJson(response, 404, { error: 'There is nothing here' })
      return
    }
    const type = mediaTypes[name.split('.').at(-1) ?? ''] ?? 'text/plain'
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache', ...protection })
    response.end(bytes)
  }

  return async (request, response) => {
    const url = URL.canParse(request.url ?? '', 'http://localhost') ? new URL(request.url ?? '', 'http://localhost') : undefined
    const path = url?.pathname.match(/^\/playground(\/.*)?$/)?.[1] ?? ''
    if (!url || !/^\/playground(\/|$)/.test(url.pathname)) return false
    try {
      if (path.startsWith('/api/')) await answerApi(request, response, path.slice('/api'.length), url.searchParams)
      else sendAsset(path === '' || path === '/' ? 'index.html' : path.slice(1), response)
    } catch (error) {
      sendJson(response, 400, { error: error instanceof Error ? error.message : 'Something went wrong' })
    }
    return true
  }
}

/** Everything in the folder the page is made of; pictures of it are for readers of the project. */
function readAssets(): Map<string, Buffer> {
  const folder = new URL('./page/', import.meta.url)
  const names = readdirSync(folder).filter((name) => /^[a-z-]+\.(html|css|js|svg)$/.test(name))
  return new Map(names.map((name) => [name, readFileSync(new URL(name, folder))]))
}
