// Sheets of A4 and a pen: letters of PT Sans (embedded, so that every letter of both languages shows everywhere), lines broken to a
// width, and a new sheet when one is full. Nothing here knows the clock: the same calls make the same bytes.
import { fileURLToPath } from 'node:url'
import { printableLines } from '../domain/printable-text.ts'

export interface Ink {
  readonly size?: number
  readonly bold?: boolean
  readonly color?: string
}

export interface Paper {
  /** Where the next line begins, in points from the top. */
  y: number
  readonly left: number
  readonly right: number
  /** How many sheets there are so far. */
  readonly sheets: number
  /** Begins a new sheet when less than so much is left on this one. */
  need(height: number): void
  /** Called on each further sheet, to repeat what stands at its head. */
  onSheet: () => void
  widthOf(text: string, ink?: Ink): number
  /** Lines that fit: broken between words, and inside one that is longer than a line. */
  wrap(text: string, width: number, ink?: Ink): readonly string[]
  /** One line of text at `y`, which stays where it is. `align: 'right'`: x is where it ends. */
  write(text: string, x: number, options?: Ink & { readonly align?: 'right' }): void
  rule(color?: string): void
  /** Squares of a side, from rows of what is dark. */
  squares(rows: readonly (readonly boolean[])[], x: number, y: number, side: number): void
  /** Writes at the foot of every sheet, and gives the file. */
  finish(foot: (sheet: number, sheets: number) => string): Promise<Buffer>
}

const margin = 50
const bottom = 841.89 - 60
const fontSize = 9.5
const grey = '#6b7280'

/** @param about names the document for readers; `day` is when it was made, as it says itself. */
export async function openPaper(about: { title: string; author: string; language: string; day: string }): Promise<Paper> {
  // Loaded when the first document is wanted: most processes never print one.
  const { default: PDFDocument } = await import('pdfkit')
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    bufferPages: true,
    pdfVersion: '1.7',
    lang: about.language,
    displayTitle: true,
    info: { Title: plain(about.title), Author: plain(about.author), CreationDate: new Date(`${about.day}T00:00:00Z`) },
    font: fontFiles.regular,
  })
  const file = collect(doc)

  function take({ size = fontSize, bold = false, color = '#111827' }: Ink = {}): void {
    doc
      .font(bold ? fontFiles.bold : fontFiles.regular)
      .fontSize(size)
      .fillColor(color)
  }
  /** Letters the font lacks show as a question mark; marks that would stand over one are left out. */
  function known(text: string): string {
    const { font } = (doc as unknown as { _font: { font: { hasGlyphForCodePoint(point: number): boolean } } })._font
    return [...text]
      .map((letter) => (font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0) ? letter : /\p{M}/u.test(letter) ? '' : '?'))
      .join('')
  }
  const measure = (text: string) => doc.widthOfString(text)

  const paper: Paper = {
    y: margin,
    left: margin,
    right: 595.28 - margin,
    get sheets() {
      return doc.bufferedPageRange().count
    },
    onSheet: () => undefined,
    need(height) {
      if (paper.y + height <= bottom) return
      doc.addPage()
      paper.y = margin
      paper.onSheet()
    },
    widthOf(text, ink) {
      take(ink)
      return measure(known(text))
    },
    wrap(text, width, ink) {
      take(ink)
      return printableLines(text).flatMap((line) => breakLine(known(line), width, measure))
    },
    write(text, x, options = {}) {
      take(options)
      const line = known(text)
      if (line === '') return
      doc.text(line, options.align === 'right' ? x - measure(line) : x, paper.y, { lineBreak: false })
    },
    rule(color = '#d1d5db') {
      doc.moveTo(paper.left, paper.y).lineTo(paper.right, paper.y).lineWidth(0.6).strokeColor(color).stroke()
    },
    squares(rows, x, y, side) {
      rows.forEach((row, down) => {
        row.forEach((dark, across) => {
          if (dark) doc.rect(x + across * side, y + down * side, side, side)
        })
      })
      doc.fill('#000000')
    },
    async finish(foot) {
      for (let sheet = 0; sheet < paper.sheets; sheet++) {
        doc.switchToPage(sheet)
        paper.y = 841.89 - 40
        paper.write(foot(sheet + 1, paper.sheets), paper.right, { size: 8, color: grey, align: 'right' })
      }
      doc.end()
      return file
    },
  }
  return paper
}

/** The document's own description of itself is XML, which the library writes without escaping. */
function plain(text: string): string {
  return text.replace(/[<>&]/g, '')
}

function breakLine(line: string, width: number, measure: (text: string) => number): readonly string[] {
  const space = measure(' ')
  const lines: string[] = []
  let begun = ''
  let reach = 0
  for (const word of line.split(' ')) {
    for (const piece of cutWord(word, width, measure)) {
      const wide = measure(piece)
      if (begun !== '' && reach + space + wide > width) {
        lines.push(begun)
        begun = ''
      }
      reach = begun === '' ? wide : reach + space + wide
      begun = begun === '' ? piece : `${begun} ${piece}`
    }
  }
  return [...lines, begun]
}

/** The word, or, when it is wider than a line, as many pieces as it takes. */
function cutWord(word: string, width: number, measure: (text: string) => number): readonly string[] {
  if (measure(word) <= width) return [word]
  const pieces: string[] = []
  let piece = ''
  let reach = 0
  for (const letter of word) {
    const wide = measure(letter)
    if (piece !== '' && reach + wide > width) {
      pieces.push(piece)
      piece = ''
      reach = 0
    }
    piece += letter
    reach += wide
  }
  return [...pieces, piece]
}

function collect(doc: NodeJS.ReadableStream): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    doc.on('data', (part: Buffer) => parts.push(part))
    doc.on('end', () => resolve(Buffer.concat(parts)))
    doc.on('error', reject)
  })
}

const pathOf = (file: string) => fileURLToPath(import.meta.resolve(`@expo-google-fonts/pt-sans/${file}`))
const fontFiles = { regular: pathOf('400Regular/PTSans_400Regular.ttf'), bold: pathOf('700Bold/PTSans_700Bold.ttf') }
