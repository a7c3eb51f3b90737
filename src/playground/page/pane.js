// One chat on the page: whose it is, what stands in it, what the bot is doing, and the line to write in.
import { createComposer } from './composer.js'
import { announce, element, fillAvatar, toast } from './elements.js'
import { drawMessages, stayAtEnd } from './messages.js'
import { createPaneHead } from './pane-head.js'
import { get, post } from './requests.js'

const activityMs = 5500
const draftMs = 30_000
/** Changes that come together are drawn together. */
const gatheringMs = 30

/** `person` can be asked for again at any time; `onClose` and `onBack` leave the pane's place to whoever made it. */
export function createPane({ person, bot, onClose, onBack, onUse }) {
  const root = document.getElementById('pane-template').content.firstElementChild.cloneNode(true)
  const messages = root.querySelector('.messages')
  const activity = root.querySelector('.activity')
  const instead = root.querySelector('.instead')
  const path = `/persons/${person.id}`
  let drawing = null
  let changes = 0
  let closed = false
  let activityTimer

  root.setAttribute('aria-label', `Chat of ${person.name}`)
  root.dataset.person = person.id
  if (person.messenger) root.dataset.messenger = person.messenger
  root.querySelector('h2').textContent = person.name
  const username = person.username ? `, @${person.username}` : ''
  root.querySelector('.note').textContent = [
    [person.role, person.note].filter(Boolean).join(', '),
    person.messenger ? `${person.messenger} ${person.address}` : `ID ${person.id}${username}`,
  ].join(' · ')
  fillAvatar(root.querySelector('.avatar'), person)
  messages.setAttribute('aria-label', `Messages of ${person.name}`)
  // So that it can be scrolled with the keyboard.
  messages.tabIndex = 0
  stayAtEnd(messages)

  async function attempt(action) {
    try {
      const result = await action()
      await refresh()
      return result
    } catch (error) {
      toast(error.message)
      return undefined
    }
  }

  const composer = createComposer({ root, path, attempt, lastOwn: () => latest.findLast(({ editable }) => editable) })
  const head = createPaneHead({ root, person, path, bot, attempt, onClose, onBack })
  let latest = []

  const actions = {
    botName: bot.username,
    reply: composer.reply,
    edit: composer.edit,
    say: (text) => attempt(() => post(`${path}/send`, { text })),
    openLink: (payload) => attempt(() => post(`${path}/open-link`, payload ? { payload } : {})),
    press: (messageId, data, pressed) =>
      attempt(async () => {
        pressed.classList.add('waiting')
        pressed.setAttribute('aria-busy', 'true')
        const { answer } = await post(`${path}/press`, { messageId, button: data }).finally(() => {
          pressed.classList.remove('waiting')
          pressed.removeAttribute('aria-busy')
        })
        if (answer?.text) toast(answer.text)
        else if (answer === null) toast('The bot has not answered the press')
      }),
  }

  /** One drawing for many changes in a row; what changes while one is under way is drawn by the next. */
  function refresh() {
    changes++
    drawing ??= drawUntilCurrent().finally(() => {
      drawing = null
    })
    return drawing
  }

  async function drawUntilCurrent() {
    let drawn
    do {
      await new Promise((resolve) => setTimeout(resolve, gatheringMs))
      drawn = changes
      if (!closed) await draw()
    } while (drawn !== changes)
  }

  async function draw() {
    const chat = await get(path)
    latest = chat.messages
    composer.setMenu(chat.menu)
    head.setBlocked(chat.blocked)
    showInstead(chat)
    drawMessages(messages, chat.messages, actions)
  }

  /** As in every messenger: a chat begins with Start, and one that is blocked has to be opened again. */
  function showInstead(chat) {
    const words = chat.blocked ? 'Unblock the bot' : chat.messages.length === 0 ? 'Start' : undefined
    const begin = instead.querySelector('button')
    instead.hidden = words === undefined
    composer.setHidden(chat.blocked)
    if (words === undefined || words === begin.textContent) return
    begin.textContent = words
    begin.onclick = () => attempt(() => (chat.blocked ? post(`${path}/unblock`) : post(`${path}/open-link`)))
  }

  function showActivity({ action, text }) {
    clearTimeout(activityTimer)
    activity.replaceChildren()
    const draft = action === 'draft' && text
    activity.classList.toggle('draft', Boolean(draft))
    const doing = { upload_photo: 'is sending a photo', upload_document: 'is sending a file', record_voice: 'is speaking' }
    activity.append(draft ? text : `${bot.first_name} ${doing[action] ?? 'is typing'}`, element('span', 'dots'))
    activity.hidden = false
    activityTimer = setTimeout(hideActivity, draft ? draftMs : activityMs)
  }

  function hideActivity() {
    clearTimeout(activityTimer)
    activity.hidden = true
  }

  root.addEventListener('focusin', () => onUse())
  root.addEventListener('pointerdown', () => onUse())
  root.addEventListener('dragover', (event) => event.preventDefault())
  root.addEventListener('drop', (event) => {
    event.preventDefault()
    composer.attach([...(event.dataTransfer?.files ?? [])])
  })

  return {
    root,
    personId: person.id,
    refresh,
    openLink: actions.openLink,
    focus: () => composer.focus(),
    showActivity,
    /** Something in this chat changed. */
    onMessage({ kind, message }) {
      if (kind === 'new' && message.byBot) {
        hideActivity()
        announce(`${message.from} to ${person.name}: ${message.text || message.files.map((file) => file.kind).join(', ')}`)
      }
      void refresh()
    },
    close() {
      closed = true
      hideActivity()
      root.remove()
    },
  }
}
