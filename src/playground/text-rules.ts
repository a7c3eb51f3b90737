// What a text or caption of a bot must be like: length, emptiness, marks. Lengths are UTF-16 code units after parsing.
import { badRequest } from './api-error.ts'
import { checkEntities, findEntities } from './entities.ts'
import { parseHtml } from './html.ts'
import { parseMarkdown } from './markdown.ts'
import type { MessageEntity } from './telegram-objects.ts'

const longestText = 4096
const longestCaption = 1024
/** Beyond this the raw text is refused before any parsing. */
const mostRawBytes = 32_768

export interface MarkedText {
  readonly text: string
  readonly entities: readonly MessageEntity[]
}

/** The text of a message: 1-4096. */
export function readText(raw: unknown, parseMode: unknown, entities: unknown): MarkedText {
  const marked = parse(raw, parseMode, entities)
  if (marked.text.trim() === '') throw badRequest('message text is empty')
  if (marked.text.length > longestText) throw badRequest('message is too long')
  return marked
}

/** The text of a draft: 0-4096, empty while the bot is only thinking. */
export function readDraft(raw: unknown, parseMode: unknown, entities: unknown): MarkedText {
  const marked = parse(raw, parseMode, entities)
  if (marked.text.length > longestText) throw badRequest('message is too long')
  return marked
}

/** The caption of a file: 0-1024. */
export function readCaption(raw: unknown, parseMode: unknown, entities: unknown): MarkedText {
  const marked = parse(raw, parseMode, entities)
  if (marked.text.length > longestCaption) throw badRequest('message caption is too long')
  return marked
}

function parse(raw: unknown, parseMode: unknown, given: unknown): MarkedText {
  const source = typeof raw === 'string' ? raw : ''
  if (!source.isWellFormed()) throw badRequest('strings must be encoded in UTF-8')
  if (Buffer.byteLength(source) > mostRawBytes) throw badRequest('message is too long')
  if (parseMode === undefined || parseMode === '') {
    return { text: source, entities: findEntities(source, checkEntities(source, Array.isArray(given) ? given : [])) }
  }
  const parsed = parserOf(String(parseMode))(source)
  return { text: parsed.text, entities: findEntities(parsed.text, parsed.entities) }
}

function parserOf(parseMode: string): typeof parseHtml {
  switch (parseMode.toLowerCase()) {
    case 'html':
      return parseHtml
    case 'markdownv2':
      return parseMarkdown
    default:
      throw badRequest('unsupported parse_mode')
  }
}
