// The bytes of one connection as frames: an intro header once, then lengths of three bytes, each with its content.
// Decryption and meaning are elsewhere.

const introLength = 4
const prologueHead = 7

export interface FrameReader {
  /** The intro header of the client, which both sides mix into the handshake; null before it came. */
  readonly intro: Buffer | null
  /** @returns the frames that are whole now. @throws when the intro is not that of the protocol. */
  read(bytes: Buffer): Buffer[]
}

export function createFrameReader(): FrameReader {
  let waiting: Buffer = Buffer.alloc(0)
  let intro: Buffer | null = null

  function takeIntro(): boolean {
    // Routing information that the server once handed out comes before the intro.
    if (waiting.subarray(0, 2).toString() === 'ED') {
      if (waiting.length < prologueHead) return false
      const length = waiting.readUIntBE(4, 3)
      if (waiting.length < prologueHead + length + introLength) return false
      waiting = waiting.subarray(prologueHead + length)
    }
    if (waiting.length < introLength) return false
    if (waiting.subarray(0, 2).toString() !== 'WA') throw new Error('The connection does not begin with the intro header')
    intro = waiting.subarray(0, introLength)
    waiting = waiting.subarray(introLength)
    return true
  }

  return {
    get intro() {
      return intro
    },
    read(bytes) {
      waiting = Buffer.concat([waiting, bytes])
      const frames: Buffer[] = []
      if (intro === null && !takeIntro()) return frames
      while (waiting.length >= 3) {
        const end = 3 + waiting.readUIntBE(0, 3)
        if (waiting.length < end) break
        frames.push(waiting.subarray(3, end))
        waiting = waiting.subarray(end)
      }
      return frames
    },
  }
}

export function framed(content: Uint8Array): Buffer {
  const head = Buffer.alloc(3)
  head.writeUIntBE(content.byteLength, 0, 3)
  return Buffer.concat([head, content])
}
