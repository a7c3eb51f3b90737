// The page as a whole: who is open, what is unread, what the stream of events changes.
import { createCallLog } from './calls.js'
import { createClockPanel } from './clock.js'
import { toast } from './elements.js'
import { createFaultPanel } from './faults.js'
import { createPanes } from './panes.js'
import { createPeopleList } from './people.js'
import { get, listen, post } from './requests.js'
import { createTools } from './tools.js'
import { createUnread } from './unread.js'

const $ = (id) => document.getElementById(id)
const unread = createUnread()
const state = await get('/state')
/** Whom one can be, and the groups: everything that can be opened. */
let persons = [...state.persons, ...state.groups]

const nameOf = (id) => persons.find((person) => String(person.id) === String(id))?.name ?? String(id)
const people = createPeopleList($('people'), $('find'), (id, beside) => panes.open(id, { beside, focus: true }))
const panes = createPanes({
  root: $('panes'),
  app: $('app'),
  bot: { ...state.bot, topics: state.topics },
  personOf: (id) => persons.find((person) => person.id === id),
  staff: () => persons.filter(({ role }) => role === 'engineer' || role === 'admin'),
  unreadIn: unread.of,
  onTopic(id, topic) {
    unread.clear(id, topic)
    drawPeople()
  },
  onChange(shown) {
    // A group is seen topic by topic.
    for (const id of shown) if (id > 0) unread.clear(id)
    $('beside').setAttribute('aria-pressed', String(shown.length > 1))
    history.replaceState(null, '', shown.length > 0 ? `#${shown.join(',')}` : location.pathname)
    drawPeople()
  },
})
const calls = createCallLog({ nameOf })
const faults = createFaultPanel($('faults'), { persons: () => persons, onCount: showFaultCount })
const clock = createClockPanel($('clock'))
createTools({ app: $('app'), panel: $('tools'), show: $('show-tools'), hide: $('hide-tools') })

function drawPeople() {
  people.draw({ persons, shown: panes.shown(), unreadOf: unread.sum })
}

function showFaultCount(count) {
  $('fault-count').hidden = count === 0
  $('fault-count').textContent = String(count)
  $('fault-count').setAttribute('aria-label', `${count} switched on`)
  $('show-tools').classList.toggle('alarm', count > 0)
}

async function loadPeople() {
  const now = await get('/state')
  persons = [...now.persons, ...now.groups]
  drawPeople()
  return now
}

function onMessage(event) {
  const { kind, chat, message } = event
  const person = persons.find(({ id }) => id === chat)
  if (!person) return
  const text = message.text || message.files.map((file) => file.fileName ?? file.kind).join(', ')
  const { date, byBot, from } = message
  if (kind === 'new' && !message.service) person.last = { text: text.slice(0, 120), date, byBot, from }
  const pane = panes.visible(chat)
  const isNews = kind === 'new' && !message.service && (byBot || person.role === 'group')
  if (isNews && !pane?.shows(message)) unread.add(chat, message.topic)
  pane?.onMessage(event)
  drawPeople()
}

$('beside').addEventListener('click', () => panes.toggleBeside(persons))
$('new-person').addEventListener('submit', async (event) => {
  event.preventDefault()
  const firstName = $('new-name').value.trim()
  if (!firstName) return
  $('new-name').value = ''
  const { id } = await post('/persons', { id: 10_000_000 + Math.floor(Math.random() * 900_000_000), firstName })
  await loadPeople()
  panes.open(id, { focus: true })
})

const themes = ['system', 'light', 'dark']
function setTheme(theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  $('theme').setAttribute('aria-label', `Colours: ${theme}`)
  $('theme').title = `Colours: ${theme}`
  try {
    localStorage.setItem('playground-theme', theme)
  } catch {
    // Kept for this page only.
  }
}
$('theme').addEventListener('click', () => {
  const now = document.documentElement.dataset.theme ?? 'system'
  const next = themes[(themes.indexOf(now) + 1) % themes.length]
  setTheme(next)
  toast(`Colours: ${next}`)
})
setTheme(document.documentElement.dataset.theme ?? 'system')

listen(
  {
    message: onMessage,
    chat: (event) => panes.find(event.chat)?.refresh(),
    activity: (event) => panes.find(event.chat)?.showActivity(event),
    call: calls.add,
    faults: faults.draw,
    clock: clock.set,
    persons: loadPeople,
  },
  async (connected) => {
    $('connection').hidden = connected
    $('connection').textContent = connected ? '' : 'The server is away; trying again'
    if (!connected) return
    const now = await loadPeople()
    faults.draw(now.faults)
    clock.set(now.clock)
    panes.refresh()
  },
)

$('bot-name').textContent = `${state.bot.first_name} (@${state.bot.username})`
faults.draw(state.faults)
clock.set(state.clock)
const wanted = location.hash.slice(1).split(',').map(Number)
const known = wanted.filter((id) => persons.some((person) => person.id === id))
for (const [index, id] of known.entries()) panes.open(id, { beside: index > 0 })
if (known.length === 0 && persons[0]) panes.open(persons[0].id, { stay: true })
drawPeople()
calls.fill(await get('/calls'))
