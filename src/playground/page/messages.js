// Draws a chat: days, who wrote one after the other, albums as one. A single message is drawn in message.js.
import { element } from './elements.js'
import { drawMessage } from './message.js'

/** What each drawn item shows; an item that still shows the same is kept, so that focus and scrolling stay. */
const shown = new WeakMap()
const closeSeconds = 300

/** Brings the list to these messages, changing only what changed. */
export function drawMessages(list, messages, actions) {
  const present = new Map([...list.children].map((item) => [item.dataset.key, item]))
  const entries = arrange(messages)
  const items = entries.map((entry) => {
    const state = JSON.stringify(entry)
    const old = present.get(entry.key)
    if (old && shown.get(old) === state) return old
    const item = entry.day ? drawDay(entry.day) : drawMessage(entry, actions)
    item.dataset.key = entry.key
    shown.set(item, state)
    if (old?.contains(document.activeElement)) keepFocus(old, item)
    return item
  })
  const wanted = new Set(items)
  for (const item of [...list.children]) if (!wanted.has(item)) item.remove()
  for (const [index, item] of items.entries())
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null)
}

/**
 * Keeps a reader who was at the end at the end: when something comes, when a picture takes its room, when the list shrinks.
 * @returns a function that goes there.
 */
export function stayAtEnd(list) {
  let atEnd = true
  const stay = () => {
    if (atEnd) list.scrollTop = list.scrollHeight
  }
  let lastTop = 0
  list.addEventListener('scroll', () => {
    const near = list.scrollHeight - list.scrollTop - list.clientHeight < 80
    // Only going up is leaving: the end moves away by itself when a picture grows before this is told.
    if (near) atEnd = true
    else if (list.scrollTop < lastTop) atEnd = false
    lastTop = list.scrollTop
  })
  list.addEventListener('load', stay, true)
  new ResizeObserver(stay).observe(list)
  new MutationObserver(stay).observe(list, { childList: true })
  return () => {
    atEnd = true
    stay()
  }
}

/** Days and messages in one row; the parts of an album together; first and last of a run of one author marked. */
function arrange(messages) {
  const entries = []
  let day
  for (const message of messages) {
    const date = new Date(message.date * 1000)
    const thisDay = date.toDateString()
    if (thisDay !== day) entries.push({ key: `day-${thisDay}`, day: dayName(date) })
    day = thisDay
    const before = entries.at(-1)
    if (message.album && before?.messages?.[0].album === message.album) {
      before.messages.push(message)
      continue
    }
    const follows = before?.messages !== undefined && isClose(before.messages.at(-1), message)
    if (follows) before.last = false
    entries.push({ key: `message-${message.id}`, messages: [message], first: !follows, last: true })
  }
  return entries
}

function isClose(a, b) {
  return a.fromId === b.fromId && !a.service && !b.service && b.date - a.date < closeSeconds
}

function dayName(date) {
  const today = new Date()
  if (date.toDateString() === today.toDateString()) return 'Today'
  return new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' }).format(date)
}

function drawDay(name) {
  const item = element('li', 'day')
  item.append(element('span', '', name))
  return item
}

/** The same button of the message drawn anew, if it is still there. */
function keepFocus(old, item) {
  const label = document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent
  const same = [...item.querySelectorAll('button, a')].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent) === label,
  )
  if (same) requestAnimationFrame(() => same.focus({ preventScroll: true }))
  else old.closest('.messages')?.focus({ preventScroll: true })
}
