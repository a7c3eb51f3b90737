// The smallest load balancer: each request goes to the next address in turn, and to the one after it when nobody listens
// there. A request that breaks off after it was handed over is answered 502, as a real balancer would.
import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RoundRobin {
  readonly url: string
  close(): Promise<void>
}

export async function startRoundRobin(ports: readonly number[]): Promise<RoundRobin> {
  const agent = new Agent({ keepAlive: true, maxSockets: 100 })
  let turn = 0

  function forward(incoming: IncomingMessage, body: Buffer, response: ServerResponse, left: number): void {
    const port = ports[turn++ % ports.length]
    const { method, headers, url: path } = incoming
    const outgoing = request({ host: '127.0.0.1', port, method, headers, path, agent }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.on('error', () => response.destroy())
      answer.pipe(response)
    })
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' && left > 1) return forward(incoming, body, response, left - 1)
      if (!response.headersSent) response.writeHead(502)
      response.end()
    })
    outgoing.end(body)
  }

  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of incoming) chunks.push(chunk as Buffer)
      forward(incoming, Buffer.concat(chunks), response, ports.length)
    } catch {
      response.destroy()
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      agent.destroy()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
