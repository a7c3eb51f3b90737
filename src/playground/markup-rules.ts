// What keyboards must be like: every button with a label and exactly one action, data of 1 to 64 bytes.
import { badRequest } from './api-error.ts'
import type { ReplyMarkup } from './telegram-objects.ts'

const longestCallbackBytes = 64
const mostButtons = 100

const actions = [
  'url',
  'callback_data',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
]

/** Checks a reply_markup as given; undefined stays undefined. Throws 400. */
export function readMarkup(value: unknown): ReplyMarkup | undefined {
  if (value === undefined) return undefined
  const markup = value as ReplyMarkup
  if (markup.inline_keyboard !== undefined) checkInline(markup.inline_keyboard)
  else if (markup.keyboard !== undefined) checkReply(markup.keyboard)
  else if (!markup.remove_keyboard && !markup.force_reply) {
    throw badRequest('object expected as reply markup: one of inline_keyboard, keyboard, remove_keyboard, force_reply')
  }
  return markup
}

function checkInline(rows: unknown): void {
  for (const button of buttonsOf(rows, 'inline keyboard')) {
    if (typeof button !== 'object' || button === null) throw badRequest("can't parse inline keyboard button: expected an object")
    const fields = button as Record<string, unknown>
    checkLabel(fields['text'], 'inline keyboard')
    const named = actions.filter((action) => fields[action] !== undefined)
    if (named.length === 0)
      throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if (named.length > 1)
      throw badRequest(`can't parse inline keyboard button: exactly one action expected, found ${named.join(' and ')}`)
    checkAction(fields)
  }
}

function checkAction(fields: Record<string, unknown>): void {
  const data = fields['callback_data']
  if (data !== undefined) {
    const bytes = typeof data === 'string' ? Buffer.byteLength(data) : 0
    if (bytes < 1 || bytes > longestCallbackBytes) throw badRequest('BUTTON_DATA_INVALID')
  }
  const url = fields['url']
  if (url !== undefined && (typeof url !== 'string' || !URL.canParse(url))) {
    throw badRequest(`inline keyboard button URL '${String(url)}' is invalid: Wrong HTTP URL`)
  }
  const copy = fields['copy_text'] as { text?: unknown } | undefined
  if (copy !== undefined && (typeof copy.text !== 'string' || copy.text.length < 1 || copy.text.length > 256)) {
    throw badRequest('BUTTON_COPY_TEXT_INVALID')
  }
}

function checkReply(rows: unknown): void {
  for (const button of buttonsOf(rows, 'keyboard')) {
    checkLabel(typeof button === 'string' ? button : (button as { text?: unknown } | null)?.text, 'keyboard')
  }
}

function buttonsOf(rows: unknown, where: string): unknown[] {
  if (!Array.isArray(rows) || !rows.every((row) => Array.isArray(row))) {
    throw badRequest(`can't parse ${where} markup: expected an array of rows of buttons`)
  }
  const buttons: unknown[] = rows.flat()
  if (buttons.length > mostButtons) throw badRequest('REPLY_MARKUP_TOO_LONG')
  return buttons
}

function checkLabel(text: unknown, where: string): void {
  if (typeof text !== 'string' || text.trim() === '')
    throw badRequest(`can't parse ${where} button: field "text" must be a non-empty String`)
}
