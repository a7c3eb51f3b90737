// One person's chat on the page: whose it is, and how it begins. What every chat has stands in chat-body.js, a group is group-pane.js.
import { createChatBody } from './chat-body.js'
import { announce, fillAvatar } from './elements.js'
import { createPaneHead } from './pane-head.js'
import { get, post } from './requests.js'

/** `person` can be asked for again at any time; `onClose` and `onBack` leave the pane's place to whoever made it. */
export function createPane({ person, bot, onClose, onBack, onUse }) {
  const root = document.getElementById('pane-template').content.firstElementChild.cloneNode(true)
  const instead = root.querySelector('.instead')
  const path = `/persons/${person.id}`

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
  root.querySelector('.messages').setAttribute('aria-label', `Messages of ${person.name}`)

  const body = createChatBody({ root, path: () => path, bot, load, onUse })
  const { attempt, composer } = body
  const head = createPaneHead({ root, person, path, bot, attempt, onClose, onBack })

  async function load() {
    const chat = await get(path)
    head.setBlocked(chat.blocked)
    showInstead(chat)
    return { menu: chat.menu, messages: chat.messages.map((message) => ({ ...message, own: !message.byBot })) }
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

  return {
    root,
    id: person.id,
    refresh: body.refresh,
    focus: () => composer.focus(),
    showActivity: body.showActivity,
    /** Whether a message of this chat is seen at once. */
    shows: () => true,
    /** Something in this chat changed. */
    onMessage({ kind, message }) {
      if (kind === 'new' && message.byBot) {
        body.hideActivity()
        announce(`${message.from} to ${person.name}: ${message.text || message.files.map((file) => file.kind).join(', ')}`)
      }
      void body.refresh()
    },
    close: body.close,
  }
}
