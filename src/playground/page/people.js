// The list of people: who they are, what was said last, what is new. Up and down move, Enter opens.
import { focusedRow, moveWithArrows, settleRows } from './arrows.js'
import { clockTime, element, fillAvatar, iconButton, lastLine } from './elements.js'

const titles = {
  client: 'Clients',
  finance: 'Clients',
  engineer: 'Support',
  admin: 'Support',
  group: 'Support',
  stranger: 'Others',
  guest: 'Others',
}

/** `open(id, beside)` is called for a chosen person. */
export function createPeopleList(root, find, open) {
  let filter = ''
  let last = { persons: [], shown: [], unreadOf: () => 0 }

  function draw(state = last) {
    last = state
    const focused = focusedRow(root)
    const words = filter.trim().toLowerCase()
    const fitting = state.persons.filter((person) =>
      `${person.name} ${person.role} ${person.note} ${person.username ?? ''} ${person.messenger ?? ''}`
        .toLowerCase()
        .includes(words),
    )
    const sections = Map.groupBy(fitting, ({ role, messenger }) => (messenger ? `On ${messenger}` : (titles[role] ?? 'Others')))
    root.replaceChildren(
      ...[...sections].flatMap(([title, persons]) => {
        const list = element('ul')
        list.setAttribute('aria-label', title)
        list.append(...persons.map((person) => drawPerson(person, state)))
        return [element('h2', 'list-title', title), list]
      }),
    )
    if (fitting.length === 0) root.append(element('p', 'hint', 'Nobody of that name'))
    settleRows(root, '.person', focused)
  }

  function drawPerson(person, { shown, unreadOf }) {
    const item = element('li', 'person-item')
    const row = element('button', 'person')
    row.type = 'button'
    row.tabIndex = -1
    row.dataset.focus = `open-${person.id}`
    row.setAttribute('aria-current', String(shown.includes(person.id)))
    const avatar = element('span', 'avatar')
    avatar.setAttribute('aria-hidden', 'true')
    fillAvatar(avatar, person)
    const about = element('span', 'about-person')
    about.append(
      element('span', 'name', person.name),
      element('span', 'role', [person.role, person.note].filter(Boolean).join(', ')),
    )
    if (person.last) about.append(element('span', 'last', lastOf(person)))
    const side = element('span', 'side')
    if (person.last) side.append(element('span', 'when', clockTime(person.last.date)))
    const count = unreadOf(person.id)
    if (count) {
      const badge = element('span', 'badge', String(count))
      badge.setAttribute('aria-label', `${count} new`)
      side.append(badge)
    }
    row.append(avatar, about, side)
    row.addEventListener('click', (event) => open(person.id, event.ctrlKey || event.metaKey))
    const beside = iconButton('beside', `Open ${person.name} beside`, () => open(person.id, true), 'open-beside wide-only')
    beside.tabIndex = -1
    item.append(row, beside)
    return item
  }

  moveWithArrows(root, '.person')
  find.addEventListener('input', () => {
    filter = find.value
    draw()
  })
  find.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      find.value = ''
      filter = ''
      draw()
    }
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
    event.preventDefault()
    const first = root.querySelector('.person')
    if (event.key === 'Enter') first?.click()
    else first?.focus()
  })

  return { draw }
}

function lastOf({ role, last }) {
  return lastLine(role === 'group' ? last : { ...last, from: 'You' })
}
