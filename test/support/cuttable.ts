// A wire that can be cut: a loopback proxy in front of a server, so that a test takes the server away and gives it back.
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

export interface Cuttable {
  /** The same address, through the wire. */
  readonly url: string
  /** Drops every connection and refuses new ones. */
  cut(): Promise<void>
  mend(): Promise<void>
}

/** Lays a wire to the server of a URL. Cut it when the test is done. */
export async function layWire(target: string): Promise<Cuttable> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let server: Server | null = null
  let ownPort = 0

  async function mend(): Promise<void> {
    server = createServer((near) => {
      const far = connect(Number(port), hostname)
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(one)
        one.setNoDelay(true)
        one.on('error', () => {})
        one.on('close', () => {
          sockets.delete(one)
          other.destroy()
        })
        one.pipe(other)
      }
    }).listen(ownPort, '127.0.0.1')
    await once(server, 'listening')
    ownPort = (server.address() as AddressInfo).port
  }

  await mend()
  const url = new URL(target)
  url.hostname = '127.0.0.1'
  url.port = String(ownPort)
  return {
    url: url.href,
    mend,
    async cut() {
      const closing = server
      server = null
      if (closing === null) return
      closing.close()
      for (const socket of sockets) socket.destroy()
      await once(closing, 'close')
    },
  }
}
