// The clients that are connected: each line from its upgrade to its end, handed to login, pairing or the router as it goes.
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type BinaryNode, type KeyPair, proto } from '@whiskeysockets/baileys'
import { clientDevices, deliverToAll } from './client-queue.ts'
import { createConnection } from './connection.ts'
import type { ConnectionView } from './contract.ts'
import type { Candidate } from './linking.ts'
import { logIn } from './login.ts'
import { offerPairing, takeFromCandidate } from './pairing.ts'
import { route } from './router.ts'
import { acceptWebSocket } from './web-socket.ts'
import { type ClientDevice, changed, fault, freshId, type Line, stamp, type World } from './world.ts'

const mostStanzas = 5000

interface Client {
  readonly since: Date
  line: Line | null
  device: ClientDevice | null
  candidate: Candidate | null
}

export interface Clients {
  readonly candidates: ReadonlySet<Candidate>
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void
  lines(of?: { readonly number: string }): Line[]
  views(): ConnectionView[]
  publish(newsletter: string, text: string): void
  close(): void
}

export function createClients(world: World, serverKey: KeyPair, chain: Uint8Array, mediaHost: string): Clients {
  const clients = new Set<Client>()
  const candidates = new Set<Candidate>()
  const sockets = new Set<Duplex>()

  function enter(client: Client, line: Line, clientKey: Buffer, payload: proto.ClientPayload): void {
    client.line = line
    if (payload.devicePairingData) {
      client.candidate = offerPairing(world, line, clientKey, payload)
      candidates.add(client.candidate)
    } else {
      client.device = logIn(world, line, clientKey, payload)
    }
  }

  function take(client: Client, node: BinaryNode): Promise<void> | void {
    world.stanzas.push(node)
    if (world.stanzas.length > mostStanzas) world.stanzas.shift()
    if (client.candidate) return takeFromCandidate(world, client.candidate, node)
    // A line that was replaced may still have words on their way.
    if (client.device?.line === client.line && client.device) return route(world, client.device, node, mediaHost)
  }

  function leave(client: Client, socket: Duplex): void {
    sockets.delete(socket)
    clients.delete(client)
    if (client.candidate) candidates.delete(client.candidate)
    const { device } = client
    if (device && device.line === client.line) {
      device.line = null
      device.ready = false
    }
    changed(world)
  }

  return {
    candidates,
    accept(request, socket, head) {
      const client: Client = { since: new Date(), line: null, device: null, candidate: null }
      clients.add(client)
      sockets.add(socket)
      const end = acceptWebSocket(request, socket, head, {
        message: (bytes) => connection?.receive(bytes),
        closed: () => leave(client, socket),
      })
      const connection =
        end &&
        createConnection(end, serverKey, chain, world.switches, {
          entered: (line, { clientKey, payload }) => enter(client, line, clientKey, payload),
          stanza: (node) => take(client, node),
          failed: (words) => fault(world, `A connection failed: ${words}`),
        })
    },
    lines: (of) =>
      [...clients]
        .filter(({ device }) => of === undefined || device?.account.number === of.number)
        .map(({ line }) => line)
        .filter((line) => line !== null),
    views: () => [...clients].map(viewOf),
    publish(newsletter, text) {
      const plain = proto.Message.encode({ conversation: text }).finish()
      const content = [{ tag: 'plaintext', attrs: {}, content: plain }]
      for (const account of world.accounts.values()) {
        const attrs = { id: freshId(world), from: `${newsletter}@newsletter`, type: 'text', t: stamp(world), server_id: '1' }
        if (clientDevices(account).length > 0) deliverToAll(world, account, { tag: 'message', attrs, content })
      }
    },
    close() {
      for (const socket of sockets) socket.destroy()
    },
  }
}

function viewOf({ since, device, candidate }: Client): ConnectionView {
  const state = candidate ? 'pairing' : device ? (device.ready ? 'ready' : 'logged-in') : 'handshake'
  return { account: device?.account.number, device: device?.id, since, state }
}
