// Reads back what a PDF of ours says: pages with their texts and where they stand, filled squares, fonts. Follows the file's own
// table of objects, as a viewer does, and knows no more of the format than our documents use.
import { inflateSync } from 'node:zlib'

export interface PdfText {
  readonly x: number
  /** Points from the top of the page to the line's base. */
  readonly y: number
  readonly size: number
  readonly text: string
}

export interface PdfPage {
  readonly texts: readonly PdfText[]
  /** All texts, in the order they were written. */
  readonly said: readonly string[]
  /** Left top corners of filled rectangles. */
  readonly squares: readonly { readonly x: number; readonly y: number }[]
}

export interface Pdf {
  readonly pages: readonly PdfPage[]
  readonly fonts: readonly string[]
  readonly id: string
  /** The catalogue's dictionary and the info's, as they stand. */
  readonly catalog: string
  readonly metadata: string
}

export function readPdf(bytes: Buffer): Pdf {
  const file = bytes.toString('latin1')
  if (!file.startsWith('%PDF-1.7\n') || !file.endsWith('%%EOF\n')) throw new Error('not a whole PDF')
  const objects = readObjects(file)
  const trailer = /trailer\n([\s\S]*?)startxref/.exec(file)?.[1] ?? ''
  const at = (reference: string | undefined) => objects.get(Number(reference)) ?? ''
  const catalog = at(/\/Root (\d+) 0 R/.exec(trailer)?.[1])
  const tree = at(/\/Pages (\d+) 0 R/.exec(catalog)?.[1])
  const kids = [...(/\/Kids \[(.*?)\]/s.exec(tree)?.[1] ?? '').matchAll(/(\d+) 0 R/g)].map((kid) => at(kid[1]))
  if (kids.length !== Number(/\/Count (\d+)/.exec(tree)?.[1])) throw new Error('pages are missing')
  const fonts = new Set<string>()
  const pages = kids.map((page) => {
    if (!page.includes('/MediaBox [0 0 595.28 841.89]')) throw new Error('a page that is not A4')
    const resources = at(/\/Resources (\d+) 0 R/.exec(page)?.[1])
    const letters = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', reference]) => {
        const font = at(reference)
        fonts.add(/\/BaseFont \/(\S+)/.exec(font)?.[1] ?? '')
        return [name, readLetters(stream(at(/\/ToUnicode (\d+) 0 R/.exec(font)?.[1])))]
      }),
    )
    return readPage(stream(at(/\/Contents (\d+) 0 R/.exec(page)?.[1])), letters)
  })
  const metadata = Buffer.from(
    /stream\n([\s\S]*)\nendstream/.exec(at(/\/Metadata (\d+) 0 R/.exec(catalog)?.[1]))?.[1] ?? '',
    'latin1',
  )
  const id = /\/ID \[<(\w+)>/.exec(trailer)?.[1] ?? ''
  return { pages, fonts: [...fonts].sort(), id, catalog, metadata: metadata.toString('utf8') }
}

function readObjects(file: string): ReadonlyMap<number, string> {
  const start = Number(/startxref\n(\d+)\n/.exec(file)?.[1])
  const rows = file.slice(start).split('\n').slice(2)
  const objects = new Map<number, string>()
  for (const [number, row] of rows.entries()) {
    const place = /^(\d{10}) 00000 n $/.exec(row)?.[1]
    if (place === undefined) {
      if (number > 0) break
      continue
    }
    const body = file.slice(Number(place))
    if (!body.startsWith(`${number} 0 obj`)) throw new Error(`object ${number} is not where the table says`)
    objects.set(number, body.slice(0, body.indexOf('\nendobj')))
  }
  return objects
}

function stream(object: string): string {
  const length = Number(/\/Length (\d+)/.exec(object)?.[1])
  const from = object.indexOf('stream\n') + 'stream\n'.length
  return inflateSync(Buffer.from(object.slice(from, from + length), 'latin1')).toString('latin1')
}

/** What each letter's number in the font stands for. */
function readLetters(map: string): ReadonlyMap<number, string> {
  const letters = new Map<number, string>()
  for (const [, first = '', list = ''] of map.matchAll(/<(\w{4})> <\w{4}> \[(.*?)\]/gs)) {
    const texts = [...list.matchAll(/<([\w ]+)>/g)].map(([, code = '']) =>
      Buffer.from(code.replace(/ /g, ''), 'hex').swap16().toString('utf16le'),
    )
    texts.forEach((text, place) => {
      letters.set(Number.parseInt(first, 16) + place, text)
    })
  }
  return letters
}

function readPage(content: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): PdfPage {
  const blocks = content.matchAll(/1 0 0 1 ([\d.-]+) ([\d.-]+) Tm\n\/(F\d+) ([\d.]+) Tf\n(?:.*\n)*?\[(.*)\] TJ/g)
  const texts = [...blocks].map(([, x, y, name = '', size, shown = '']) => {
    const codes = [...shown.matchAll(/<(\w+)>/g)].flatMap(([, run = '']) => run.match(/.{4}/g) ?? [])
    const text = codes.map((code) => fonts.get(name)?.get(Number.parseInt(code, 16)) ?? '\ufffd').join('')
    return { x: Number(x), y: 841.89 - Number(y), size: Number(size), text }
  })
  const squares = [...content.matchAll(/([\d.-]+) ([\d.-]+) [\d.]+ [\d.]+ re/g)].map(([, x, y]) => ({
    x: Number(x),
    y: Number(y),
  }))
  return { texts, said: texts.map(({ text }) => text), squares }
}
