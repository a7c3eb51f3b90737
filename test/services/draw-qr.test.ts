// A QR code is read by other people's phones: what has to be right is where its dots are.
import jsqr from 'jsqr'
import { encode } from 'uqr'
import { expect, test } from 'vitest'
import { renderPng } from '../../src/services/draw-picture.ts'
import { drawQr, qrSize } from '../../src/services/draw-qr.ts'
import { readPixels } from '../playground/shrink-png.ts'

const link = 'https://t.me/kolmisoft_bot?start=0123456789abcdefABCDEQ'

/** What a reader that knows nothing of how we draw finds in a picture; null: nothing. */
function readQr(picture: Uint8Array): string | null {
  const { width, height, pixels } = readPixels(Buffer.from(picture))
  const rgba = new Uint8ClampedArray(width * height * 4)
  for (const [n, color] of pixels.entries()) rgba.set([(color >> 16) & 255, (color >> 8) & 255, color & 255, 255], n * 4)
  return jsqr.default(rgba, width, height)?.data ?? null
}

test.each([
  link,
  'https://t.me/a?start=0123456789abcdefABCDEQ',
  `https://t.me/${'a_long_name_of_a_bot_'.repeat(3)}bot?start=${'Ab0-_'.repeat(12)}`,
])('a reader of others’ making finds the link in the picture: %s', async (said) => {
  expect(readQr(await renderPng(drawQr({ link: said, title: 'Rūta' })))).toBe(said)
})

test('a picture with wrong dots is not read as the link', async () => {
  let dots = 0
  const spoilt = drawQr({ link, title: 'Rūta' }).replace(/M\d+ \d+h1v1h-1z/g, (dot) => (dots++ % 3 === 0 ? '' : dot))
  expect(dots).toBeGreaterThan(300)
  expect(readQr(await renderPng(spoilt))).not.toBe(link)
})

test('every dot of the code stands in the picture where it belongs, with a quiet margin around', async () => {
  const { width, height, pixels } = readPixels(await renderPng(drawQr({ link, title: 'Rūta <Baltic & Co>' })))
  expect({ width, height }).toEqual(qrSize)
  const { data, size } = encode(link, { ecc: 'M', border: 4 })
  const scale = (width - 80) / size
  const isDark = (x: number, y: number) => {
    const color = pixels[Math.floor(40 + (y + 0.5) * scale) * width + Math.floor(40 + (x + 0.5) * scale)] ?? 0xffffff
    return (color & 255) < 128
  }
  const drawn = data.map((row, y) => row.map((_, x) => isDark(x, y)))
  expect(drawn).toEqual(data)
  expect(drawn.slice(0, 4).flat()).not.toContain(true)
})

/** The mark that a phone looks for in three corners. */
const finder = ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######']

test('the three corners that a phone looks for are there, and no fourth', () => {
  const { data, size } = encode(link, { ecc: 'M', border: 0 })
  const corner = (x: number, y: number) =>
    finder.map((_, row) => finder.map((__, column) => (data[y + row]?.[x + column] === true ? '#' : '.')).join(''))
  const far = size - 7
  expect([corner(0, 0), corner(far, 0), corner(0, far)]).toEqual([finder, finder, finder])
  expect(corner(far, far)).not.toEqual(finder)
})

test('a name cannot break the picture', () => {
  expect(drawQr({ link, title: '</text><script>' })).not.toContain('<script>')
})
