// The Cloud API's channel against the loopback Graph server, with a store that remembers, and a small HTTP server that hands
// webhooks to the channel as the service's own does.
import { EventEmitter } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CloudChannel, type CloudOptions, createCloudChannel } from '../../../../src/channels/whatsapp/cloud/channel.ts'
import type { TemplateName } from '../../../../src/channels/whatsapp/cloud/template-holds.ts'
import type { DeliveryReport, InboundMessage, OutboundContent, SendContext, SendOutcome } from '../../../../src/domain/channel.ts'
import { type GraphServer, startGraphServer } from '../../../../src/playground/graph/graph-server.ts'

export interface CloudRig {
  readonly graph: GraphServer
  readonly channel: CloudChannel
  readonly messages: InboundMessage[]
  readonly reports: DeliveryReport[]
  readonly log: string[]
  readonly held: Map<string, string>
  /** Addresses of people who were known before. */
  readonly known: Set<string>
  readonly webhookUrl: string
  /** The next stores fail, as with the database away. */
  failStores(times: number): void
  /** Moves the desk's clock and Meta's. */
  advance(seconds: number): void
  now(): Date
  received(fits: (message: InboundMessage) => boolean): Promise<InboundMessage>
  reported(fits: (report: DeliveryReport) => boolean): Promise<DeliveryReport>
  send(address: string, content: OutboundContent, context?: Partial<SendContext>): Promise<SendOutcome>
  close(): Promise<void>
}

export interface CloudRigOptions extends Partial<CloudOptions> {
  readonly started?: boolean
}

export async function createCloudRig({ started = true, ...options }: CloudRigOptions = {}): Promise<CloudRig> {
  const graph = await startGraphServer()
  const events = new EventEmitter().setMaxListeners(0)
  const messages: InboundMessage[] = []
  const reports: DeliveryReport[] = []
  const seen = new Set<string>()
  const log: string[] = []
  const held = new Map<string, string>()
  const known = new Set<string>()
  let failures = 0
  let ahead = 0
  let keys = 0
  const now = () => new Date(Date.now() + ahead * 1000)
  const line = (fields: object, message: string) => void log.push(`${message} ${JSON.stringify(fields)}`)
  const nameOf = ({ name, language }: TemplateName) => `${name} ${language}`
  const channel = createCloudChannel({
    apiRoot: graph.apiRoot,
    token: graph.token,
    phoneNumberId: graph.phoneNumberId,
    businessId: graph.businessId,
    appSecret: graph.appSecret,
    verifyToken: graph.verifyToken,
    templates: { '*': { en: 'desk_notice', lt: 'desk_notice' } },
    proactive: true,
    listButton: 'Choose / Pasirinkti',
    holds: {
      isHeld: async (template) => held.has(nameOf(template)),
      hold: async (template, reason) => void held.set(nameOf(template), reason),
      lift: async (template) => void held.delete(nameOf(template)),
    },
    state: null,
    knowsAddress: async (address) => known.has(address),
    log: { debug: line, info: line, warn: line, error: line },
    now,
    callTimeoutSeconds: 2,
    ...options,
  })

  function fail(): void {
    if (failures === 0) return
    failures -= 1
    throw new Error('the database is away')
  }

  const front = createServer((request, response) => void relay(request, response))
  async function relay(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (request.method === 'GET') {
      const { status, body = '' } = channel.webhook.challenge(Object.fromEntries(url.searchParams))
      return void response.writeHead(status).end(body)
    }
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { status } = await channel.webhook.handle({ headers: request.headers, body: Buffer.concat(chunks) })
    response.writeHead(status).end()
  }
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
  const webhookUrl = `http://127.0.0.1:${(front.address() as AddressInfo).port}${channel.webhook.path}`

  if (started) {
    await channel.start({
      async messages(batch) {
        fail()
        for (const message of batch) {
          if (seen.has(message.externalId)) continue
          seen.add(message.externalId)
          messages.push(message)
        }
        events.emit('change')
      },
      async reports(batch) {
        fail()
        reports.push(...batch)
        events.emit('change')
      },
    })
    await graph.setWebhook(webhookUrl)
  }

  async function waitFor<Found>(look: () => Found | undefined): Promise<Found> {
    for (;;) {
      const found = look()
      if (found !== undefined) return found
      await new Promise((resolve) => events.once('change', resolve))
    }
  }

  return {
    graph,
    channel,
    messages,
    reports,
    log,
    held,
    known,
    webhookUrl,
    failStores(times) {
      failures = times
    },
    advance(seconds) {
      ahead += seconds
      graph.advanceClock(seconds)
    },
    now,
    received: (fits) => waitFor(() => messages.find(fits)),
    reported: (fits) => waitFor(() => reports.find(fits)),
    async send(address, content, context = {}) {
      keys += 1
      let last: SendOutcome = { kind: 'sent', messageIds: [] }
      for (const [index, part] of channel.split(content).entries()) {
        last = await channel.send(address, part, {
          open: () => Promise.reject(new Error('no file')),
          key: `${keys}:${index}`,
          lastHeardAt: now(),
          notice: null,
          ...context,
        })
        if (last.kind !== 'sent') return last
      }
      return last
    },
    async close() {
      await channel.stop()
      await graph.close()
      front.closeAllConnections()
      front.close()
    },
  }
}
