// The one HTTP door: what every request meets (limits, headers, problems, measuring), and its start and end. The routes
// stand in their own files.
import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { StoreUnavailable } from '../domain/file-store.ts'
import { addApiRoutes } from './api-routes.ts'
import { addHealthRoutes, addPages, addWebhooks } from './house-routes.ts'
import type { ApiServer, HttpContext } from './http-context.ts'
import { createMetrics } from './metrics.ts'
import { type Problem, problem, toProblem } from './problem.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without a token, and also while the service stops. */
    open?: boolean
  }
}

export interface HttpServer {
  /** Listens; port 0 takes a free one. @returns where it can be reached. */
  listen(at: { readonly host: string; readonly port: number }): Promise<{ readonly url: string; readonly port: number }>
  /** From now on new requests are answered 503, but for health; what is being worked on goes on. */
  stopTaking(): void
  /** Ends what stays open, waits for what is being worked on (at most 3 seconds), and closes. */
  close(): Promise<void>
}

const bodyLimit = 1024 * 1024
/** Whoever connected and says nothing, or never finishes, does not hold the end up for longer. */
const finishMs = 3000

export function createHttpServer(http: HttpContext): HttpServer {
  let stopping = false
  const lasting = new Set<ServerResponse>()
  const metrics = createMetrics(http)
  const app: ApiServer = fastify({
    bodyLimit,
    // The longest a whole request may take to come in: a large file over a slow line.
    requestTimeout: 120_000,
    keepAliveTimeout: 20_000,
    exposeHeadRoutes: false,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => sendProblem(http, error, request, reply),
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler((error, request, reply) => sendProblem(http, error, request, reply))
  app.setNotFoundHandler((_, reply) => send(reply, problem(404, 'not-found', 'There is nothing here.')))

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(safeHeaders)
    if (stopping && request.routeOptions.config.open !== true) {
      return send(reply, problem(503, 'unavailable', 'The service is stopping.'))
    }
    return undefined
  })
  // A connection kept alive by its last answer would hold the end up for as long as keeping alive goes.
  app.addHook('onSend', async (_, reply) => {
    if (stopping) reply.header('connection', 'close')
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    metrics.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
    const ms = Math.round(reply.elapsedTime)
    http.log.debug({ requestId: request.id, method: request.method, route, status: reply.statusCode, ms }, 'request answered')
  })

  addHealthRoutes(app, http, metrics, () => stopping)
  addWebhooks(app, http)
  if (http.pages !== undefined) addPages(app, http.pages, lasting)
  addApiRoutes(app, http)

  return {
    async listen({ host, port }) {
      await app.listen({ host, port })
      const address = app.server.address()
      if (address === null || typeof address === 'string') throw new Error('the HTTP server has no port')
      const shown = address.family === 'IPv6' ? `[${address.address}]` : address.address
      return { url: `http://${shown}:${address.port}`, port: address.port }
    },
    stopTaking() {
      stopping = true
    },
    async close() {
      stopping = true
      for (const response of lasting) response.destroy()
      const impatience = setTimeout(() => app.server.closeAllConnections(), finishMs)
      await app.close().finally(() => clearTimeout(impatience))
      metrics.stop()
    },
  }
}

const safeHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

function sendProblem(http: HttpContext, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = toProblem(error)
  const { method, id } = request
  if (error instanceof StoreUnavailable)
    http.log.error({ requestId: id, method, reason: error.message }, 'the file storage failed')
  if (known !== null) return send(reply, known)
  http.log.error({ err: error, requestId: id, method, route: request.routeOptions.url ?? 'none' }, 'a request ended in a fault')
  return send(reply, {
    ...problem(500, 'fault', 'Something went wrong on our side. It is in the log.'),
    instance: `urn:request:${id}`,
  })
}

function send(reply: FastifyReply, document: Problem): FastifyReply {
  // As text: a route's own schema for an answer of this status is not meant for problems.
  return reply.code(document.status).type('application/problem+json').send(JSON.stringify(document))
}
