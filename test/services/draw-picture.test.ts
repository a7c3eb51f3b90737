// Pictures that the desk draws itself: the right size, letters of both languages, and what the weeks were like.
import { describe, expect, test } from 'vitest'
import { drawPicture, renderPng } from '../../src/services/draw-picture.ts'
import { drawWeeks, pictureSize, type Week } from '../../src/services/draw-weeks.ts'
import { readPixels } from '../playground/shrink-png.ts'

const words = { title: 'Naujos užklausos', opened: 'Naujos', minutes: 'Pirmas atsakymas' }
const bar = 0xa9c1e4
const line = 0xb4420f

async function draw(weeks: readonly Week[]) {
  const { width, height, pixels } = readPixels(await drawPicture({ kind: 'weeks', ...words, weeks }))
  const count = (color: number) => pixels.filter((pixel) => pixel === color).length
  return { width, height, bars: count(bar), lines: count(line), blank: pixels.every((pixel) => pixel === pixels[0]) }
}

const week = (opened: number, minutes: number | null): Week => ({ label: '23 Nov', opened, minutes })

describe('the picture of the weeks', () => {
  test('is as large as it says, and shows bars and a line', async () => {
    const drawn = await draw([week(3, 10), week(5, 20), week(2, 15)])
    expect(drawn).toMatchObject({ ...pictureSize, blank: false })
    expect(drawn.bars).toBeGreaterThan(50_000)
    expect(drawn.lines).toBeGreaterThan(3000)
  })

  test('a week with twice the tickets has a bar twice as high', async () => {
    const legend = (await draw([week(0, null), week(0, null)])).bars
    const one = (await draw([week(4, null), week(0, null)])).bars - legend
    const both = (await draw([week(4, null), week(2, null)])).bars - legend
    expect(both / one).toBeCloseTo(1.5, 1)
  })

  test('a week without an answer leaves a gap in the line, and one alone is still a dot', () => {
    const svg = drawWeeks({ ...words, weeks: [week(1, 5), week(1, 6), week(1, null), week(1, 7)] })
    expect(svg.match(/<polyline/g)).toHaveLength(2)
    expect(svg.match(/<circle/g)).toHaveLength(3)
  })

  test.each([
    ['nothing at all', []],
    ['weeks in which nothing happened', [week(0, null), week(0, null)]],
    ['thousands of tickets', [week(12_345, 4000)]],
  ])('stays within its frame for %s', (_what, weeks) => {
    const svg = drawWeeks({ ...words, weeks })
    expect(svg).not.toMatch(/NaN|Infinity/)
    const heights = [...svg.matchAll(/ (?:y|cy)="(-?[\d.]+)"/g)].map((found) => Number(found[1]))
    expect(heights.every((y) => y >= 0 && y <= pictureSize.height)).toBe(true)
  })

  test('a title with signs of mark-up is shown as it is', async () => {
    const svg = drawWeeks({ ...words, title: 'A < B & C', weeks: [] })
    expect(svg).toContain('A &lt; B &amp; C')
    await expect(renderPng(svg)).resolves.toBeInstanceOf(Buffer)
  })
})

test('every Lithuanian letter has a shape of its own, without any font of the machine', async () => {
  const shapes = new Map<string, string>()
  for (const letter of 'aącčeęėiįsšuųūzžAĄCČEĘĖIĮSŠUŲŪZŽ\u{10ffff}') {
    const text = `<text x="20" y="90" font-family="PT Sans" font-size="80">${letter}</text>`
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="120"><rect width="120" height="120" fill="#fff"/>${text}</svg>`
    const { pixels } = readPixels(await renderPng(svg))
    const inked = pixels.reduce((ink, pixel) => ink + (pixel === 0xffffff ? 0 : 1), 0)
    if (letter.length === 1) expect(inked, letter).toBeGreaterThan(200)
    shapes.set(letter, pixels.join())
  }
  // Letters that a font lacks would all look like the one that no font has.
  expect(new Set(shapes.values()).size).toBe(shapes.size)
}, 20_000)
