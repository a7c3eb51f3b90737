// The top of a chat: back, opening a link to the bot, blocking, topics, saving as text, closing.

import { toast } from './elements.js'
import { startPayload } from './marked-text.js'
import { createMore } from './more.js'
import { post } from './requests.js'
import { saveText } from './save-text.js'

export function createPaneHead({ root, person, path, bot, attempt, onClose, onBack }) {
  const choose = createMore(root)
  const block = root.querySelector('.block')
  let blocked = false

  const onChoice = (name, action) => choose(root.querySelector(name), action)

  onChoice('.block', () => attempt(() => post(`${path}/${blocked ? 'unblock' : 'block'}`)))
  onChoice('.save', () => saveText(`${path}/transcript`, person.name))
  onChoice('.close', onClose)
  onChoice('.topic', () => attempt(() => post(`${path}/topic`, { name: 'A topic of my own' })))
  root.querySelector('.topic').hidden = !bot.topics || Boolean(person.messenger)
  // Another messenger tells a bot nothing of being blocked.
  block.hidden = Boolean(person.messenger)
  root.querySelector('.back').addEventListener('click', onBack)
  root.querySelector('.open-link').addEventListener('click', async () => {
    const payload = await askForLink(bot)
    if (payload !== undefined) await attempt(() => post(`${path}/open-link`, payload ? { payload } : {}))
  })
  return {
    setBlocked(now) {
      blocked = now
      block.textContent = now ? 'Unblock the bot' : 'Block the bot'
    },
  }
}

/** The code in a link that writes to a number: "https://wa.me/370…?text=CODE". */
function invitationIn(words) {
  const link = URL.canParse(words) ? new URL(words) : undefined
  return link?.hostname === 'wa.me' ? (link.searchParams.get('text') ?? undefined) : undefined
}

/** Asks for a deep link. @returns its payload, maybe empty, or undefined when it was called off. */
function askForLink(bot) {
  const dialog = document.getElementById('link-dialog')
  const input = document.getElementById('link-text')
  input.value = ''
  dialog.returnValue = 'cancel'
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.addEventListener(
      'close',
      () => {
        if (dialog.returnValue !== 'open') return resolve(undefined)
        const words = input.value.trim()
        const payload = startPayload(words, bot.username) ?? invitationIn(words) ?? words
        if (/^[\w-]{0,64}$/.test(payload)) return resolve(payload)
        toast(`That is no link to @${bot.username}, and no code`)
        resolve(undefined)
      },
      { once: true },
    )
  })
}
