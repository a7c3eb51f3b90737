// Switches for what can go wrong on the way: presets, a fault of one's own, and the list of those that are on.
import { button, element, iconButton, toast } from './elements.js'
import { post, remove } from './requests.js'

const presets = [
  { label: 'Telegram says 429', note: 'Too many requests, wait 5 seconds', kind: 'too-many-requests', retryAfter: 5 },
  { label: 'The answer is lost', note: 'Said, but the bot does not hear that it was', kind: 'drop-after' },
  { label: 'The call is lost', note: 'Cut off before anything is done', kind: 'drop-before' },
  { label: 'Slow', note: 'Every answer takes 3 seconds', kind: 'delay', milliseconds: 3000, standing: true },
  { label: 'Down', note: 'A proxy says 502 to everything', kind: 'html', method: '*', standing: true },
  { label: 'Polls hang', note: 'The line to the bot is dead and nobody noticed', kind: 'half-open-poll', standing: true },
]

const kinds = {
  'too-many-requests': '429, too many requests',
  refuse: 'Refused: 403',
  'server-error': 'Server error: 500',
  html: 'A page of HTML: 502',
  'truncated-json': 'Half an answer',
  delay: 'Slow answer',
  'slow-upload': 'Slow upload',
  'never-answer': 'Never answered',
  'drop-before': 'Lost before it is done',
  'drop-after': 'Done, answer lost',
}

/** `onCount` hears how many are on. */
export function createFaultPanel(root, { persons, onCount }) {
  const lasting = element('fieldset', 'lasting')
  lasting.append(element('legend', '', 'A switch hits'))
  const radios = [
    ['once', 'the next call'],
    ['standing', 'every call until it is off'],
  ].map(([value, words], index) => {
    const label = element('label', 'check')
    const radio = element('input')
    radio.type = 'radio'
    radio.name = 'fault-lasting'
    radio.value = value
    radio.checked = index === 0
    label.append(radio, ` ${words}`)
    lasting.append(label)
    return radio
  })
  const switches = new Map(presets.map((preset) => [preset.label, drawPreset(preset)]))
  const list = element('ul', 'fault-list')
  list.setAttribute('aria-label', 'Faults that are on')
  const none = element('p', 'hint', 'No fault is on: every call is done and answered.')
  const clear = button('Switch all off', () => attempt(() => remove('/faults')))
  root.append(lasting, ...switches.values(), element('h3', '', 'On now'), none, list, clear, drawOwn())
  let active = []

  async function attempt(action) {
    try {
      await action()
    } catch (error) {
      toast(error.message)
    }
  }

  function drawPreset({ label, note, standing, ...fault }) {
    const one = button('', () => toggle(), 'switch')
    one.setAttribute('role', 'switch')
    one.setAttribute('aria-checked', 'false')
    const words = element('span', 'switch-words', label)
    words.append(element('small', '', note))
    one.append(words, element('span', 'knob'))
    const toggle = () => {
      const on = active.filter((added) => added.fault.label === label)
      const always = standing || radios[1].checked
      if (on.length > 0) return attempt(() => Promise.all(on.map(({ id }) => remove(`/faults/${id}`))))
      return attempt(() => post('/faults', { ...fault, label, times: always ? null : 1 }))
    }
    return one
  }

  function draw(faults) {
    active = faults
    onCount(faults.length)
    for (const [label, one] of switches)
      one.setAttribute('aria-checked', String(faults.some(({ fault }) => fault.label === label)))
    none.hidden = faults.length > 0
    clear.hidden = faults.length === 0
    list.replaceChildren(
      ...faults.map(({ id, fault, hits }) => {
        const item = element('li')
        const name = fault.label ?? kinds[fault.kind] ?? fault.kind
        const times = fault.times === null ? 'until off' : `${(fault.times ?? 1) - hits} to go`
        const about = [fault.method, fault.text && `"${fault.text}"`, times, hits > 0 && `met ${hits} ×`]
          .filter(Boolean)
          .join(', ')
        const words = element('span', 'switch-words', name)
        words.append(element('small', '', about))
        item.append(
          words,
          iconButton('close', `Switch off: ${name}`, () => attempt(() => remove(`/faults/${id}`))),
        )
        return item
      }),
    )
  }

  function drawOwn() {
    const details = element('details', 'own-fault')
    const form = element('form')
    details.append(element('summary', '', 'A fault of your own'), form)
    const kind = element('select')
    kind.append(...Object.entries(kinds).map(([value, words]) => new Option(words, value)))
    const method = element('input')
    method.placeholder = 'any but getUpdates'
    const person = element('select')
    const text = element('input')
    const times = element('input')
    times.type = 'number'
    times.min = '1'
    times.placeholder = 'until off'
    for (const [words, field] of [
      ['What', kind],
      ['Method', method],
      ['Person', person],
      ['Text has', text],
      ['Calls', times],
    ]) {
      const label = element('label', 'field')
      label.append(element('span', '', words), field)
      form.append(label)
    }
    details.addEventListener('toggle', () => {
      person.replaceChildren(new Option('anybody', ''), ...persons().map(({ id, name }) => new Option(name, id)))
    })
    const add = element('button', 'primary', 'Switch on')
    form.append(add)
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      void attempt(() =>
        post('/faults', {
          kind: kind.value,
          times: times.value ? Number(times.value) : null,
          ...(method.value.trim() ? { method: method.value.trim() } : {}),
          ...(person.value ? { chat: person.value } : {}),
          ...(text.value ? { text: text.value } : {}),
          ...(kind.value === 'refuse' ? { status: 403, description: 'Forbidden: refused on demand' } : {}),
          ...(kind.value === 'delay' ? { milliseconds: 3000 } : {}),
          ...(kind.value === 'too-many-requests' ? { retryAfter: 5 } : {}),
        }),
      )
    })
    return details
  }

  return { draw }
}
