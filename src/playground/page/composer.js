// The line at the bottom: writing, replying, editing, attaching, choosing a command.
import { element } from './chat.js'
import { post, postFile } from './requests.js'

const $ = (id) => document.getElementById(id)

/** Wires the composer up. `personId()` tells who writes, `report` shows a failure, `sent` is called after each success. */
export function createComposer({ personId, report, sent }) {
  const text = $('text')
  const context = $('context')
  const suggestions = $('suggestions')
  let target = null
  let menu = []

  function setTarget(next) {
    target = next
    context.hidden = next === null
    context.replaceChildren()
    if (next === null) return
    const cancel = element('button', '', 'Cancel')
    cancel.type = 'button'
    cancel.addEventListener('click', () => {
      if (target?.kind === 'edit') text.value = ''
      setTarget(null)
    })
    const what = next.kind === 'edit' ? 'Editing' : `Reply to ${next.message.from}`
    context.append(element('span', '', `${what}: ${next.message.text.slice(0, 60)}`), cancel)
    text.focus()
  }

  function showSuggestions(entries) {
    suggestions.hidden = entries.length === 0
    $('menu').setAttribute('aria-expanded', String(entries.length > 0))
    suggestions.replaceChildren(
      ...entries.map(({ command, description }) => {
        const button = element('button', '', `/${command}`)
        button.type = 'button'
        button.append(element('small', '', description))
        button.addEventListener('click', () => {
          text.value = `/${command} `
          showSuggestions([])
          text.focus()
        })
        return button
      }),
    )
  }

  async function attempt(action) {
    try {
      await action()
      sent()
    } catch (error) {
      report(error.message)
    }
  }

  async function send() {
    const words = text.value.trim()
    if (!words) return
    const current = target
    text.value = ''
    setTarget(null)
    showSuggestions([])
    const path = `/persons/${personId()}`
    await attempt(() => {
      if (current?.kind === 'edit') return post(`${path}/edit`, { messageId: current.message.id, text: words })
      return post(`${path}/send`, { text: words, ...(current ? { replyTo: current.message.id } : {}) })
    })
  }

  async function attach(files) {
    const caption = text.value.trim()
    text.value = ''
    for (const [index, file] of files.entries()) {
      const photo = file.type.startsWith('image/') && file.type !== 'image/svg+xml' && !$('as-file').checked
      const query = new URLSearchParams({ kind: photo ? 'photo' : 'document', name: file.name })
      if (index === 0 && caption) query.set('caption', caption)
      if (target?.kind === 'reply') query.set('replyTo', target.message.id)
      await attempt(() => postFile(`/persons/${personId()}/file?${query}`, file))
    }
    setTarget(null)
  }

  $('composer').addEventListener('submit', (event) => {
    event.preventDefault()
    void send()
  })
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') setTarget(null)
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    void send()
  })
  text.addEventListener('input', () => {
    const word = text.value.match(/^\/(\w*)$/)?.[1]
    showSuggestions(word === undefined ? [] : menu.filter(({ command }) => command.startsWith(word)))
  })
  $('menu').addEventListener('click', () => showSuggestions(suggestions.hidden ? menu : []))
  $('file').addEventListener('change', async () => {
    await attach([...$('file').files])
    $('file').value = ''
  })

  return {
    reply: (message) => setTarget({ kind: 'reply', message }),
    edit: (message) => {
      text.value = message.text
      setTarget({ kind: 'edit', message })
    },
    clear: () => setTarget(null),
    setMenu: (entries) => {
      menu = entries
      $('menu').hidden = entries.length === 0
    },
    say: (words) => attempt(() => post(`/persons/${personId()}/send`, { text: words })),
  }
}
