// Makes a screenshot small: few colours are in it, so a palette and zlib's best do what the browser's quick encoder leaves.
// Reads what Chromium writes (8 bits, RGB or RGBA, not interlaced) and nothing else.
import { constants, crc32, deflateSync, inflateSync } from 'node:zlib'

const mostColors = 256

/** The same picture with at most 256 colours; the rare ones become the nearest of the frequent. */
export function shrinkPng(png: Buffer): Buffer {
  const { width, height, pixels } = readPixels(png)
  const counts = new Map<number, number>()
  for (const color of pixels) counts.set(color, (counts.get(color) ?? 0) + 1)
  const frequent = [...counts].sort((a, b) => b[1] - a[1]).map(([color]) => color)
  const palette = spread(frequent)
  const places = new Map(palette.map((color, place) => [color, place]))
  const rows = Buffer.alloc((width + 1) * height)
  for (const [at, color] of pixels.entries()) {
    let place = places.get(color)
    if (place === undefined) {
      place = nearest(palette, color)
      places.set(color, place)
    }
    rows[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = place
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  const colors = Buffer.from(palette.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]))
  const data = deflateSync(rows, { level: 9, memLevel: 9, strategy: constants.Z_DEFAULT_STRATEGY })
  return Buffer.concat([
    png.subarray(0, 8),
    ...(['IHDR', 'PLTE', 'IDAT', 'IEND'] as const).map((name) =>
      chunk(name, { IHDR: header, PLTE: colors, IDAT: data, IEND: Buffer.alloc(0) }[name]),
    ),
  ])
}

/** The most frequent first, but none that is hardly another than one already taken: the room goes to what differs. */
function spread(frequent: readonly number[]): number[] {
  const taken: number[] = []
  for (const closest of [24, 8, 0]) {
    for (const color of frequent) {
      if (taken.length >= mostColors) return taken
      if (!taken.includes(color) && taken.every((other) => distance(other, color) > closest ** 2)) taken.push(color)
    }
  }
  return taken
}

function nearest(palette: readonly number[], color: number): number {
  let best = 0
  for (const [place, other] of palette.entries()) if (distance(other, color) < distance(palette[best] ?? 0, color)) best = place
  return best
}

function distance(a: number, b: number): number {
  return ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2
}

export function readPixels(png: Buffer): { width: number; height: number; pixels: Uint32Array } {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const channels = png[25] === 6 ? 4 : 3
  const stride = width * channels
  const raw = inflateSync(Buffer.concat([...dataChunks(png)]))
  const pixels = new Uint32Array(width * height)
  let above = Buffer.alloc(stride)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)] ?? 0
    const line = Buffer.from(raw.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)))
    for (let x = 0; x < stride; x++) {
      const left = line[x - channels] ?? 0
      const [up, corner] = [above[x] ?? 0, above[x - channels] ?? 0]
      line[x] = ((line[x] ?? 0) + predicted(filter, left, up, corner)) & 255
    }
    for (let x = 0; x < width; x++) pixels[y * width + x] = line.readUIntBE(x * channels, 3)
    above = line
  }
  return { width, height, pixels }
}

function* dataChunks(png: Buffer): Generator<Buffer> {
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') yield png.subarray(at + 8, at + 8 + png.readUInt32BE(at))
}

/** The five filters of the PNG standard. */
function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left
    case 2:
      return up
    case 3:
      return (left + up) >> 1
    case 4: {
      const guess = left + up - corner
      const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
      return a <= b && a <= c ? left : b <= c ? up : corner
    }
    default:
      return 0
  }
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const around = Buffer.alloc(8)
  around.writeUInt32BE(data.length, 0)
  around.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)])
}
