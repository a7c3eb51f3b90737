// The list of people: who they are, what was said last, what is new. Up and down move, Enter opens.
import { clockTime, element, fillAvatar, iconButton } from './elements.js'

const titles = {
  client: 'Clients',
  finance: 'Clients',
  engineer: 'Support',
  admin: 'Support',
  stranger: 'Others',
  guest: 'Others',
}

/** `open(id, beside)` is called for a chosen person. */
export function createPeopleList(root, find, open) {
  let filter = ''
  let last = { persons: [], shown: [], unread: new Map() }

  function draw(state = last) {
    last = state
    const focused = root.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined
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
    const rows = [...root.querySelectorAll('.person')]
    const current = rows.find((row) => row.getAttribute('aria-current') === 'true') ?? rows[0]
    if (current) current.tabIndex = 0
    if (focused) root.querySelector(`[data-focus="${focused}"]`)?.focus()
  }

  function drawPerson(person, { shown, unread }) {
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
    if (person.last) about.append(element('span', 'last', `${person.last.byBot ? '' : 'You: '}${person.last.text}`))
    const side = element('span', 'side')
    if (person.last) side.append(element('span', 'when', clockTime(person.last.date)))
    const count = unread.get(person.id)
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

  root.addEventListener('keydown', (event) => {
    const rows = [...root.querySelectorAll('.person')]
    const at = rows.indexOf(document.activeElement)
    if (at < 0) return
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }
    if (event.key === 'ArrowRight') document.activeElement.nextElementSibling?.focus()
    const next = rows[steps[event.key]]
    if (!next) return
    event.preventDefault()
    for (const row of rows) row.tabIndex = row === next ? 0 : -1
    next.focus()
  })
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
