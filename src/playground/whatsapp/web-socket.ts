// The server's end of one WebSocket (RFC 6455) on an upgraded HTTP connection: handshake, frames, closing.
// No extensions, no sub-protocols. What the bytes mean is not known here.
import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

export interface WebSocketEnd {
  send(bytes: Uint8Array): void
  /** Ends politely with a close frame. */
  close(code?: number): void
  /** Cuts the line without a word. */
  destroy(): void
}

export interface WebSocketListeners {
  message(bytes: Buffer): void
  /** Once, however it ended. */
  closed(): void
}

const accepted = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 }

export function acceptWebSocket(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  listeners: WebSocketListeners,
): WebSocketEnd | null {
  const key = request.headers['sec-websocket-key']
  if (typeof key !== 'string') {
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
    return null
  }
  const answer = createHash('sha1')
    .update(key + accepted)
    .digest('base64')
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${answer}\r\n\r\n`,
  )

  let waiting: Buffer = Buffer.alloc(0)
  let parts: Buffer[] = []
  let closing = false

  function write(opcode: number, bytes: Uint8Array): void {
    if (socket.writable) socket.write(Buffer.concat([frameHead(opcode, bytes.byteLength), bytes]))
  }

  function close(code = 1000): void {
    if (closing) return
    closing = true
    const reason = Buffer.alloc(2)
    reason.writeUInt16BE(code)
    write(opcodes.close, reason)
    socket.end()
  }

  function take({ opcode, last, bytes }: Frame): void {
    if (opcode === opcodes.close) return void close()
    if (opcode === opcodes.ping) return void write(opcodes.pong, bytes)
    if (opcode === opcodes.pong) return
    parts.push(bytes)
    if (!last) return
    const whole = Buffer.concat(parts)
    parts = []
    listeners.message(whole)
  }

  function receive(bytes: Buffer): void {
    waiting = Buffer.concat([waiting, bytes])
    for (let read = readFrame(waiting); read !== null && !closing; read = readFrame(waiting)) {
      waiting = waiting.subarray(read.length)
      take(read.frame)
    }
  }

  socket.on('data', receive)
  socket.on('error', () => socket.destroy())
  // A client that was cut off says no more than this; an upgraded line stays half open by itself.
  socket.once('end', () => socket.end())
  socket.once('close', listeners.closed)
  if (head.length > 0) receive(head)
  return { send: (bytes) => write(opcodes.binary, bytes), close, destroy: () => void socket.destroy() }
}

interface Frame {
  readonly opcode: number
  readonly last: boolean
  readonly bytes: Buffer
}

/** The first frame in the bytes and its length there; null while it is not whole. */
function readFrame(from: Buffer): { frame: Frame; length: number } | null {
  if (from.length < 2) return null
  const first = from.readUInt8(0)
  const second = from.readUInt8(1)
  const short = second & 0x7f
  const maskAt = short === 127 ? 10 : short === 126 ? 4 : 2
  const masked = (second & 0x80) !== 0
  const begin = maskAt + (masked ? 4 : 0)
  if (from.length < begin) return null
  const size = short === 127 ? Number(from.readBigUInt64BE(2)) : short === 126 ? from.readUInt16BE(2) : short
  if (from.length < begin + size) return null
  const bytes = Buffer.from(from.subarray(begin, begin + size))
  if (masked) unmask(bytes, from.subarray(maskAt, begin))
  return { frame: { opcode: first & 0x0f, last: (first & 0x80) !== 0, bytes }, length: begin + size }
}

function unmask(bytes: Buffer, mask: Buffer): void {
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = (bytes[at] ?? 0) ^ (mask[at % 4] ?? 0)
}

function frameHead(opcode: number, size: number): Buffer {
  const head = Buffer.alloc(size < 126 ? 2 : size < 65_536 ? 4 : 10)
  head.writeUInt8(0x80 | opcode, 0)
  head.writeUInt8(size < 126 ? size : size < 65_536 ? 126 : 127, 1)
  if (head.length === 4) head.writeUInt16BE(size, 2)
  if (head.length === 10) head.writeBigUInt64BE(BigInt(size), 2)
  return head
}
