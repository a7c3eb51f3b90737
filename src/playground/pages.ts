// The chat page and its JSON API as one plain node handler, to be mounted wherever HTTP is spoken. Paths beginning with
// /playground are answered, others left alone. What the API does stands in page-api.ts.
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ApiRequest, apiRoutes } from './page-api.ts'
import { streamEvents } from './page-events.ts'
import type { PlaygroundPerson } from './page-view.ts'
import type { BotApiServer, Person } from './server-contract.ts'
import { readBody } from './wire.ts'

export type { PlaygroundPerson } from './page-view.ts'

export interface PlaygroundPagesOptions {
  /** Who can be chosen on the page. */
  readonly persons?: readonly PlaygroundPerson[]
}

/** The request's body must not have been read before. True when the path was ours, whatever was answered. */
export type PlaygroundHandler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
}
const assetNames = [
  'index.html',
  'style.css',
  'messages.css',
  'main.js',
  'requests.js',
  'chat.js',
  'composer.js',
  'marked-text.js',
  'calls.js',
  'icon.svg',
]

export function createPlaygroundPages(server: BotApiServer, options: PlaygroundPagesOptions = {}): PlaygroundHandler {
  const persons = new Map((options.persons ?? []).map((person) => [person.id, person]))
  const known = new Map<number, Person>()
  for (const person of persons.values()) if (person.begun) findPerson(String(person.id)).begin()
  const assets = new Map(assetNames.map((name) => [name, readFileSync(new URL(`./page/${name}`, import.meta.url))]))

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
    if (path === '/events' && request.method === 'GET') return streamEvents(server, request, response)
    if (path === '/state' && request.method === 'GET') return sendJson(response, 200, viewState())
    const file = path.match(/^\/files\/([\w-]+)$/)
    if (file && request.method === 'GET') return sendFile(file[1] ?? '', query, response)
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
    sendJson(response, 200, (await handler(server, call)) ?? {})
  }

  function viewState(): object {
    const listed = [...persons.values()]
    const others = [...known.values()].filter(({ chatId }) => !persons.has(chatId))
    const guests = others.map(({ chatId, user }) => ({
      id: chatId,
      name: user.first_name,
      role: 'guest',
      note: '',
      username: user.username,
    }))
    return { bot: server.bot.user, apiRoot: server.apiRoot, persons: [...listed, ...guests] }
  }

  function sendFile(fileId: string, query: URLSearchParams, response: ServerResponse): void {
    const file = server.bot.files.find(fileId)
    if (!file?.bytes) {
      sendJson(response, 404, { error: 'The file is no longer here' })
      return
    }
    // Only pictures are shown in place; anything else is a download, so that no upload runs as a page.
    const type = imageTypeOf(file.bytes)
    const name = encodeURIComponent(query.get('name') ?? file.telegram.file_name ?? 'file')
    response.writeHead(200, {
      'content-type': type ?? 'application/octet-stream',
      'content-length': file.bytes.length,
      'content-disposition': type ? 'inline' : `attachment; filename*=UTF-8''${name}`,
      ...protection,
    })
    response.end(file.bytes)
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

const protection = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  if (response.headersSent || response.destroyed) return
  const body = Buffer.from(JSON.stringify(value))
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': body.length,
    'cache-control': 'no-store',
    ...protection,
  })
  response.end(body)
}

function imageTypeOf(bytes: Buffer): string | undefined {
  const start = bytes.subarray(0, 12).toString('latin1')
  if (start.startsWith('\x89PNG')) return 'image/png'
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (start.startsWith('GIF8')) return 'image/gif'
  return start.startsWith('RIFF') && start.endsWith('WEBP') ? 'image/webp' : undefined
}
