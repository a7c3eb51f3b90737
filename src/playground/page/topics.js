// The topics of a group as a list: the general one first, then where something was said last, the closed ones below.
import { focusedRow, moveWithArrows, settleRows } from './arrows.js'
import { clockTime, element, lastLine } from './elements.js'

const letters = new Intl.Segmenter()
/** The colours that topics can have. */
const colors = [0x6fb9f0, 0xffd67e, 0xcb86db, 0x8eee98, 0xff93b2, 0xfb6f5f]

/** `open(id)` is called for a chosen topic. */
export function createTopicList(nav, open) {
  const list = nav.querySelector('ul')
  const none = nav.querySelector('.no-topics')
  moveWithArrows(nav, '.topic-row')

  function drawTopic(topic, { current, unread }) {
    const row = element('button', 'topic-row')
    row.type = 'button'
    row.tabIndex = -1
    row.dataset.focus = `topic-${topic.id}`
    row.classList.toggle('is-closed', topic.closed)
    row.setAttribute('aria-current', String(topic.id === current))
    const sign = element('span', 'topic-sign', topic.id === 0 ? '#' : firstLetter(topic.name))
    sign.setAttribute('aria-hidden', 'true')
    sign.dataset.color = String(Math.max(0, colors.indexOf(topic.iconColor)))
    const about = element('span', 'about-person')
    about.append(element('span', 'topic-name', topic.name))
    if (topic.last) about.append(element('span', 'last', lastLine(topic.last)))
    const side = element('span', 'side')
    if (topic.last) side.append(element('span', 'when', clockTime(topic.last.date)))
    if (topic.closed) side.append(element('span', 'closed-mark', 'closed'))
    if (unread > 0) {
      const badge = element('span', 'badge', String(unread))
      badge.setAttribute('aria-label', `${unread} new`)
      side.append(badge)
    }
    row.append(sign, about, side)
    row.addEventListener('click', () => open(topic.id))
    const item = element('li')
    item.append(row)
    return item
  }

  return {
    /** `unreadOf(id)` counts what nobody has seen yet. */
    draw(topics, current, unreadOf) {
      const focused = focusedRow(nav)
      const rows = arrange(topics).map((topic) => drawTopic(topic, { current, unread: unreadOf(topic.id) }))
      list.replaceChildren(...rows)
      none.hidden = topics.length > 1
      settleRows(nav, '.topic-row', focused)
    },
    focus: () => nav.querySelector('[aria-current="true"]')?.focus(),
  }
}

function arrange([general, ...topics]) {
  const lastOf = ({ last }) => last?.date ?? 0
  return [general, ...topics.sort((a, b) => a.closed - b.closed || lastOf(b) - lastOf(a) || b.id - a.id)]
}

function firstLetter(name) {
  return letters.segment(name)[Symbol.iterator]().next().value?.segment ?? ''
}
