// A loopback Graph server: a service speaks HTTP to it as to Meta, tests act as the people on the other side. Wiring only; see
// contract.ts for what it offers.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { waitUntil } from '../waiting.ts'
import type { GraphServer } from './contract.ts'
import { createGraphPerson, storePerson } from './graph-person.ts'
import { createGraphRoutes } from './graph-routes.ts'
import { createWorld } from './graph-world.ts'
import { createWebhookPost } from './webhook-post.ts'

export type { GraphServer } from './contract.ts'

export interface GraphServerOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number
  /** Before a refused delivery is repeated for the first time; 20 ms if absent. */
  readonly firstPauseMs?: number
}

/** Listens on 127.0.0.1 and nowhere else. */
export async function startGraphServer(options: GraphServerOptions = {}): Promise<GraphServer> {
  const world = createWorld()
  const { phoneNumberId, businessId, displayNumber } = world
  const secrets = { token: `EAA${randomBytes(16).toString('hex')}`, appSecret: randomBytes(16).toString('hex') }
  const { token, appSecret } = secrets
  const verifyToken = randomBytes(8).toString('hex')
  const webhook = createWebhookPost({
    appSecret,
    businessId,
    firstPauseMs: options.firstPauseMs ?? 20,
    onDelivered: () => world.events.emit('change'),
  })
  const house = { world, webhook }
  let port = 0
  const handle = createGraphRoutes({ house, token, origin: () => `http://127.0.0.1:${port}` })
  const http = createServer((request, response) => void handle(request, response))
  http.keepAliveTimeout = 60_000
  http.listen(options.port ?? 0, '127.0.0.1')
  await once(http, 'listening')
  port = (http.address() as AddressInfo).port
  const apiRoot = `http://127.0.0.1:${port}/v25.0`

  function until<Value>(look: () => Value | undefined, timeoutMs: number, describe: () => string): Promise<Value> {
    const subscribe = (offer: (look: () => Value | undefined) => void) => {
      const onChange = () => offer(look)
      world.events.on('change', onChange)
      return () => world.events.off('change', onChange)
    }
    return waitUntil(look, subscribe, timeoutMs, describe)
  }

  return {
    apiRoot,
    port,
    phoneNumberId,
    businessId,
    token,
    appSecret,
    verifyToken,
    displayNumber,
    settings: {
      WHATSAPP_PROVIDER: 'cloud',
      WHATSAPP_CLOUD_API_ROOT: apiRoot,
      WHATSAPP_CLOUD_TOKEN: token,
      WHATSAPP_CLOUD_PHONE_NUMBER_ID: phoneNumberId,
      WHATSAPP_CLOUD_BUSINESS_ID: businessId,
      WHATSAPP_CLOUD_APP_SECRET: appSecret,
      WHATSAPP_CLOUD_VERIFY_TOKEN: verifyToken,
    },
    async setWebhook(url) {
      const query = new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.verify_token': verifyToken,
        'hub.challenge': '1158201444',
      })
      const response = await fetch(`${url}?${query}`)
      if (response.status !== 200 || (await response.text()) !== '1158201444')
        throw new Error('The webhook did not give the challenge back')
      webhook.setUrl(url)
    },
    phone: (name, details = {}) => createGraphPerson(house, storePerson(house, name, details)),
    addTemplate: (template) => void world.templates.push({ status: 'APPROVED', ...template }),
    setTemplateStatus(name, language, status) {
      const index = world.templates.findIndex((one) => one.name === name && one.language === language)
      const template = world.templates[index]
      if (template === undefined) throw new Error('There is no such template')
      world.templates[index] = { ...template, status }
      const value = {
        event: status,
        message_template_id: 300_000 + index,
        message_template_name: name,
        message_template_language: language,
        reason: 'NONE',
      }
      webhook.offer('platform', { field: 'message_template_status_update', value })
    },
    calls: world.calls,
    waitForCall: (wanted, { timeoutMs = 5000, after = 0 } = {}) =>
      until(
        () => world.calls.find((call) => call.sequence > after && wanted(call)),
        timeoutMs,
        () =>
          `No call fits. The last ones: ${world.calls
            .slice(-8)
            .map(({ method, path, status }) => `${method} ${path} ${status}`)
            .join(', ')}`,
      ),
    addFault: (fault) => void world.faults.push({ ...fault, left: fault.times ?? 1 }),
    failLater: (code, containing = '') => void world.failures.push({ code, containing }),
    clearFaults() {
      world.faults.splice(0)
      world.failures.splice(0)
    },
    faults: () => [...world.strictness],
    push: (field, value) => webhook.offer('platform', { field, value }),
    post: webhook.post,
    holdWebhooks: () => webhook.hold(),
    delivered: async (timeoutMs = 5000) => {
      await until(
        () => (webhook.isIdle() ? true : undefined),
        timeoutMs,
        () => 'The webhook still refuses what it is sent',
      )
    },
    get repeats() {
      return webhook.repeats
    },
    advanceClock: (seconds) => world.clock.advance(seconds),
    async close() {
      webhook.close()
      const closed = once(http, 'close')
      http.close()
      http.closeAllConnections()
      await closed
    },
  }
}
