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

/** A fragment showing `text` with its entities; `onCommand` is called for a pressed command. */
export function markedText(text, entities, onCommand) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length)
  const fragment = document.createDocumentFragment()
  fill(fragment, text, 0, text.length, sorted, onCommand)
  return fragment
}

function fill(parent, text, from, to, entities, onCommand) {
  let at = from
  let rest = entities
  while (rest.length > 0) {
    const [entity, ...others] = rest
    const end = Math.min(entity.offset + entity.length, to)
    const inside = others.filter((other) => other.offset < end)
    rest = others.filter((other) => other.offset >= end)
    if (entity.offset < at) continue
    parent.append(text.slice(at, entity.offset))
    const node = nodeFor(entity, text.slice(entity.offset, end), onCommand)
    fill(node, text, entity.offset, end, inside, onCommand)
    parent.append(node)
    at = end
  }
  parent.append(text.slice(at, to))
}

function nodeFor(entity, words, onCommand) {
  const address = entity.type === 'text_link' ? entity.url : entity.type === 'url' ? words : undefined
  if (address && /^(https?|tg|mailto):/i.test(address)) {
    const link = document.createElement('a')
    link.href = address
    link.target = '_blank'
    link.rel = 'noreferrer noopener'
    return link
  }
  if (entity.type === 'bot_command') {
    const link = document.createElement('a')
    link.href = '#'
    link.addEventListener('click', (event) => {
      event.preventDefault()
      onCommand(words)
    })
    return link
  }
  return document.createElement(tags[entity.type] ?? 'span')
}
