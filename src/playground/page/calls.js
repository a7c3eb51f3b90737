// The log of the bot's calls, newest first, each to be opened for what was asked and answered.
import { element } from './chat.js'

const keptCalls = 150

export function addCall(list, call) {
  const item = element('li')
  const details = element('details', call.status === 200 ? '' : 'failed')
  const fault = call.fault ? ` (${call.fault})` : ''
  const to = call.parameters.chat_id === undefined ? '' : ` to ${call.parameters.chat_id}`
  details.append(element('summary', '', `${call.sequence} ${call.method}${to}: ${call.status || 'no answer'}${fault}`))
  // Written out only when opened: most never are.
  details.addEventListener(
    'toggle',
    () => details.append(element('pre', '', JSON.stringify({ parameters: call.parameters, answer: call.answer }, null, 2))),
    { once: true },
  )
  item.append(details)
  list.prepend(item)
  while (list.children.length > keptCalls) list.lastElementChild.remove()
}
