// A text and its buttons as the Cloud API takes them: reply buttons where there are few and short ones, a list where they fit
// into one, else numbered lines. Pure. Sending it is send.ts.
import type { OutboundButton, OutboundContent } from '../../../domain/channel.ts'
import { choicesOf, writeChoices } from '../../../domain/numbered-choices.ts'
import type { RichText } from '../../../domain/rich-text.ts'
import { splitText } from '../../../domain/split-text.ts'
import { toMarkup } from '../format.ts'
import { limits } from './limits.ts'

export interface WrittenMessage {
  readonly body: object
  /** The buttons that stand in it as numbered lines. */
  readonly choices: readonly OutboundButton[]
}

type TextContent = Extract<OutboundContent, { type: 'text' }>
type PressButton = OutboundButton & { readonly data: string }

/** `listButton` opens a list: at most 20 characters. */
export function writeMessage({ text, buttons = [] }: Pick<TextContent, 'text' | 'buttons'>, listButton: string): WrittenMessage {
  const presses = buttons.flat().filter(isPress)
  const links = buttons.map((row) => row.filter((button) => !isPress(button)))
  const shown = [toMarkup(text), ...writeChoices(links)].join('\n')
  if (presses.length === 0) return plainMessage(text, writeChoices(links), [])
  if (fitsButtons(presses, shown)) return { body: buttonMessage(shown, presses), choices: [] }
  if (fitsList(presses, shown)) return { body: listMessage(shown, presses, listButton), choices: [] }
  return plainMessage(text, writeChoices(buttons), choicesOf(buttons))
}

function isPress(button: OutboundButton): button is PressButton {
  return button.data !== undefined
}

function fitsButtons(presses: readonly PressButton[], body: string): boolean {
  const titles = new Set(presses.map(({ label }) => label.trim()))
  return (
    presses.length <= limits.buttons &&
    body.length <= limits.buttonBodyLength &&
    areSendable(presses) &&
    // Meta refuses two buttons of the same words.
    titles.size === presses.length &&
    [...titles].every((title) => title.length <= limits.buttonTitleLength)
  )
}

function fitsList(presses: readonly PressButton[], body: string): boolean {
  return (
    presses.length <= limits.rows &&
    body.length <= limits.listBodyLength &&
    areSendable(presses) &&
    presses.every(({ label }) => label.trim().length <= limits.rowDescriptionLength)
  )
}

function areSendable(presses: readonly PressButton[]): boolean {
  const ids = new Set(presses.map(({ data }) => data))
  return ids.size === presses.length && presses.every(({ data, label }) => isId(data) && label.trim() !== '')
}

function isId(data: string): boolean {
  return data !== '' && data.length <= limits.choiceIdLength
}

function buttonMessage(text: string, presses: readonly PressButton[]): object {
  const buttons = presses.map(({ label, data }) => ({ type: 'reply', reply: { id: data, title: label.trim() } }))
  return { type: 'interactive', interactive: { type: 'button', body: { text }, action: { buttons } } }
}

function listMessage(text: string, presses: readonly PressButton[], listButton: string): object {
  const rows = presses.map(({ label, data }) => ({ id: data, ...toRow(label.trim()) }))
  return {
    type: 'interactive',
    interactive: { type: 'list', body: { text }, action: { button: listButton, sections: [{ rows }] } },
  }
}

/** What is too long for a title is cut there, and stands whole below it. */
function toRow(label: string): { title: string; description?: string } {
  if (label.length <= limits.rowTitleLength) return { title: label }
  const cut = label.slice(0, limits.rowTitleLength - 1).replace(/[\uD800-\uDBFF]$/, '')
  return { title: `${cut.trimEnd()}…`, description: label }
}

/** Words that leave no room for the lines are cut: what can be answered has to be seen. */
function plainMessage(text: RichText, lines: readonly string[], choices: readonly OutboundButton[]): WrittenMessage {
  const below = lines.length === 0 ? '' : `\n\n${lines.join('\n')}`.slice(0, limits.textLength / 2)
  let words = toMarkup(text)
  for (let room = limits.textLength - below.length; words.length + below.length > limits.textLength; room -= 100) {
    words = `${toMarkup(splitText(text, Math.max(100, room))[0] ?? text)} …`
  }
  return { body: { type: 'text', text: { body: `${words}${below}`, preview_url: false } }, choices }
}

/** The words under a file, cut to what a caption may hold. */
export function writeCaption(caption: RichText | undefined): { caption?: string } {
  if (caption === undefined || caption.text.trim() === '') return {}
  const words = toMarkup(caption)
  return { caption: words.length <= limits.captionLength ? words : caption.text.slice(0, limits.captionLength).toWellFormed() }
}
