// The page as a whole: who is chosen, what is unread, what the stream of events changes.
import { addCall } from './calls.js'
import { drawMessages, element } from './chat.js'
import { createComposer } from './composer.js'
import { get, listen, post } from './requests.js'

const $ = (id) => document.getElementById(id)
const unread = new Map()
let persons = []
let chosen = null
let drawing = null

const composer = createComposer({ personId: () => chosen, report: toast, sent: () => refresh() })

const actions = {
  reply: composer.reply,
  edit: composer.edit,
  say: composer.say,
  async press(messageId, data, button) {
    button.disabled = true
    try {
      const { answer } = await post(`/persons/${chosen}/press`, { messageId, button: data })
      if (answer?.text) toast(answer.text)
      else if (answer === null) toast('The bot has not answered the press')
    } catch (error) {
      toast(error.message)
    } finally {
      button.disabled = false
    }
  },
}

function toast(text) {
  $('toast').textContent = text
  $('toast').hidden = false
  clearTimeout(toast.timer)
  toast.timer = setTimeout(() => {
    $('toast').hidden = true
  }, 5000)
}

function drawPeople() {
  $('people').replaceChildren(
    ...persons.map((person) => {
      const button = element('button', 'person', person.name)
      button.type = 'button'
      button.setAttribute('aria-current', String(person.id === chosen))
      const count = unread.get(person.id)
      if (count) {
        const badge = element('span', 'unread', String(count))
        badge.setAttribute('aria-label', `${count} new`)
        button.append(badge)
      }
      button.append(element('small', '', [person.role, person.note].filter(Boolean).join(', ')))
      button.addEventListener('click', () => choose(person.id))
      const item = element('li')
      item.append(button)
      return item
    }),
  )
}

async function choose(id) {
  chosen = id
  unread.delete(id)
  const person = persons.find((one) => one.id === id)
  $('chat-title').textContent = person.name
  $('chat-note').textContent = `Telegram ID ${id}${person.username ? `, @${person.username}` : ''}`
  $('messages').replaceChildren()
  $('composer').hidden = false
  $('block').hidden = false
  composer.clear()
  history.replaceState(null, '', `#${id}`)
  drawPeople()
  await refresh()
  $('messages').scrollTop = $('messages').scrollHeight
}

/** One drawing for many changes in a row. */
function refresh() {
  drawing ??= draw().finally(() => {
    drawing = null
  })
  return drawing
}

async function draw() {
  await new Promise((resolve) => setTimeout(resolve, 30))
  const id = chosen
  if (id === null) return
  const chat = await get(`/persons/${id}`)
  if (id !== chosen) return
  composer.setMenu(chat.menu)
  $('block').textContent = chat.blocked ? 'Unblock the bot' : 'Block the bot'
  $('block').dataset.action = chat.blocked ? 'unblock' : 'block'
  drawMessages($('messages'), chat.messages, actions)
}

$('block').addEventListener('click', async () => {
  await post(`/persons/${chosen}/${$('block').dataset.action}`)
  await refresh()
})

$('new-person').addEventListener('submit', async (event) => {
  event.preventDefault()
  const firstName = $('new-name').value.trim()
  if (!firstName) return
  $('new-name').value = ''
  const { id } = await post('/persons', { id: 10_000_000 + Math.floor(Math.random() * 900_000_000), firstName })
  await load()
  await choose(id)
})

async function load() {
  const state = await get('/state')
  persons = state.persons
  $('bot-name').textContent = `${state.bot.first_name} (@${state.bot.username})`
  drawPeople()
}

listen(
  {
    message: ({ kind, chat, message }) => {
      if (chat === chosen) {
        void refresh()
        return
      }
      if (kind !== 'new' || !message.byBot || !persons.some(({ id }) => id === chat)) return
      unread.set(chat, (unread.get(chat) ?? 0) + 1)
      drawPeople()
    },
    call: (call) => addCall($('calls'), call),
  },
  (connected) => {
    $('connection').textContent = connected ? '' : 'The server is away; trying again'
    if (connected) void refresh()
  },
)

if (matchMedia('(max-width: 60rem)').matches) $('log').open = false
await load()
for (const call of (await get('/calls')).filter(({ method }) => method !== 'getUpdates')) addCall($('calls'), call)
const wanted = persons.find(({ id }) => `#${id}` === location.hash) ?? persons[0]
if (wanted) await choose(wanted.id)
