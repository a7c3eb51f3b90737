// One client's line: handshake, then stanzas both ways, each decoded after the one before, or the counters run apart.
// Who the client is and what its stanzas mean is asked of the listeners.
import { type BinaryNode, decodeBinaryNode, encodeBinaryNode, type KeyPair, type proto } from '@whiskeysockets/baileys'
import { createFrameReader, framed } from './frames.ts'
import { createHandshake, type Transport } from './noise.ts'
import type { Switches } from './switches.ts'
import type { WebSocketEnd } from './web-socket.ts'
import type { Line } from './world.ts'

export interface ConnectionListeners {
  /** The handshake is done; from here on stanzas may be sent. */
  entered(line: Line, login: { readonly clientKey: Buffer; readonly payload: proto.ClientPayload }): void | Promise<void>
  stanza(node: BinaryNode): void | Promise<void>
  failed(words: string): void
}

export interface Connection {
  receive(bytes: Buffer): void
}

export function createConnection(
  socket: WebSocketEnd,
  serverKey: KeyPair,
  chain: Uint8Array,
  switches: Switches,
  listeners: ConnectionListeners,
): Connection {
  const reader = createFrameReader()
  const handshake = createHandshake(serverKey, chain)
  let stage: 'hello' | 'finish' | 'open' = 'hello'
  let transport: Transport | null = null
  let line: Promise<void> = Promise.resolve()

  function transmit(node: BinaryNode): void {
    if (transport === null || switches.silent) return
    socket.send(framed(transport.encrypt(encodeBinaryNode(node))))
  }

  const outward: Line = {
    // Timers of the same length end in the order they began, so nothing overtakes.
    send: (node) => void (switches.latencyMs > 0 ? setTimeout(transmit, switches.latencyMs, node) : transmit(node)),
    close: () => void (switches.latencyMs > 0 ? setTimeout(socket.close, switches.latencyMs) : socket.close()),
    cut: () => socket.destroy(),
  }

  async function take(frame: Buffer): Promise<void> {
    if (transport !== null) return listeners.stanza(await decodeBinaryNode(transport.decrypt(frame)))
    if (stage === 'hello') {
      socket.send(framed(handshake.hello(reader.intro ?? Buffer.alloc(0), frame)))
      stage = 'finish'
      return
    }
    const { clientKey, payload, transport: keys } = handshake.finish(frame)
    transport = keys
    stage = 'open'
    await listeners.entered(outward, { clientKey, payload })
  }

  return {
    receive(bytes) {
      try {
        for (const frame of reader.read(bytes)) {
          line = line.then(() => take(frame)).catch((error: unknown) => fail(error))
        }
      } catch (error) {
        fail(error)
      }
    },
  }

  function fail(error: unknown): void {
    listeners.failed(error instanceof Error ? (error.stack ?? error.message) : String(error))
    socket.destroy()
  }
}
