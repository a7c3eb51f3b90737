// The routes beside the API: is it alive, is it ready, its metrics, the platforms' webhooks, and the playground's pages.
import type { ServerResponse } from 'node:http'
import { type ChannelHealth, faultOfChannel, readChannelHealth } from './channel-health.ts'
import type { ApiServer, HttpContext, Pages } from './http-context.ts'
import type { Metrics } from './metrics.ts'
import { RequestFault } from './problem.ts'

/** Alive, ready and metrics. `open`: answered also while the service stops, and without a token. */
export function addHealthRoutes(app: ApiServer, http: HttpContext, metrics: Metrics, isStopping: () => boolean): void {
  const open = { config: { open: true } }
  app.get('/healthz', open, async () => ({ status: 'ok' }))

  // Only a missing database makes the service unfit: with the queue away messages are still taken and answered, and a
  // platform's outage must not cut the API and the other platforms off. Both are named all the same.
  app.get('/readyz', open, async (_, reply) => {
    const named = await http.readiness()
    const channels = named['database'] === null ? await readChannelHealth(http).catch(() => ({})) : {}
    const parts = Object.entries({ ...named, ...faultsOf(channels) })
    const unfit = isStopping() || parts.some(([name, fault]) => name === 'database' && fault !== null)
    const status = unfit ? 'unavailable' : parts.some(([, fault]) => fault !== null) ? 'degraded' : 'ok'
    reply.code(unfit ? 503 : 200)
    return {
      status,
      ...(isStopping() ? { service: 'stopping' } : {}),
      ...Object.fromEntries(parts.map(([name, fault]) => [name, fault ?? 'ok'])),
      ...(Object.keys(channels).length === 0 ? {} : { channels }),
    }
  })

  app.get('/metrics', open, async (_, reply) => {
    const { contentType, body } = await metrics.read()
    return reply.type(contentType).send(body)
  })
}

/** Of the messengers whose state is reported: any process knows it then, also one that has no part in it. */
function faultsOf(channels: Readonly<Record<string, ChannelHealth>>): Readonly<Record<string, string | null>> {
  const reported = Object.entries(channels).filter(([, { state }]) => state !== null)
  return Object.fromEntries(reported.map(([name, health]) => [name, faultOfChannel(health)]))
}

/** Each webhook gets the body's bytes as they came: signatures are made of those. */
export function addWebhooks(app: ApiServer, http: HttpContext): void {
  app.register((scope, _, done) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, async (_: unknown, body: Buffer | string) => body)
    for (const webhook of http.webhooks) {
      const { challenge, maxBytes } = webhook
      if (challenge !== undefined) {
        scope.get(webhook.path, async (request, reply) => {
          const { status, body = '' } = challenge(Object(request.query))
          return reply.code(status).type('text/plain').send(body)
        })
      }
      const limits = maxBytes === undefined ? {} : { bodyLimit: maxBytes }
      scope.post(webhook.path, limits, async (request, reply) => {
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const { status } = await webhook.handle({ headers: request.headers, body }).catch((error: unknown) => {
          http.log.error({ err: error, webhook: webhook.path }, 'a webhook could not be taken; the platform will repeat it')
          throw new RequestFault(503, 'unavailable', 'Not taken; please repeat.')
        })
        return reply.code(status).send()
      })
    }
    done()
  })
}

/** The playground speaks plain Node; its answers may stay open for long, so they are kept to be ended with the service. */
export function addPages(app: ApiServer, pages: Pages, lasting: Set<ServerResponse>): void {
  app.register((scope, _, done) => {
    scope.addHook('onRequest', async (request, reply) => {
      if (request.routeOptions.url === '/') return
      reply.hijack()
      lasting.add(reply.raw)
      reply.raw.once('close', () => lasting.delete(reply.raw))
      if (!(await pages(request.raw, reply.raw))) reply.raw.writeHead(404).end()
    })
    const never = async () => undefined
    scope.get('/', async (_, reply) => reply.redirect('/playground'))
    scope.route({ method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'], url: '/playground', handler: never })
    scope.route({ method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'], url: '/playground/*', handler: never })
    done()
  })
}
