// The line at the bottom of a chat: writing, replying, editing, choosing a command. Files are tray.js, the voice is voice.js.
import { button, element, iconButton } from './elements.js'
import { post } from './requests.js'
import { createTray } from './tray.js'
import { createVoice } from './voice.js'

/** `path()` is where it goes; `attempt` does something, shows what went wrong, and draws the chat anew. */
export function createComposer({ root, path, attempt, lastOwn }) {
  const form = root.querySelector('.composer')
  const text = root.querySelector('.text')
  const context = root.querySelector('.context')
  const suggestions = root.querySelector('.suggestions')
  const commands = root.querySelector('.commands')
  const tray = createTray(root.querySelector('.tray'), () => showSend())
  const voice = createVoice({
    root,
    onRecorded: (file, seconds) => attempt(() => tray.sendVoice(path(), file, seconds, replyTo())),
    onStateChange: () => showSend(),
  })
  let target = null
  let menu = []

  const replyTo = () => (target?.kind === 'reply' ? target.message.id : undefined)

  function showSend() {
    const something = text.value.trim() !== '' || tray.size() > 0
    root.querySelector('.send').hidden = !something
    root.querySelector('.voice').hidden = something
    text.hidden = voice.isRecording()
  }

  function setText(words) {
    text.value = words
    showSend()
  }

  function setTarget(next) {
    target = next
    context.hidden = next === null
    context.replaceChildren()
    if (next === null) return
    const about = element('div')
    about.append(
      element('strong', '', next.kind === 'edit' ? 'Edit message' : `Reply to ${next.message.from}`),
      element('span', 'excerpt', next.message.text.slice(0, 120) || 'a file'),
    )
    context.append(about, iconButton('close', 'Cancel', cancel))
    text.focus()
  }

  function cancel() {
    if (target?.kind === 'edit') setText('')
    setTarget(null)
    text.focus()
  }

  function showSuggestions(entries) {
    suggestions.hidden = entries.length === 0
    commands.setAttribute('aria-expanded', String(entries.length > 0))
    suggestions.replaceChildren(
      ...entries.map(({ command, description }) => {
        const one = button(`/${command}`, () => {
          setText(`/${command} `)
          showSuggestions([])
          text.focus()
        })
        one.append(element('small', '', description))
        return one
      }),
    )
  }

  async function send() {
    const words = text.value.trim()
    if (!words && tray.size() === 0) return
    const current = target
    const reply = replyTo()
    setText('')
    setTarget(null)
    showSuggestions([])
    if (tray.size() > 0) await attempt(() => tray.send(path(), words, reply))
    else if (current?.kind === 'edit') await attempt(() => post(`${path()}/edit`, { messageId: current.message.id, text: words }))
    else await attempt(() => post(`${path()}/send`, { text: words, ...(reply === undefined ? {} : { replyTo: reply }) }))
  }

  /** What is open is closed, the nearest first. */
  function closeNearest() {
    if (!suggestions.hidden) showSuggestions([])
    else if (target) cancel()
    else tray.clear()
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void send()
  })
  text.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' && !suggestions.hidden) {
      event.preventDefault()
      suggestions.querySelector('button').focus()
    }
    if (event.key === 'ArrowUp' && text.value === '' && lastOwn()) {
      event.preventDefault()
      edit(lastOwn())
    }
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    void send()
  })
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') closeNearest()
    const at = [...suggestions.children].indexOf(document.activeElement)
    if (at < 0 || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
    event.preventDefault()
    const next = suggestions.children[at + (event.key === 'ArrowDown' ? 1 : -1)]
    ;(next ?? text).focus()
  })
  text.addEventListener('input', () => {
    const word = text.value.match(/^\/(\w*)$/)?.[1]
    showSuggestions(word === undefined ? [] : menu.filter(({ command }) => command.startsWith(word)))
    showSend()
  })
  text.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])]
    if (files.length === 0) return
    event.preventDefault()
    tray.add(files)
  })
  commands.addEventListener('click', () => {
    showSuggestions(suggestions.hidden ? menu : [])
    suggestions.querySelector('button')?.focus()
  })
  root.querySelector('.file').addEventListener('change', ({ target: chooser }) => {
    tray.add([...chooser.files])
    chooser.value = ''
    text.focus()
  })

  function edit(message) {
    setText(message.text)
    setTarget({ kind: 'edit', message })
  }

  return {
    reply: (message) => setTarget({ kind: 'reply', message }),
    edit,
    attach: tray.add,
    /** Other words in place of those that stand there, which are returned; an answer or an edit that was begun is let go. */
    swap(words) {
      const before = target?.kind === 'edit' ? '' : text.value
      context.hidden = true
      target = null
      setText(words)
      return before
    },
    focus: () => text.focus(),
    setHidden(hidden) {
      form.hidden = hidden
    },
    setMenu(entries) {
      menu = entries
      commands.hidden = entries.length === 0
    },
  }
}
