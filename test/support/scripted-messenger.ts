// A second messenger without a platform behind it: it has no buttons, so it writes them as numbered lines, and what its people
// say goes in as any channel's messages do. For flows about two messengers.
import { expect } from 'vitest'
import type { ChannelName, DeliveryReport, InboundMessage, InboundText, Received, Sender } from '../../src/domain/channel.ts'
import { conversationId } from '../../src/domain/ids.ts'
import { choicesOf, writeChoices } from '../../src/domain/numbered-choices.ts'
import type { HouseChannel } from '../../src/whatsapp.ts'
import { createFakeChannel, type FakeChannel, type SentPart } from './fake-channel.ts'
import { waitUntil } from './wait-until.ts'

export interface Shown {
  readonly id: string
  readonly text: string
}

export interface ScriptedPerson {
  /** @returns the message's id. */
  send(text: string, more?: Partial<InboundText>): Promise<string>
  /** What came with a press of a real button. */
  press(data: string, messageId?: string): Promise<void>
  /** The first text shown after `after` (a count of shown texts) that fits, there or yet to come. */
  sees(wanted: string | RegExp, after?: number): Promise<Shown>
  shown(): readonly Shown[]
}

export interface ScriptedMessenger extends HouseChannel {
  readonly fake: FakeChannel
  person(sender: Sender, address?: string): ScriptedPerson
  /** As the platform hands it over, for whatever a person cannot do. */
  receive(messages: readonly InboundMessage[]): Promise<void>
  report(reports: readonly DeliveryReport[]): Promise<void>
  base(address: string, sender: Sender): Omit<InboundMessage, 'kind'> & { readonly externalId: string }
}

export function createScriptedMessenger(name: ChannelName = 'whatsapp', account = '37060000000'): ScriptedMessenger {
  const fake = createFakeChannel(account, name)
  let received: Received | null = null
  let last = 0
  const standing = new Map<string, Shown[]>()
  const receiver = () => {
    if (received === null) throw new Error('the messenger is not started')
    return received
  }

  function show(sent: SentPart, id: string): void {
    const { part, address } = sent
    if (part.type !== 'text' && part.type !== 'edit' && part.type !== 'files') return
    const words = part.type === 'edit' ? (part.instead ?? part.text).text : sent.shown
    const lines = part.type === 'files' ? [] : writeChoices(part.buttons ?? [])
    const shown = standing.get(address) ?? []
    standing.set(address, [...shown, { id, text: [words, ...lines].join('\n') }])
  }

  const messenger: ScriptedMessenger = {
    ...fake,
    fake,
    reportsLater: true,
    async send(address, part, context) {
      const plain = part.type === 'edit' ? { ...part, type: 'text' as const, text: part.instead ?? part.text } : part
      const outcome = await fake.send(address, plain, context)
      if (outcome.kind !== 'sent') return outcome
      const sent = fake.accepted.at(-1)
      const id = outcome.messageIds[0]
      if (sent !== undefined && id !== undefined) show(sent, id)
      const choices = plain.type === 'text' ? choicesOf(plain.buttons ?? []) : []
      return choices.length === 0 ? outcome : { ...outcome, choices }
    },
    start: async (to) => {
      received = to
    },
    linkFor: (code) => `https://chat.example.com/${account}?text=${code}`,
    receive: (messages) => receiver().messages(messages),
    report: (reports) => receiver().reports(reports),
    base(address, sender) {
      return {
        channel: name,
        account,
        address,
        conversationId: conversationId(name, account, address),
        externalId: `in-${++last}`,
        private: true,
        sender,
        sentAt: new Date(),
      }
    },
    person(sender, address = sender.userId) {
      const shown = () => standing.get(address) ?? []
      return {
        shown,
        async send(text, more = {}) {
          const base = messenger.base(address, sender)
          const messageId = base.externalId
          await messenger.receive([{ ...base, kind: 'message', messageId, text, files: [], notes: [], ...more }])
          return messageId
        },
        press: (data, messageId) =>
          messenger.receive([
            { ...messenger.base(address, sender), kind: 'press', data, ...(messageId === undefined ? {} : { messageId }) },
          ]),
        async sees(wanted, after = 0) {
          const fits = ({ text }: Shown) => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text))
          await waitUntil(() => shown().slice(after).some(fits), {
            what: `${String(wanted)} among ${JSON.stringify(shown().map(({ text }) => text))}`,
          })
          const found = shown().slice(after).find(fits)
          expect(found).toBeDefined()
          return found as Shown
        },
      }
    },
  }
  return messenger
}
