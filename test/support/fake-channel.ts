// A channel of its own kind, not a mock: it keeps what it was told to say, accepts it unless a script decides otherwise, and
// cuts texts at "\f", so that tests of order, retries and crashes need no platform.
import type { Readable } from 'node:stream'
import {
  type Channel,
  type ChannelName,
  FetchRefused,
  type OutboundContent,
  type SendContext,
  type SendOutcome,
} from '../../src/domain/channel.ts'

export interface SentPart {
  readonly address: string
  readonly part: OutboundContent
  /** What the chat shows: the text, or the files' names. */
  readonly shown: string
  readonly context: SendContext
}

export interface FakeChannel extends Channel {
  /** What was accepted, in order. */
  readonly accepted: SentPart[]
  /** Every call, accepted or not. */
  readonly calls: SentPart[]
  /** Decides the next sends; undefined (or nothing) accepts. Called once for each send, before it counts as accepted. */
  script: ((sent: SentPart) => SendOutcome | undefined | Promise<SendOutcome | undefined>) | null
  /** What can be fetched, by reference. */
  readonly downloads: Map<string, () => Readable | FetchRefused>
  /** The texts accepted for an address. */
  shownTo(address: string): string[]
}

export function createFakeChannel(account = '1', name: ChannelName = 'telegram'): FakeChannel {
  let lastId = 100
  const channel: FakeChannel = {
    name,
    account,
    accepted: [],
    calls: [],
    script: null,
    downloads: new Map(),
    shownTo: (address) => channel.accepted.filter((sent) => sent.address === address).map((sent) => sent.shown),
    split(content) {
      if (content.type !== 'text') return [content]
      return content.text.text.split('\f').map((text) => ({ ...content, text: { text, marks: [] } }))
    },
    async send(address, part, context) {
      const sent = { address, part, shown: show(part), context }
      channel.calls.push(sent)
      const outcome = await channel.script?.(sent)
      if (outcome !== undefined && outcome.kind !== 'sent') return outcome
      if (part.type === 'files') for (const file of part.files) (await context.open(file)).resume()
      channel.accepted.push(sent)
      if (outcome !== undefined) return outcome
      if (part.type === 'menu' || part.type === 'delete') return { kind: 'sent', messageIds: [] }
      return { kind: 'sent', messageIds: [part.type === 'edit' ? part.messageId : String(++lastId)] }
    },
    async fetch(reference) {
      const download = channel.downloads.get(reference)?.()
      if (download === undefined) throw new FetchRefused('expired', { gone: true })
      if (download instanceof FetchRefused) throw download
      return { stream: download }
    },
    start: async () => {},
    stop: async () => {},
    fault: () => null,
    linkFor: () => null,
  }
  return channel
}

function show(part: OutboundContent): string {
  if (part.type === 'menu') return 'menu'
  if (part.type === 'open-thread' || part.type === 'rename-thread') return `${part.type} ${part.title}`
  if (part.type === 'close-thread' || part.type === 'reopen-thread' || part.type === 'mark' || part.type === 'pin')
    return part.type
  if (part.type === 'delete') return `-${part.messageIds.join(',')}`
  if (part.type === 'files')
    return [...part.files.map((file) => file.fileName), part.caption?.text ?? ''].filter((text) => text !== '').join(' | ')
  return part.type === 'edit' ? `${part.messageId} := ${part.text.text}` : part.text.text
}
