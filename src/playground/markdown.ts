// parse_mode MarkdownV2: marks become entities, with Telegram's refusals of what is broken. HTML is spoken in html.ts.
import { badRequest } from './api-error.ts'
import type { MessageEntity } from './telegram-objects.ts'

type Kind =
  | 'bold'
  | 'italic'
  | 'underline'
  | 'strikethrough'
  | 'spoiler'
  | 'code'
  | 'pre'
  | 'text_link'
  | 'custom_emoji'
  | 'blockquote'

interface OpenMark {
  readonly kind: Kind
  /** Where it begins, in the text and in the bytes of the source. */
  readonly offset: number
  readonly byteOffset: number
  readonly language?: string
  readonly expandable?: boolean
}

/** As Telegram calls them when their end is missing. */
const spoken: Readonly<Record<Kind, string>> = {
  bold: 'Bold',
  italic: 'Italic',
  underline: 'Underline',
  strikethrough: 'Strikethrough',
  spoiler: 'Spoiler',
  code: 'Code',
  pre: 'Pre',
  text_link: 'TextUrl',
  custom_emoji: 'CustomEmoji',
  blockquote: 'BlockQuote',
}

const reserved = '_*[]()~`>#+-=|{}.!'
/** Longest first, so that two signs are not taken for one. */
const paired: readonly (readonly [sign: string, kind: Kind])[] = [
  ['```', 'pre'],
  ['`', 'code'],
  ['||', 'spoiler'],
  ['__', 'underline'],
  ['_', 'italic'],
  ['*', 'bold'],
  ['~', 'strikethrough'],
  ['![', 'custom_emoji'],
  ['[', 'text_link'],
]

/** Text without its marks, and the entities they stood for. Throws 400 "can't parse entities: ...". */
export function parseMarkdown(source: string): { text: string; entities: MessageEntity[] } {
  const open: OpenMark[] = []
  const entities: MessageEntity[] = []
  let text = ''
  let at = 0

  const starts = (sign: string): boolean => source.startsWith(sign, at)
  const atLineStart = (): boolean => at === 0 || source[at - 1] === '\n'
  const begin = (kind: Kind, length: number, more: Partial<OpenMark> = {}): void => {
    open.push({ kind, offset: text.length, byteOffset: Buffer.byteLength(source.slice(0, at)), ...more })
    at += length
  }
  const end = (length: number, more: Partial<MessageEntity> | undefined = {}): void => {
    const mark = open.pop()
    at += length
    if (!mark || mark.offset === text.length || more === undefined) return
    const { language } = mark
    const type = mark.kind === 'blockquote' && mark.expandable ? 'expandable_blockquote' : mark.kind
    entities.push({ type, offset: mark.offset, length: text.length - mark.offset, ...(language ? { language } : {}), ...more })
  }

  while (at < source.length) {
    const sign = source[at] ?? ''
    const top = open.at(-1)
    if (sign === '\\' && canBeEscaped(source.charCodeAt(at + 1))) {
      text += source[at + 1]
      at += 2
    } else if (top?.kind === 'code' || top?.kind === 'pre') {
      const closing = top.kind === 'pre' ? '```' : '`'
      if (starts(closing)) end(closing.length)
      else if (sign === '`') throw reservedAt(sign)
      else text += source[at++]
    } else if (sign === '\n' && open[0]?.kind === 'blockquote' && source[at + 1] !== '>') {
      if (top?.kind !== 'blockquote') throw unclosed(top)
      text += '\n'
      end(1)
    } else if (sign === '>' && atLineStart() && open.some(({ kind }) => kind === 'blockquote')) {
      at++
    } else if (starts('**>') && atLineStart() && open.length === 0) {
      begin('blockquote', 3, { expandable: true })
    } else if (sign === '>' && atLineStart() && open.length === 0) {
      begin('blockquote', 1)
    } else if (starts('||') && top?.kind === 'blockquote' && /^(\n(?!>)|$)/.test(source.slice(at + 2))) {
      // The two bars behind a quote make it one that can be unfolded.
      open[open.length - 1] = { ...top, expandable: true }
      at += 2
    } else if (sign === ']' && (top?.kind === 'text_link' || top?.kind === 'custom_emoji')) {
      const target = targetAt(source, at + 1)
      end(1 + target.length, linkOf(top.kind, target.address ?? text.slice(top.offset)))
    } else {
      const found = paired.find(([one]) => starts(one))
      if (found && top?.kind === found[1]) end(found[0].length)
      else if (found?.[1] === 'pre') beginPre()
      else if (found) begin(found[1], found[0].length)
      else if (reserved.includes(sign)) throw reservedAt(sign)
      else text += source[at++]
    }
  }
  if (open.at(-1)?.kind === 'blockquote') end(0)
  const left = open.at(-1)
  if (left) throw unclosed(left)
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) }

  function beginPre(): void {
    const first = source.slice(at + 3).match(/^([^\s`]*)(\r?\n)?/)
    const language = first?.[2] ? first[1] : ''
    begin('pre', 3 + (first?.[2] ? (first[0] ?? '').length : 0), language ? { language } : {})
  }
}

/** Any plain sign but the last; the end of the text is none. */
function canBeEscaped(code: number): boolean {
  return code >= 1 && code <= 126
}

/** The "(address)" behind a link's words; none is allowed, then the words are the address. */
function targetAt(source: string, from: number): { address: string | undefined; length: number } {
  if (source[from] !== '(') return { address: undefined, length: 0 }
  let address = ''
  for (let at = from + 1; at < source.length; at++) {
    if (source[at] === ')') return { address, length: at + 1 - from }
    if (source[at] === '\\' && at + 1 < source.length) at++
    address += source[at]
  }
  const byteOffset = Buffer.byteLength(source.slice(0, from))
  throw badRequest(`can't parse entities: Can't find end of a URL at byte offset ${byteOffset}`)
}

/** undefined for what Telegram leaves as plain text. */
function linkOf(kind: Kind, address: string): Partial<MessageEntity> | undefined {
  if (kind === 'custom_emoji') {
    const id = address.match(/^tg:\/\/emoji\?id=(\d+)$/)?.[1]
    return id === undefined ? undefined : { custom_emoji_id: id }
  }
  const url = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `http://${address}`
  return URL.canParse(url) ? { url } : undefined
}

function reservedAt(sign: string): Error {
  return badRequest(`can't parse entities: Character '${sign}' is reserved and must be escaped with the preceding '\\'`)
}

function unclosed(mark: OpenMark | undefined): Error {
  const { kind, byteOffset } = mark ?? { kind: 'bold', byteOffset: 0 }
  return badRequest(`can't parse entities: Can't find end of ${spoken[kind]} entity at byte offset ${byteOffset}`)
}
