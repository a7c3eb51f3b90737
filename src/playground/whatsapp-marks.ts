// WhatsApp's marks in a text (*bold*, _italic_, ~struck~, `code`) as the page's entities, the marks themselves taken out: what a
// person's app shows.

interface Entity {
  readonly type: 'bold' | 'italic' | 'strikethrough' | 'code' | 'pre'
  readonly offset: number
  readonly length: number
}

const marks = [
  ['```', 'pre'],
  ['`', 'code'],
  ['*', 'bold'],
  ['_', 'italic'],
  ['~', 'strikethrough'],
] as const

/** Only a mark with something between, and nothing but its own end against its inner sides, counts. */
export function readWhatsAppMarks(text: string): { readonly text: string; readonly entities: readonly Entity[] } {
  const entities: Entity[] = []
  let shown = ''
  let at = 0
  while (at < text.length) {
    const found = markAt(text, at)
    if (found === null) {
      shown += text[at]
      at += 1
      continue
    }
    const isPlain = found.type === 'pre' || found.type === 'code'
    const inner = isPlain ? { text: found.inner, entities: [] } : readWhatsAppMarks(found.inner)
    const offset = shown.length
    entities.push({ type: found.type, offset, length: inner.text.length })
    entities.push(...inner.entities.map((entity) => ({ ...entity, offset: entity.offset + offset })))
    shown += inner.text
    at = found.end
  }
  return { text: shown, entities }
}

function markAt(text: string, at: number): { type: Entity['type']; inner: string; end: number } | null {
  for (const [mark, type] of marks) {
    if (!text.startsWith(mark, at) || isWord(text[at - 1])) continue
    const from = at + mark.length
    const close = text.indexOf(mark, from)
    const inner = text.slice(from, close)
    const fits = close > from && (type === 'pre' || (!inner.includes('\n') && inner === inner.trim()))
    if (fits && !isWord(text[close + mark.length])) return { type, inner, end: close + mark.length }
  }
  return null
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character)
}
