// The log of the bot's calls, newest first, to be filtered, each to be opened for what was asked and answered.
import { element } from './elements.js'

const keptCalls = 300

export function createCallLog({ nameOf }) {
  const list = document.getElementById('call-list')
  const filter = document.getElementById('call-filter')
  const failedOnly = document.getElementById('call-failed')
  const empty = document.getElementById('calls-empty')
  const calls = new Map()

  function isWanted(call) {
    if (failedOnly.checked && call.status === 200 && !call.fault) return false
    const words = filter.value.trim().toLowerCase()
    if (!words) return true
    const { method, parameters, status, fault } = call
    const name = nameOf(parameters.chat_id)
    return `${method} ${name} ${status} ${fault ?? ''} ${JSON.stringify(parameters)}`.toLowerCase().includes(words)
  }

  function applyFilter() {
    for (const [item, call] of calls) item.hidden = !isWanted(call)
  }

  function drawCall(call) {
    const item = element('li', call.status === 200 && !call.fault ? 'call' : 'call failed')
    const details = element('details')
    const summary = element('summary')
    const to = call.parameters.chat_id
    const words = call.parameters.text ?? call.parameters.caption
    const time = new Date(call.at).toLocaleTimeString([], {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
    const status = element('span', 'status', call.status ? String(call.status) : 'none')
    status.title = call.status ? `Answered ${call.status}` : 'No answer'
    summary.append(status, element('span', 'method', call.method), element('time', 'when', time))
    if (to !== undefined) summary.append(element('span', 'to', `to ${nameOf(to)}`))
    if (call.fault) summary.append(element('span', 'met', call.fault))
    if (typeof words === 'string') summary.append(element('span', 'said', words))
    details.append(summary)
    // Written out only when opened: most never are.
    details.addEventListener(
      'toggle',
      () => details.append(...section('Asked', call.parameters), ...section('Answered', call.answer)),
      {
        once: true,
      },
    )
    item.append(details)
    return item
  }

  function section(title, value) {
    const text = value === undefined ? 'Nothing: the connection was closed or left hanging.' : JSON.stringify(value, null, 2)
    return [element('h3', '', title), element('pre', '', text)]
  }

  function add(call) {
    const item = drawCall(call)
    item.hidden = !isWanted(call)
    calls.set(item, call)
    list.prepend(item)
    empty.hidden = true
    while (list.children.length > keptCalls) {
      calls.delete(list.lastElementChild)
      list.lastElementChild.remove()
    }
  }

  filter.addEventListener('input', applyFilter)
  failedOnly.addEventListener('change', applyFilter)

  return {
    add,
    fill(earlier) {
      const known = new Set([...calls.values()].map(({ sequence }) => sequence))
      for (const call of earlier) if (call.method !== 'getUpdates' && !known.has(call.sequence)) add(call)
    },
  }
}
