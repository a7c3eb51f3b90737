// Draws one message, or one album, with its quote, files, words, buttons, and what can be done with it.
import { button, clockTime, element, icon, iconButton, toast } from './elements.js'
import { linkTo, markedText } from './marked-text.js'
import { apiRoot } from './requests.js'

export function drawMessage({ messages, first, last }, actions) {
  const message = messages[0]
  const spoken = messages.find(({ text }) => text) ?? message
  const item = element('li', 'message')
  if (message.service) {
    item.className = 'day'
    item.append(element('span', '', message.text))
    return item
  }
  item.classList.toggle('own', message.own)
  item.classList.toggle('first', first)
  item.classList.toggle('tail', last)
  const line = element('div', 'line')
  line.append(drawBubble(messages, { spoken, first }, actions), drawTools(message, spoken, actions))
  item.append(line)
  const rows = messages.find(({ buttons }) => buttons.length > 0)
  if (rows) item.append(drawButtons(rows, actions))
  return item
}

function drawBubble(messages, { spoken, first }, actions) {
  const message = messages[0]
  const bubble = element('div', 'bubble')
  if (message.author && first) bubble.append(element('p', 'author', message.author))
  else bubble.append(element('span', 'visually-hidden', `${message.from}: `))
  if (message.forwarded) bubble.append(element('p', 'forwarded', 'Forwarded message'))
  if (message.replyTo) {
    const quote = element('p', 'quote')
    quote.append(element('span', 'visually-hidden', 'In reply to: '), message.replyTo.text)
    bubble.append(quote)
  }
  const files = messages.flatMap((one) => one.files)
  const photos = files.filter(({ kind }) => kind === 'photo')
  if (photos.length > 0) {
    const grid = element('div', photos.length > 1 ? 'photos several' : 'photos')
    grid.append(...photos.map(drawPhoto))
    bubble.append(grid)
  }
  for (const file of files.filter(({ kind }) => kind !== 'photo')) bubble.append(drawFile(file))
  if (spoken.text) {
    const words = element('div', 'words')
    words.append(markedText(spoken.text, spoken.entities, actions))
    bubble.append(words)
  }
  const meta = element('span', 'meta')
  if (messages.some(({ edited }) => edited)) meta.append(element('span', '', 'edited'))
  meta.append(element('time', '', clockTime(message.date)))
  bubble.append(meta)
  const reactions = messages.flatMap((one) => one.reactions)
  if (reactions.length > 0) bubble.append(element('span', 'reactions', reactions.map(({ emoji }) => emoji ?? '').join(' ')))
  return bubble
}

function drawPhoto(file) {
  const image = element('img')
  image.src = `${apiRoot}/files/${file.fileId}`
  image.alt = 'Photo'
  if (file.width && file.height) {
    image.width = file.width
    image.height = file.height
  }
  // Not everything that is sent as a photo is one.
  image.addEventListener('error', () => image.replaceWith(element('p', 'no-photo', 'Photo (cannot be shown)')))
  const link = element('a', 'photo')
  link.href = image.src
  link.target = '_blank'
  link.rel = 'noopener'
  link.append(image)
  return link
}

function drawFile(file) {
  const address = `${apiRoot}/files/${file.fileId}`
  if (file.kind === 'voice' || file.kind === 'audio') {
    const audio = element('audio')
    audio.controls = true
    audio.preload = 'none'
    audio.src = address
    audio.setAttribute(
      'aria-label',
      file.kind === 'voice' ? `Voice message, ${file.duration ?? '?'} seconds` : (file.fileName ?? 'Sound'),
    )
    return audio
  }
  const name = file.fileName ?? file.kind
  const link = element('a', 'file')
  link.href = file.fileName ? `${address}?name=${encodeURIComponent(file.fileName)}` : address
  link.download = name
  const about = element('span', 'about-file')
  about.append(element('span', 'file-name', name))
  if (file.size !== undefined) about.append(element('span', 'file-size', sizeOf(file.size)))
  link.setAttribute('aria-label', [name, about.children[1]?.textContent].filter(Boolean).join(', '))
  const sign = element('span', 'file-sign')
  sign.append(icon('file'))
  link.append(sign, about)
  return link
}

function drawButtons(message, actions) {
  const rows = element('div', 'rows')
  for (const row of message.buttons) {
    const line = element('div')
    for (const { text, data, url, copy } of row) {
      if (url !== undefined) {
        const link = /^(https?|tg|mailto):/i.test(url) ? linkTo(url, actions) : element('a')
        link.className = 'button'
        link.textContent = text
        line.append(link)
      } else if (copy !== undefined) {
        line.append(button(text, () => copyText(copy)))
      } else {
        const one = button(text, () => (data === undefined ? actions.say(text) : actions.press(message.id, data, one)))
        line.append(one)
      }
    }
    rows.append(line)
  }
  return rows
}

async function copyText(text) {
  await navigator.clipboard?.writeText(text).catch(() => undefined)
  toast(`Copied: ${text}`)
}

function drawTools(message, spoken, actions) {
  const tools = element('div', 'message-tools')
  tools.append(iconButton('reply', 'Reply', () => actions.reply(message)))
  if (spoken.editable) tools.append(iconButton('edit', 'Edit', () => actions.edit(spoken)))
  return tools
}

export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
