// A group on the page: its topics, one of them open with its pinned message, and whoever of the group one writes and presses as.
import { createChatBody } from './chat-body.js'
import { announce, fillAvatar, toast } from './elements.js'
import { createGroupHead } from './group-head.js'
import { get, post } from './requests.js'
import { createTopicList } from './topics.js'

const general = 0

/** `staff()` are those who belong in the group; `onTopic(id)` hears which topic is looked at, `unreadOf(id)` counts what is new there. */
export function createGroupPane({ group, bot, staff, unreadOf, onTopic, onClose, onBack, onUse }) {
  const root = document.getElementById('pane-template').content.firstElementChild.cloneNode(true)
  const parts = document.getElementById('group-template').content.cloneNode(true)
  const nav = parts.querySelector('.topics')
  const topicHead = parts.querySelector('.topic-head')
  const title = topicHead.querySelector('h3')
  const pinned = topicHead.querySelector('.pinned')
  const as = parts.querySelector('select')
  const messages = root.querySelector('.messages')
  const instead = root.querySelector('.instead')
  const drafts = new Map()
  let topics = []
  let open = general

  root.classList.add('group')
  root.dataset.showing = 'topics'
  root.setAttribute('aria-label', group.name)
  root.querySelector('h2').textContent = group.name
  fillAvatar(root.querySelector('.avatar'), group)
  nav.setAttribute('aria-label', `Topics of ${group.name}`)
  root.querySelector('.pane-body').prepend(nav)
  messages.before(topicHead)
  root.querySelector('.composer').before(parts)

  const list = createTopicList(nav, (id) => show(id))
  const place = () => `/groups/${group.id}/topics/${open}`
  const body = createChatBody({ root, path: () => `${place()}/as/${as.value}`, bot, load, onUse })
  const { composer } = body
  const head = createGroupHead({
    root,
    group,
    staff,
    attempt: body.attempt,
    place: () => ({
      topic: open === general ? undefined : topics.find(({ id }) => id === open),
      person: as.value,
      path: place(),
    }),
    onClose,
    onBack: () => (nav.checkVisibility() ? onBack() : showTopics()),
  })
  as.addEventListener('change', () => {
    composer.swap(composer.swap(''))
    void body.refresh()
  })
  pinned.addEventListener('click', () => {
    const card = messages.querySelector(`[data-key="message-${pinned.dataset.message}"]`)
    card?.scrollIntoView({ block: 'start' })
    const first = card?.querySelector('.rows button, .rows a') ?? card?.querySelector('button')
    first?.focus({ preventScroll: true })
  })

  const isSeen = (topic) => topic === open && messages.checkVisibility()

  /** Each topic keeps what was begun in it. */
  function change(id) {
    if (id === open) return
    drafts.set(open, composer.swap(drafts.get(id) ?? ''))
    open = id
    body.toEnd()
  }

  function show(id) {
    change(id)
    root.dataset.showing = 'topic'
    head.nameBack(nav.checkVisibility())
    onTopic(open)
    drawTopics()
    void body.refresh()
    if (nav.checkVisibility()) composer.focus()
    else messages.focus({ preventScroll: true })
  }

  function showTopics() {
    root.dataset.showing = 'topics'
    head.nameBack(true)
    list.focus()
  }

  function drawTopics() {
    if (topics.length > 0) list.draw(topics, open, unreadOf)
  }

  async function load() {
    const asked = open
    const now = await get(place())
    if (!now.topics.some(({ id }) => id === open)) {
      toast(`The topic ${title.textContent} is gone`)
      change(general)
    }
    if (open !== asked) return load()
    topics = now.topics
    if (isSeen(open)) onTopic(open)
    drawTopics()
    drawAround(now)
    const me = Number(as.value)
    return { menu: now.menu, messages: now.messages.map((message) => toShown(message, me)) }
  }

  function drawAround(now) {
    const topic = now.topics.find(({ id }) => id === open)
    title.textContent = topic.name
    messages.setAttribute('aria-label', `Messages in ${topic.name}`)
    pinned.hidden = now.pinned === undefined
    pinned.dataset.message = now.pinned?.id ?? ''
    pinned.querySelector('span').textContent = now.pinned?.text ?? ''
    drawMembers(now.members)
    head.draw(now)
    composer.setHidden(topic.closed || now.members.length === 0)
    showInstead(hindrance(now, topic))
  }

  /** Why nothing can be done here, or nothing would come of it. */
  function hindrance({ members, botPresent }, topic) {
    const me = members.find(({ id }) => String(id) === as.value)
    if (me === undefined) return { words: 'Nobody is in the group' }
    if (!botPresent) return { words: 'The bot is not in the group' }
    if (!me.begun) return { words: `${me.name} has not started the bot yet, so it knows nobody of that name`, start: me.id }
    return topic.closed ? { words: 'This topic is closed: nobody writes here' } : undefined
  }

  function showInstead(found) {
    const [hint, start] = instead.children
    instead.hidden = found === undefined
    hint.hidden = false
    hint.textContent = found?.words ?? ''
    start.hidden = found?.start === undefined
    start.textContent = 'Start the bot'
    start.onclick = () => body.attempt(() => post(`/persons/${found.start}/open-link`))
  }

  function drawMembers(members) {
    if ([...as.options].map(({ value }) => value).join() === members.map(({ id }) => id).join()) return
    const before = as.value
    as.replaceChildren(...members.map(({ id, name }) => new Option(name, id)))
    if (members.some(({ id }) => String(id) === before)) as.value = before
  }

  return {
    root,
    id: group.id,
    refresh: body.refresh,
    focus: () => (messages.checkVisibility() ? composer.focus() : list.focus()),
    showActivity: body.showActivity,
    shows: (message) => isSeen(message.topic ?? general),
    onMessage({ kind, message }) {
      if (kind === 'new' && !message.service && isSeen(message.topic ?? general) && message.fromId !== Number(as.value)) {
        body.hideActivity()
        announce(`${message.from} in ${title.textContent}: ${message.text || message.files.map((file) => file.kind).join(', ')}`)
      }
      void body.refresh()
    },
    close: body.close,
  }
}

/** In a group the own messages are those of whoever one is now; the others say who wrote them. */
function toShown(message, me) {
  const own = message.fromId === me
  return { ...message, own, editable: message.editable && own, ...(own ? {} : { author: message.from }) }
}
