// A QR code is read by other people's phones: what has to be right is where its dots are.
import { encode } from 'uqr'
import { expect, test } from 'vitest'
import { renderPng } from '../../src/services/draw-picture.ts'
import { drawQr, qrSize } from '../../src/services/draw-qr.ts'
import { readPixels } from '../playground/shrink-png.ts'

const link = 'https://t.me/kolmisoft_bot?start=0123456789abcdefABCDEQ'

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
