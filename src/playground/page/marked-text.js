// Text with marks as DOM nodes. Never HTML from a string: what people write is text.

const tags = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
  spoiler: 'span',
}

/** A fragment showing `text` with its entities; `actions.say` gets a pressed command, `actions.openLink` a link to the bot. */
export function markedText(text, entities, actions) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length)
  const fragment = document.createDocumentFragment()
  fill(fragment, text, 0, text.length, sorted, actions)
  return fragment
}

function fill(parent, text, from, to, entities, actions) {
  let at = from
  let rest = entities
  while (rest.length > 0) {
    const [entity, ...others] = rest
    const end = Math.min(entity.offset + entity.length, to)
    const inside = others.filter((other) => other.offset < end)
    rest = others.filter((other) => other.offset >= end)
    if (entity.offset < at) continue
    parent.append(text.slice(at, entity.offset))
    const node = nodeFor(entity, text.slice(entity.offset, end), actions)
    fill(node, text, entity.offset, end, inside, actions)
    parent.append(node)
    at = end
  }
  parent.append(text.slice(at, to))
}

function nodeFor(entity, words, actions) {
  const address = entity.type === 'text_link' ? entity.url : entity.type === 'url' ? words : undefined
  if (address && /^(https?|tg|mailto):/i.test(address)) return linkTo(address, actions)
  if (entity.type === 'bot_command') {
    const link = document.createElement('a')
    link.href = '#'
    link.addEventListener('click', (event) => {
      event.preventDefault()
      actions.say(words)
    })
    return link
  }
  const node = document.createElement(tags[entity.type] ?? 'span')
  if (entity.type === 'pre' && entity.language) node.dataset.language = entity.language
  if (entity.type === 'spoiler') hide(node)
  return node
}

/** A link to the bot itself is opened here, as the person whose chat it is in; any other in a new tab. */
export function linkTo(address, actions) {
  const link = document.createElement('a')
  link.href = address
  const payload = startPayload(address, actions.botName)
  if (payload !== undefined) {
    link.addEventListener('click', (event) => {
      event.preventDefault()
      actions.openLink(payload)
    })
    return link
  }
  link.target = '_blank'
  link.rel = 'noreferrer noopener'
  return link
}

/** What a deep link carries; undefined when it is none of this bot. */
export function startPayload(address, botName) {
  const match = address.match(/^(?:https?:\/\/(?:t|telegram)\.me\/(\w+)|tg:\/\/resolve\?domain=(\w+))(?:[?&]start=([\w-]*))?$/i)
  const name = match?.[1] ?? match?.[2]
  return name && name.toLowerCase() === botName.toLowerCase() ? (match[3] ?? '') : undefined
}

function hide(node) {
  node.className = 'spoiler'
  node.tabIndex = 0
  node.setAttribute('role', 'button')
  node.setAttribute('aria-label', 'Hidden text, press to show')
  const show = () => {
    node.classList.add('shown')
    node.removeAttribute('role')
    node.removeAttribute('aria-label')
  }
  node.addEventListener('click', show)
  node.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') show()
  })
}
