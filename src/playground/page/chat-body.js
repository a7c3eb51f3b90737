// What every open chat has: its messages, what the bot is doing, the line to write in, and doing things in it. Whose chat it is
// and what else is shown stands in pane.js and group-pane.js.
import { createComposer } from './composer.js'
import { element, toast } from './elements.js'
import { drawMessages, stayAtEnd } from './messages.js'
import { post } from './requests.js'

const activityMs = 5500
const draftMs = 30_000
/** Changes that come together are drawn together. */
const gatheringMs = 30

/** `path()` is where things are done now; `load()` gets the chat, shows what is around it, and returns messages and menu. */
export function createChatBody({ root, path, bot, load, onUse }) {
  const messages = root.querySelector('.messages')
  const activity = root.querySelector('.activity')
  let drawing = null
  let changes = 0
  let closed = false
  let activityTimer
  let latest = []

  // So that it can be scrolled with the keyboard.
  messages.tabIndex = 0
  const toEnd = stayAtEnd(messages)

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

  const actions = {
    botName: bot.username,
    reply: composer.reply,
    edit: composer.edit,
    say: (text) => attempt(() => post(`${path()}/send`, { text })),
    openLink: (payload) => attempt(() => post(`${path()}/open-link`, payload ? { payload } : {})),
    press: (messageId, data, pressed) =>
      attempt(async () => {
        pressed.classList.add('waiting')
        pressed.setAttribute('aria-busy', 'true')
        const { answer } = await post(`${path()}/press`, { messageId, button: data }).finally(() => {
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
    const chat = await load()
    latest = chat.messages
    composer.setMenu(chat.menu)
    drawMessages(messages, chat.messages, actions)
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
    attempt,
    actions,
    composer,
    refresh,
    toEnd,
    showActivity,
    hideActivity,
    close() {
      closed = true
      hideActivity()
      root.remove()
    },
  }
}
