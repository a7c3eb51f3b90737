// The one or two chats that are open: which is in use, which shows on a narrow screen, opening and closing.
import { createGroupPane } from './group-pane.js'
import { createPane } from './pane.js'

const narrow = matchMedia('(max-width: 52rem)')

/** `onChange(ids)` hears of every opening and closing; `around` is what the chats themselves need. */
export function createPanes({ root, app, personOf, onChange, ...around }) {
  let panes = []
  let used = null

  function use(pane) {
    used = pane
    for (const one of panes) one.root.classList.toggle('used', one === pane)
  }

  const shown = () => panes.map(({ id }) => id)

  function close(pane) {
    pane.close()
    panes = panes.filter((one) => one !== pane)
    use(panes[0] ?? null)
    if (panes.length === 0) app.dataset.view = 'people'
    root.classList.toggle('two', panes.length > 1)
    onChange(shown())
  }

  function make(person, hooks) {
    const { bot, staff, unreadIn, onTopic } = around
    if (person.role !== 'group') return createPane({ person, bot, ...hooks })
    const { id } = person
    const more = { unreadOf: (topic) => unreadIn(id, topic), onTopic: (topic) => onTopic(id, topic) }
    return createGroupPane({ group: person, bot, staff, ...more, ...hooks })
  }

  /** Opens a chat in place of the one in use, or beside it. `stay` leaves a narrow screen at the list of people. */
  function open(id, { beside = false, focus = false, stay = false } = {}) {
    const person = personOf(id)
    if (!person) return
    if (!stay) app.dataset.view = 'chat'
    const already = panes.find((pane) => pane.id === id)
    if (already) {
      use(already)
      onChange(shown())
      if (focus && !narrow.matches) already.focus()
      return
    }
    const pane = make(person, { onClose: () => close(pane), onBack: goBack, onUse: () => used !== pane && use(pane) })
    const replaced = panes.length === 0 ? undefined : beside && !narrow.matches ? panes[1] : used
    if (replaced) {
      replaced.root.replaceWith(pane.root)
      replaced.close()
      panes = panes.map((one) => (one === replaced ? pane : one))
    } else {
      root.append(pane.root)
      panes = [...panes, pane]
    }
    root.classList.toggle('two', panes.length > 1)
    use(pane)
    onChange(shown())
    void pane.refresh()
    if (focus && !narrow.matches) pane.focus()
  }

  function goBack() {
    app.dataset.view = 'people'
    const row = app.querySelector('.person[aria-current="true"]')
    row?.focus()
  }

  return {
    open,
    shown,
    find: (id) => panes.find((pane) => pane.id === id),
    /** The chat's pane if it shows: on a narrow screen one does, or none. */
    visible: (id) => panes.find((pane) => pane.id === id && (!narrow.matches || (app.dataset.view === 'chat' && used === pane))),
    refresh() {
      for (const pane of panes) void pane.refresh()
    },
    toggleBeside(persons) {
      if (panes.length > 1) return close(panes[1])
      // Most often it is an engineer one wants to see beside a client.
      const others = persons.filter(({ id }) => !shown().includes(id))
      const next = others.find(({ role }) => role === 'engineer') ?? others[0]
      if (next) open(next.id, { beside: true, focus: true })
    },
  }
}
