// Width and height of a picture, read from its first bytes. Knows the few formats that can be sent as photos.

export interface ImageSize {
  readonly width: number
  readonly height: number
}

/** undefined for what is no picture, or breaks off before it says its size. */
export function imageSize(bytes: Buffer): ImageSize | undefined {
  const start = bytes.subarray(0, 16).toString('latin1')
  if (start.startsWith('\x89PNG')) return sizeWithin(bytes, 24, () => [bytes.readUInt32BE(16), bytes.readUInt32BE(20)])
  if (start.startsWith('GIF8')) return sizeWithin(bytes, 10, () => [bytes.readUInt16LE(6), bytes.readUInt16LE(8)])
  if (start.startsWith('BM')) return sizeWithin(bytes, 26, () => [bytes.readInt32LE(18), Math.abs(bytes.readInt32LE(22))])
  if (start.startsWith('\xff\xd8\xff')) return jpegSize(bytes)
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return webpSize(bytes)
  return undefined
}

function sizeWithin(bytes: Buffer, needed: number, read: () => readonly [width: number, height: number]): ImageSize | undefined {
  if (bytes.length < needed) return undefined
  const [width, height] = read()
  return width > 0 && height > 0 ? { width, height } : undefined
}

/** Goes from marker to marker until the one that begins the frame. */
function jpegSize(bytes: Buffer): ImageSize | undefined {
  let at = 2
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    const begin = at
    if (frame) return sizeWithin(bytes, begin + 9, () => [bytes.readUInt16BE(begin + 7), bytes.readUInt16BE(begin + 5)])
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2)
  }
  return undefined
}

function webpSize(bytes: Buffer): ImageSize | undefined {
  switch (bytes.subarray(12, 16).toString('latin1')) {
    case 'VP8X':
      return sizeWithin(bytes, 30, () => [1 + bytes.readUIntLE(24, 3), 1 + bytes.readUIntLE(27, 3)])
    case 'VP8 ':
      return sizeWithin(bytes, 30, () => [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff])
    case 'VP8L':
      return sizeWithin(bytes, 25, () => {
        const bits = bytes.readUInt32LE(21)
        return [(bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1]
      })
    default:
      return undefined
  }
}
