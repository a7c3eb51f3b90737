// Where each stanza of a client that is logged in goes. Strict: what the table does not know is a fault, and a query is
// then refused rather than answered politely, so that a change in the client shows.
import { type BinaryNode, getAllBinaryNodeChildren } from '@whiskeysockets/baileys'
import { acknowledged } from './client-queue.ts'
import { handOutKeys, lookUp } from './lookups.ts'
import { noteRefusal } from './posting.ts'
import { type Answer, type Answerer, queries } from './queries.ts'
import { findPerson, readAddress } from './stanza-parts.ts'
import { takeQuerySwitch } from './switches.ts'
import { takeMessage } from './taking-messages.ts'
import { takeReceipt } from './taking-receipts.ts'
import { type ClientDevice, changed, fault, type World } from './world.ts'

const answerers: Readonly<Record<string, Answerer>> = {
  ...queries,
  'usync get usync': lookUp,
  'encrypt get key': handOutKeys,
  'md set remove-companion-device': ({ world, device }) => {
    device.removed = true
    changed(world)
    return {}
  },
}

/** What may come without a query: presence, telemetry. Tag and first child. */
const heard = new Set(['presence ', 'ib unified_session', 'ib offline_batch', 'chatstate composing', 'chatstate paused'])

export async function route(world: World, device: ClientDevice, node: BinaryNode, mediaHost: string): Promise<void> {
  const about = getAllBinaryNodeChildren(node)[0]
  if (node.tag === 'iq') return answerQuery(world, device, node, mediaHost)
  if (node.tag === 'message') return takeMessage(world, device, node)
  if (node.tag === 'receipt') return takeReceipt(world, device, node)
  if (node.tag === 'ack') return takeAck(world, device, node)
  if (node.tag === 'chatstate') noteTyping(world, node, about?.tag)
  if (!heard.has(`${node.tag} ${about?.tag ?? ''}`)) fault(world, `A stanza the server does not know: ${outlined(node)}`)
}

export function answerQuery(world: World, device: ClientDevice, iq: BinaryNode, mediaHost: string): void {
  const { type = '', xmlns = '', id = '' } = iq.attrs
  if (type === 'result' || type === 'error') return
  const about = getAllBinaryNodeChildren(iq)[0]
  const met = takeQuerySwitch(world.switches, iq)
  if (met?.code === null) return
  const answerer = answerers[`${xmlns} ${type} ${about?.tag ?? ''}`]
  const answer: Answer =
    met?.code != null ? { error: met.code } : (answerer?.({ world, device, iq, about, mediaHost }) ?? { error: 501 })
  if ('error' in answer && met === undefined) fault(world, `A query the server refuses with ${answer.error}: ${outlined(iq)}`)
  const attrs = { id, from: '@s.whatsapp.net', type: 'error' in answer ? 'error' : 'result' }
  const content =
    'error' in answer ? [{ tag: 'error', attrs: { code: String(answer.error), text: 'refused' } }] : (answer.content ?? [])
  device.line?.send({ tag: 'iq', attrs, content })
  if ('after' in answer) answer.after?.()
}

function takeAck(world: World, device: ClientDevice, { attrs }: BinaryNode): void {
  const { class: tag = '', id = '' } = attrs
  if (!acknowledged(world, device, tag, id)) fault(world, `An acknowledgement of a ${tag} that did not wait for one: ${id}`)
  if (tag === 'message' && attrs['error'] !== undefined) noteRefusal(world, id, attrs['error'])
}

function noteTyping(world: World, { attrs }: BinaryNode, what: string | undefined): void {
  const address = readAddress(attrs['to'])
  const person = address && findPerson(world, address)
  if (!person) return void fault(world, `Typing shown to somebody unknown: ${attrs['to']}`)
  if (what === 'composing') person.typingSeen += 1
  changed(world)
}

/** Tag and attributes, down to the second level; no contents. */
function outlined(node: BinaryNode, depth = 2): string {
  const attrs = Object.entries(node.attrs).map(([name, value]) => ` ${name}="${value}"`)
  const children = depth > 0 ? getAllBinaryNodeChildren(node).map((child) => outlined(child, depth - 1)) : []
  return `<${node.tag}${attrs.join('')}>${children.join('')}`
}
