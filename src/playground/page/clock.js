// The clock of the playground: what it says, and moving it forward so that waiting takes no time.
import { button, element, toast } from './elements.js'
import { apiRoot, post } from './requests.js'

const steps = [
  ['+1 minute', 60],
  ['+10 minutes', 600],
  ['+1 hour', 3600],
  ['+1 day', 86_400],
]

export function createClockPanel(root) {
  const face = element('p', 'clock-face')
  const distance = element('p', 'hint')
  const row = element('div', 'clock-steps')
  let ahead = 0

  async function advance(seconds) {
    try {
      await post('/advance-clock', { seconds })
    } catch (error) {
      toast(error.message)
    }
  }

  row.append(...steps.map(([words, seconds]) => button(words, () => advance(seconds))))
  root.append(face, distance, row)
  root.append(
    element(
      'p',
      'hint',
      'Moves Telegram and the desk forward together: deadlines come, buttons grow old, links to files run out. It never goes back; a restart brings it to the real time.',
    ),
    element('h3', '', 'Start over'),
    button('Empty every chat', () => attemptEmpty()),
    element('p', 'hint', 'Messages go, tickets and people stay.'),
    element('h3', '', 'For scripts'),
  )
  const links = element('ul', 'plain')
  for (const [words, path] of [
    ['Everything as JSON', '/snapshot'],
    ['Calls as JSON', '/calls'],
  ]) {
    const link = element('a', '', words)
    link.href = apiRoot + path
    link.target = '_blank'
    const item = element('li')
    item.append(link)
    links.append(item)
  }
  root.append(links)

  async function attemptEmpty() {
    await post('/empty-chats')
    toast('The chats are empty')
  }

  function draw() {
    const now = new Date(Date.now() + ahead)
    const date = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
    const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
    face.replaceChildren(element('span', 'clock-time', time.format(now)), element('span', '', date.format(now)))
    distance.textContent = ahead === 0 ? 'The real time' : `${spoken(ahead)} ahead of the real time`
  }

  setInterval(() => !root.hidden && draw(), 1000)
  draw()

  return {
    set(clock) {
      ahead = clock.ahead
      draw()
    },
  }
}

function spoken(milliseconds) {
  const minutes = Math.round(milliseconds / 60_000)
  const parts = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor((minutes % 1440) / 60), 'hour'],
    [minutes % 60, 'minute'],
  ]
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
    .join(' ')
}
