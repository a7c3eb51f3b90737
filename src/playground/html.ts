// parse_mode HTML: tags become entities, with Telegram's refusals of what is broken. MarkdownV2 is spoken in markdown.ts.
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
  const marks = entities.filter(({ length }) => length > 0).sort((a, b) => a.offset - b.offset || b.length - a.length)
  return { text, entities: withLanguages(marks) }
}

/** <pre><code class="language-x"> over the same words is one mark with a language. */
function withLanguages(entities: readonly MessageEntity[]): MessageEntity[] {
  const same = (a: MessageEntity, b: MessageEntity): boolean => a.offset === b.offset && a.length === b.length
  const inside = (code: MessageEntity): boolean =>
    code.type === 'code' && entities.some((pre) => pre.type === 'pre' && same(pre, code))
  return entities
    .filter((entity) => !inside(entity))
    .map((entity) => {
      const code = entity.type === 'pre' ? entities.find((one) => one.type === 'code' && same(entity, one)) : undefined
      return code?.language ? { ...entity, language: code.language } : entity
    })
    .map((entity) => {
      // A language outside of <pre> says nothing.
      if (entity.type !== 'code' || entity.language === undefined) return entity
      const { language: _language, ...plain } = entity
      return plain
    })
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
  const language = tag.attributes.match(/class\s*=\s*["']?language-([^\s"']+)/i)?.[1]
  const emoji = tag.attributes.match(/emoji-id\s*=\s*["']?(\d+)/i)?.[1]
  if (tag.name === 'code' && language) {
    entities.push({ ...entity, language })
    return
  }
  if (tag.name === 'blockquote' && /\bexpandable\b/i.test(tag.attributes)) {
    entities.push({ ...entity, type: 'expandable_blockquote' })
    return
  }
  if (type === 'custom_emoji' && emoji) {
    entities.push({ ...entity, custom_emoji_id: emoji })
    return
  }
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
