// The queries (iq) a client may ask that are about itself: keys, privacy, properties, media hosts, restrictions. One
// answer each. Looking up other people is in lookups.ts, pairing in pairing.ts; what stands nowhere is refused by router.ts.
import {
  type BinaryNode,
  getAllBinaryNodeChildren,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  QueryIds,
} from '@whiskeysockets/baileys'
import { flush } from './client-queue.ts'
import { mediaAuth } from './media-host.ts'
import { bytesOf, numberOf } from './stanza-parts.ts'
import { type ClientDevice, changed, stamp, type World } from './world.ts'

/** What an answer is made with. */
export interface Asked {
  readonly world: World
  readonly device: ClientDevice
  readonly iq: BinaryNode
  /** The first thing in the query. */
  readonly about: BinaryNode | undefined
  readonly mediaHost: string
}

/** The content of a result; or a code, when the query is refused. `after` runs when the answer is on its way. */
export type Answer = { readonly content?: BinaryNode[]; readonly after?: () => void } | { readonly error: number }

export type Answerer = (asked: Asked) => Answer

/** By namespace, type, and the tag of the first thing in the query. */
export const queries: Readonly<Record<string, Answerer>> = {
  'encrypt get count': ({ device }) => one('count', { value: String(device.preKeys.size) }),
  'encrypt get digest': ({ device }) => ({
    content: [
      {
        tag: 'digest',
        attrs: {},
        content: [
          { tag: 'registration', attrs: {}, content: Buffer.from(String(device.registrationId)) },
          { tag: 'type', attrs: {}, content: Buffer.from([5]) },
          { tag: 'identity', attrs: {}, content: device.identity },
        ],
      },
    ],
  }),
  'encrypt set registration': takePreKeys,
  'encrypt set rotate': ({ device, about }) => {
    device.signedPreKey = signedKeyOf(about)
    return {}
  },
  'passive set active': ({ world, device }) => ({ after: () => flush(world, device) }),
  'passive set passive': ({ device }) => {
    device.ready = false
    return {}
  },
  'w:p get ping': () => ({}),
  'abt get props': () => one('props', { protocol: '1', hash: 'loopback', refresh: '86400' }),
  'blocklist get ': () => one('list', { dhash: 'loopback' }),
  'privacy get privacy': () => ({
    content: [
      {
        tag: 'privacy',
        attrs: {},
        content: ['readreceipts', 'last', 'online', 'profile', 'status', 'groupadd'].map((name) => ({
          tag: 'category',
          attrs: { name, value: 'all' },
        })),
      },
    ],
  }),
  'privacy set tokens': () => one('tokens', {}),
  'w:m set media_conn': ({ mediaHost }) => ({
    content: [
      {
        tag: 'media_conn',
        attrs: { auth: mediaAuth, ttl: '3600', auth_ttl: '3600', max_buckets: '12', id: '1' },
        content: [{ tag: 'host', attrs: { hostname: mediaHost, maxContentLengthBytes: '104857600' } }],
      },
    ],
  }),
  'w:sync:app:state set sync': ({ about }) => ({
    content: [
      {
        tag: 'sync',
        attrs: {},
        content: getBinaryNodeChildren(about, 'collection').map(({ attrs }) => ({
          tag: 'collection',
          attrs: { name: attrs['name'] ?? '', version: attrs['version'] ?? '0', type: 'result' },
        })),
      },
    ],
  }),
  'urn:xmpp:whatsapp:dirty set clean': () => ({}),
  'w:stats  add': () => ({}),
  'w:mex get query': askGraph,
}

function one(tag: string, attrs: Record<string, string>): Answer {
  return { content: [{ tag, attrs }] }
}

function takePreKeys({ world, device, iq }: Asked): Answer {
  const identity = bytesOf(iq, 'identity')
  const list = getBinaryNodeChild(iq, 'list')
  if (!identity?.equals(device.identity) || !list) return { error: 406 }
  for (const key of getAllBinaryNodeChildren(list)) {
    const value = bytesOf(key, 'value')
    if (value) device.preKeys.set(numberOf(key, 'id'), value)
  }
  device.signedPreKey = signedKeyOf(getBinaryNodeChild(iq, 'skey'))
  device.askedForKeys = false
  changed(world)
  return {}
}

function signedKeyOf(node: BinaryNode | undefined): ClientDevice['signedPreKey'] {
  const key = node?.tag === 'skey' ? node : getBinaryNodeChild(node, 'skey')
  const publicKey = bytesOf(key, 'value')
  const signature = bytesOf(key, 'signature')
  if (!publicKey || !signature) throw new Error('A signed key is not whole')
  return { keyId: numberOf(key, 'id'), publicKey, signature }
}

/** The few questions about limits of the account that are asked as GraphQL. */
function askGraph({ world, about }: Asked): Answer {
  const id = about?.attrs['query_id']
  const until = world.switches.restrictedUntil
  const seconds = until ? String(Math.floor(until.getTime() / 1000)) : '0'
  if (id === QueryIds.REACHOUT_TIMELOCK)
    return graph({
      xwa2_fetch_account_reachout_timelock: {
        is_active: until !== null,
        time_enforcement_ends: seconds,
        enforcement_type: 'DEFAULT',
      },
    })
  if (id === QueryIds.MESSAGE_CAPPING_INFO)
    return graph({ xwa2_message_capping_info: { total_quota: 1000, used_quota: 0, cycle_start_timestamp: stamp(world) } })
  return { error: 501 }
}

function graph(data: Record<string, unknown>): Answer {
  return { content: [{ tag: 'result', attrs: {}, content: Buffer.from(JSON.stringify({ data })) }] }
}
