// The doors of the loopback Graph server: messages, media, the number, templates. Answers every request with something, and
// records it.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from '../wire.ts'
import { acceptMessage } from './accept-message.ts'
import { errorBody, GraphError, wrong } from './graph-error.ts'
import { changed, meetFault } from './graph-world.ts'
import { isRecord, type Json } from './json-shapes.ts'
import { describeMedia, openMedia, takeUpload } from './media-shelf.ts'
import type { GraphHouse } from './said.ts'

export interface RouteOptions {
  readonly house: GraphHouse
  readonly token: string
  readonly origin: () => string
}

const version = '/v25.0'
const templatesAtOnce = 5

export function createGraphRoutes(options: RouteOptions) {
  const { house } = options
  const { world } = house
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    try {
      const raw = request.method === 'GET' ? Buffer.alloc(0) : await readBody(request, undefined, 110 * 1024 * 1024)
      if (url.pathname === '/whatsapp_business/attachments/') return sendMedia(options, url, request, response)
      const path = url.pathname.startsWith(`${version}/`) ? url.pathname.slice(version.length + 1) : ''
      const body = readJson(request, raw)
      const door = body['status'] === 'read' ? 'read' : path
      const fault = meetFault(world, door, String(body['to'] ?? body['recipient'] ?? ''))
      const record = (status: number, answer: unknown) => {
        const shown = path + url.search
        world.calls.push({ sequence: world.calls.length + 1, method: request.method ?? '', path: shown, body, status, answer })
        changed(world)
      }
      if (fault?.kind === 'drop-before') {
        record(0, null)
        response.destroy()
        return
      }
      const outcome = fault?.kind === 'error' ? failing(fault) : answer(options, request, { path, url, body, raw })
      record(fault?.kind === 'drop-after' ? 0 : outcome.status, outcome.body)
      if (fault?.kind === 'drop-after') response.destroy()
      else if (fault?.kind === 'html') response.writeHead(fault.status ?? 502).end('<html>Bad Gateway</html>')
      else response.writeHead(outcome.status, { 'content-type': 'application/json' }).end(JSON.stringify(outcome.body))
    } catch {
      // The request broke off, or its body was no form: nobody is left to answer to.
      response.destroy()
    }
  }
}

interface Outcome {
  readonly status: number
  readonly body: unknown
}

function failing({ code = 131000, status = 400 }: { readonly code?: number; readonly status?: number }): Outcome {
  return { status, body: errorBody(new GraphError(code, 'as asked for')) }
}

interface Asked {
  readonly path: string
  readonly url: URL
  readonly body: Json
  readonly raw: Buffer
}

function answer(options: RouteOptions, request: IncomingMessage, asked: Asked): Outcome {
  const { world } = options.house
  try {
    if (request.headers.authorization !== `Bearer ${options.token}`)
      throw new GraphError(190, 'the token is not valid', { status: 401 })
    return { status: 200, body: route(options, request, asked) }
  } catch (error) {
    if (!(error instanceof GraphError)) throw error
    if (error.strict) world.strictness.push(`${request.method} ${asked.path}: ${error.message}`)
    return { status: error.status, body: errorBody(error) }
  }
}

function route({ house, origin }: RouteOptions, request: IncomingMessage, { path, url, body, raw }: Asked): unknown {
  const { world } = house
  const door = `${request.method} ${path}`
  if (door === `POST ${world.phoneNumberId}/messages`) return acceptMessage(house, body)
  if (door === `POST ${world.phoneNumberId}/media`) return takeUpload(world, request.headers['content-type'] ?? '', raw)
  if (door === `GET ${world.phoneNumberId}`)
    return { id: world.phoneNumberId, display_phone_number: world.displayNumber, quality_rating: 'GREEN' }
  if (door === `GET ${world.businessId}/message_templates`) return listTemplates(house, url)
  const media = request.method === 'GET' ? world.media.get(path) : undefined
  if (media !== undefined) return describeMedia(world, media, origin())
  if (request.method === 'GET') throw new GraphError(100, 'there is no such object')
  throw wrong('there is no such door')
}

function listTemplates({ world }: GraphHouse, url: URL): object {
  const from = Number(url.searchParams.get('after') ?? 0)
  const page = world.templates.slice(from, from + templatesAtOnce)
  const after = String(from + page.length)
  const data = page.map(({ name, language, status, body }, index) => ({
    id: String(300_000 + from + index),
    name,
    language,
    status,
    category: 'UTILITY',
    components: [{ type: 'BODY', text: body }],
  }))
  const next = from + page.length < world.templates.length ? { next: 'https://graph.example/next-page' } : {}
  return { data, paging: { cursors: { before: String(from), after }, ...next } }
}

function readJson(request: IncomingMessage, raw: Buffer): Json {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) return {}
  try {
    const value: unknown = JSON.parse(raw.toString('utf8'))
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}

function sendMedia({ house, token }: RouteOptions, url: URL, request: IncomingMessage, response: ServerResponse): void {
  const media = openMedia(house.world, url.searchParams)
  const status = request.headers.authorization !== `Bearer ${token}` ? 401 : media === null ? 404 : 200
  if (status !== 200 || media === null) response.writeHead(status).end()
  else response.writeHead(200, { 'content-type': media.mediaType, 'content-length': media.bytes.length }).end(media.bytes)
}
