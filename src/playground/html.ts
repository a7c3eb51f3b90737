// parse_mode HTML: tags become entities, with Telegram's refusals of what is broken. The other parse modes are not spoken.
import { badRequest } from './api-error.ts'
import type { MessageEntity } from './telegram-objects.ts'

const entityOfTag: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  a: 'text_link',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
  'tg-emoji': 'custom_emoji',
}

const namedCharacters: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }

interface OpenTag {
  readonly name: string
  readonly attributes: string
  readonly offset: number
}

/** Text without its tags, and the entities they stood for. Throws 400 "can't parse entities: ...". */
export function parseHtml(source: string): { text: string; entities: MessageEntity[] } {
  const open: OpenTag[] = []
  const entities: MessageEntity[] = []
  let text = ''
  let at = 0
  while (at < source.length) {
    const character = source[at] ?? ''
    if (character === '&') {
      const [decoded, length] = decodeCharacter(source, at)
      text += decoded
      at += length
    } else if (character === '<') {
      const end = source.indexOf('>', at)
      if (end < 0) throw broken(source, at, 'Unclosed start tag')
      if (source[at + 1] === '/') closeTag(source, at, end, open, entities, text.length)
      else open.push(openTag(source, at, end, text.length))
      at = end + 1
    } else {
      text += character
      at++
    }
  }
  const left = open.at(-1)
  if (left) throw badRequest(`can't parse entities: Can't find end tag corresponding to start tag "${left.name}"`)
  return {
    text,
    entities: entities.filter(({ length }) => length > 0).sort((a, b) => a.offset - b.offset || b.length - a.length),
  }
}

function openTag(source: string, at: number, end: number, offset: number): OpenTag {
  const match = source.slice(at + 1, end).match(/^([a-zA-Z-]+)(\s[\s\S]*)?$/)
  const name = match?.[1]?.toLowerCase() ?? source.slice(at + 1, end)
  const attributes = match?.[2] ?? ''
  const supported = Object.hasOwn(entityOfTag, name) && (name !== 'span' || /class\s*=\s*["']?tg-spoiler["']?/.test(attributes))
  if (!supported) throw broken(source, at, `Unsupported start tag "${name}"`)
  return { name, attributes, offset }
}

function closeTag(source: string, at: number, end: number, open: OpenTag[], entities: MessageEntity[], textLength: number): void {
  const name = source
    .slice(at + 2, end)
    .trim()
    .toLowerCase()
  const tag = open.pop()
  if (!tag) throw broken(source, at, 'Unexpected end tag')
  if (name !== '' && name !== tag.name)
    throw broken(source, at, 'Unmatched end tag', `, expected "</${tag.name}>", found "</${name}>"`)
  const type = entityOfTag[tag.name] ?? ''
  const entity = { type, offset: tag.offset, length: textLength - tag.offset }
  if (type !== 'text_link') {
    entities.push(entity)
    return
  }
  const url = tag.attributes.match(/href\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))/i)
  const target = url?.[1] ?? url?.[2] ?? url?.[3]
  // A link without a target is plain text, as with Telegram.
  if (target)
    entities.push({ ...entity, url: target.replace(/&(lt|gt|amp|quot);/g, (_, known: string) => namedCharacters[known] ?? '') })
}

function decodeCharacter(source: string, at: number): [decoded: string, length: number] {
  const match = source.slice(at, at + 12).match(/^&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));/)
  if (!match) return ['&', 1]
  const code = match[1] ? Number(match[1]) : match[2] ? Number.parseInt(match[2], 16) : undefined
  if (code !== undefined && (code === 0 || code > 0x10ffff)) return ['&', 1]
  return [code === undefined ? (namedCharacters[match[3] ?? ''] ?? '') : String.fromCodePoint(code), match[0].length]
}

/** Telegram counts the place in bytes. */
function broken(source: string, at: number, what: string, rest = ''): Error {
  return badRequest(`can't parse entities: ${what} at byte offset ${Buffer.byteLength(source.slice(0, at))}${rest}`)
}
