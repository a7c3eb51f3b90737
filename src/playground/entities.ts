// The marks over a text: checking those a bot gives, finding those Telegram adds by itself. Parsing of HTML stands in html.ts.
import { badRequest } from './api-error.ts'
import type { MessageEntity } from './telegram-objects.ts'

const knownTypes = new Set([
  'mention',
  'hashtag',
  'cashtag',
  'bot_command',
  'url',
  'email',
  'phone_number',
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
  'code',
  'pre',
  'text_link',
  'text_mention',
  'custom_emoji',
  'date_time',
])

const automatic: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['bot_command', /(?<![\w/<>])\/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])/g],
  ['url', /\bhttps?:\/\/[^\s<>"]*[^\s<>".,;:!?)]/g],
  ['email', /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/g],
  ['hashtag', /(?<![\p{L}\d_#])#(?=[\p{L}\d_]*\p{L})[\p{L}\d_]{1,256}/gu],
  ['mention', /(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}\b/g],
]

/** Throws 400 for an entity that is no entity, or that does not lie on whole characters of the text. */
export function checkEntities(text: string, entities: readonly unknown[]): MessageEntity[] {
  return entities.map((value) => {
    const entity = value as MessageEntity
    if (typeof value !== 'object' || value === null || !Number.isInteger(entity.offset) || !Number.isInteger(entity.length)) {
      throw badRequest("can't parse entities: MessageEntity must be an object with offset and length")
    }
    if (!knownTypes.has(entity.type)) throw badRequest("can't parse MessageEntity: Unsupported type specified")
    if (entity.offset < 0 || entity.length <= 0) throw badRequest("can't parse MessageEntity: offset or length is wrong")
    const end = entity.offset + entity.length
    const place = `entity beginning at UTF-16 offset ${entity.offset}`
    if (end > text.length) throw badRequest(`${place} ends after the end of the text at UTF-16 offset ${end}`)
    if (splitsCharacter(text, entity.offset)) throw badRequest(`${place} begins in a middle of a UTF-16 symbol`)
    if (splitsCharacter(text, end)) throw badRequest(`${place} ends in a middle of a UTF-16 symbol`)
    if (entity.type === 'text_link' && typeof entity.url !== 'string')
      throw badRequest("can't parse MessageEntity: URL is missing")
    return entity
  })
}

function splitsCharacter(text: string, at: number): boolean {
  return /[\uDC00-\uDFFF]/.test(text[at] ?? '') && /[\uD800-\uDBFF]/.test(text[at - 1] ?? '')
}

/** Commands, links, addresses, hashtags and mentions that any client would mark, where nothing is marked yet. */
export function findEntities(text: string, given: readonly MessageEntity[] = []): MessageEntity[] {
  if (!/[/@#]/.test(text)) return [...given]
  const taken = [...given]
  for (const [type, pattern] of automatic) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length }
      if (!taken.some((other) => other.offset < entity.offset + entity.length && entity.offset < other.offset + other.length))
        taken.push(entity)
    }
  }
  return taken.sort((a, b) => a.offset - b.offset)
}
