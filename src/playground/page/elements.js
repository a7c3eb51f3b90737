// Making elements, and the two places where the page speaks up: a short notice for the eyes, new messages for the ears.

/** A new element with a class and a text, both optional. */
export function element(tag, className = '', text = '') {
  const node = document.createElement(tag)
  if (className) node.className = className
  if (text) node.textContent = text
  return node
}

export function button(label, onClick, className = '') {
  const node = element('button', className, label)
  node.type = 'button'
  node.addEventListener('click', onClick)
  return node
}

/** A button that shows a picture only; the label is for those who do not see it. */
export function iconButton(name, label, onClick, className = '') {
  const node = button('', onClick, `icon ${className}`.trim())
  node.setAttribute('aria-label', label)
  node.title = label
  node.append(icon(name))
  return node
}

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use')
  use.setAttribute('href', `/playground/icons.svg#${name}`)
  svg.append(use)
  return svg
}

/** Two letters on one of eight colours, always the same for the same person. */
export function fillAvatar(node, { id, name, messenger }) {
  const words = name.split(/\s+/).filter(Boolean)
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => [...(word ?? '')][0] ?? '').join('')
  node.textContent = letters.toUpperCase()
  if (messenger) node.dataset.messenger = messenger
  node.dataset.color = String([...`${id}${name}`].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 997, 7) % 8)
}

let toastTimer

export function toast(text) {
  const node = document.getElementById('toast')
  node.textContent = text
  node.hidden = false
  clearTimeout(toastTimer)
  toastTimer = setTimeout(() => {
    node.hidden = true
  }, 6000)
}

/** Read out by screen readers once what they are saying is said. */
export function announce(text) {
  const node = document.getElementById('announcer')
  node.append(element('p', '', text))
  while (node.children.length > 20) node.firstElementChild.remove()
}

/** What was said last, by whom unless it was the bot. */
export function lastLine({ text, byBot, from }) {
  return byBot ? text : `${from}: ${text}`
}

export function clockTime(seconds) {
  return new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(seconds * 1000)
}
