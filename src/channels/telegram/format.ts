// Neutral text and buttons in Telegram's words: text with entities, never a parse mode, so nothing is ever escaped.
import type { InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity } from 'grammy/types'
import type { OutboundButton } from '../../domain/channel.ts'
import type { MarkKind, RichText } from '../../domain/rich-text.ts'

const entityTypes = {
  bold: 'bold',
  italic: 'italic',
  code: 'code',
  pre: 'pre',
  quote: 'blockquote',
} as const satisfies Record<MarkKind, MessageEntity['type']>

/** The marks as entities, all inside the text, outer ones before inner ones. Both sides count UTF-16 code units. */
export function toEntities({ text, marks }: RichText): MessageEntity[] {
  return marks
    .map((mark) => {
      const offset = Math.max(0, mark.from)
      return { type: entityTypes[mark.kind], offset, length: Math.min(mark.from + mark.length, text.length) - offset }
    })
    .filter((entity) => entity.length > 0)
    .sort((one, other) => one.offset - other.offset || other.length - one.length)
}

/** Rows of buttons under a message; undefined where there are none. */
export function toKeyboard(rows: readonly (readonly OutboundButton[])[] | undefined): InlineKeyboardMarkup | undefined {
  const filled = rows?.map((row) => row.map(toButton)).filter((row) => row.length > 0) ?? []
  return filled.length === 0 ? undefined : { inline_keyboard: filled }
}

function toButton(button: OutboundButton): InlineKeyboardButton {
  if (button.url !== undefined) return { text: button.label, url: button.url }
  return { text: button.label, callback_data: button.data ?? '' }
}
