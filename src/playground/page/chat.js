// Draws one chat: messages with their marks, files, buttons, and what can be done with each.
import { markedText } from './marked-text.js'

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })

/** What each drawn item shows; an item that still shows the same is kept, so that focus stays and nothing is read out twice. */
const shown = new WeakMap()

/** Brings the list to these messages; stays at the end if the reader was at the end. */
export function drawMessages(list, messages, actions) {
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80
  const present = new Map([...list.children].map((item) => [item.dataset.id, item]))
  const items = messages.map((message) => {
    const state = JSON.stringify(message)
    const old = present.get(String(message.id))
    if (old && shown.get(old) === state) return old
    const item = drawMessage(message, actions)
    shown.set(item, state)
    return item
  })
  for (const item of [...list.children]) if (!items.includes(item)) item.remove()
  for (const [index, item] of items.entries())
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null)
  if (atEnd) list.scrollTop = list.scrollHeight
}

function drawMessage(message, actions) {
  const item = element('li', message.byBot ? 'message' : 'message own')
  item.dataset.id = message.id
  const bubble = element('div', 'bubble')
  if (message.replyTo) bubble.append(element('p', 'quote', message.replyTo.text))
  if (message.forwarded) bubble.append(element('p', 'quote', 'Forwarded'))
  for (const file of message.files) bubble.append(drawFile(file))
  if (message.text) {
    const words = element('div', 'words')
    words.append(markedText(message.text, message.entities, actions.say))
    bubble.append(words)
  }
  item.append(bubble)
  if (message.buttons.length > 0) item.append(drawButtons(message, actions))
  item.append(drawMeta(message, actions))
  return item
}

function drawFile(file) {
  const address = `/playground/api/files/${file.fileId}`
  if (file.kind === 'photo') {
    const image = element('img')
    image.src = address
    image.alt = 'Photo'
    // Not everything that is sent as a photo is one.
    image.addEventListener('error', () => image.replaceWith(element('p', '', 'Photo (cannot be shown)')))
    return image
  }
  const link = element('a', '', `${file.fileName ?? file.kind}${file.size === undefined ? '' : `, ${sizeOf(file.size)}`}`)
  link.href = file.fileName ? `${address}?name=${encodeURIComponent(file.fileName)}` : address
  const line = element('p')
  line.append(link)
  return line
}

function drawButtons(message, actions) {
  const rows = element('div', 'rows')
  for (const row of message.buttons) {
    const line = element('div')
    for (const { text, data, url } of row) {
      if (url !== undefined) {
        const link = element('a', 'button', text)
        if (/^(https?|tg|mailto):/i.test(url)) link.href = url
        link.target = '_blank'
        link.rel = 'noreferrer noopener'
        line.append(link)
      } else {
        const button = element('button', '', text)
        button.type = 'button'
        button.addEventListener('click', () => (data === undefined ? actions.say(text) : actions.press(message.id, data, button)))
        line.append(button)
      }
    }
    rows.append(line)
  }
  return rows
}

function drawMeta(message, actions) {
  const meta = element('div', 'meta')
  const edited = message.edited ? ', edited' : ''
  meta.append(element('span', '', `${message.from} ${time.format(message.date * 1000)}${edited}`))
  for (const reaction of message.reactions) meta.append(element('span', '', reaction.emoji ?? ''))
  meta.append(smallButton('Reply', () => actions.reply(message)))
  if (message.editable) meta.append(smallButton('Edit', () => actions.edit(message)))
  return meta
}

function smallButton(label, onClick) {
  const button = element('button', '', label)
  button.type = 'button'
  button.addEventListener('click', onClick)
  return button
}

function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

/** A new element with a class and a text, both optional. */
export function element(tag, className = '', text = '') {
  const node = document.createElement(tag)
  if (className) node.className = className
  if (text) node.textContent = text
  return node
}
