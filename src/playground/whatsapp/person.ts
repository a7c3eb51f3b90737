// A person with a phone: what they write goes to an account's clients, what the account writes they see. Their media stands
// in media-message.ts, what they hear and give receipts for in arriving.ts.
import { randomBytes } from 'node:crypto'
import type { proto } from '@whiskeysockets/baileys'
import { catchUp } from './arriving.ts'
import { deliverToAll } from './client-queue.ts'
import type {
  ChatLine,
  PersonDetails,
  SeenWhatsApp,
  SendOptions,
  SentWhatsApp,
  WaitOptions,
  Wanted,
  WhatsAppPerson,
} from './contract.ts'
import { postMedia } from './media-message.ts'
import { type Posting, post } from './posting.ts'
import { createSignalDevice } from './signal-device.ts'
import { waitForSeen } from './waiting-for-seen.ts'
import {
  type AccountState,
  addressOf,
  changed,
  freshId,
  lidAddress,
  numberAddress,
  type PersonState,
  type SentState,
  until,
  type World,
} from './world.ts'

export function createPersonState(
  name: string,
  details: Required<Pick<PersonDetails, 'number' | 'lid'>> & PersonDetails,
): PersonState {
  return {
    name,
    number: details.number,
    lid: details.lid,
    addressing: details.addressing ?? 'lid',
    alternative: details.alternative ?? true,
    signal: createSignalDevice(),
    seen: [],
    sent: new Map(),
    wroteTo: new Set(),
    away: false,
    missed: [],
    withholds: false,
    withheld: [],
    readsAll: false,
    failures: 0,
    asked: new Map(),
    unread: [],
    typingSeen: 0,
    queue: Promise.resolve(),
  }
}

/** @param accountOf the account an option names; the server's first without one. */
export function createPerson(
  world: World,
  person: PersonState,
  accountOf: (options: SendOptions) => AccountState,
): WhatsAppPerson {
  function say(message: proto.IMessage | null, options: SendOptions = {}, around: Partial<Posting> = {}): Promise<SentWhatsApp> {
    const to = accountOf(options)
    const id = options.id ?? `3EB0${randomBytes(9).toString('hex').toUpperCase()}`
    person.wroteTo.add(to)
    // One after the other, or a later message would be sealed before an earlier one.
    const said = person.queue.then(async () => {
      const attributes = around.attributes ?? attributesOf(person)
      const sent = await post(world, { id, signal: person.signal, to, message, options, ...around, attributes })
      person.sent.set(id, sent)
      return shownSent(world, person, sent)
    })
    person.queue = said.catch(() => undefined)
    return said
  }

  const key = (about: { readonly id: string }): proto.IMessageKey => ({
    id: about.id,
    remoteJid: numberAddress(accountOf({})),
    fromMe: person.sent.has(about.id),
  })
  const members = { participant: addressOf(person), notify: person.name }

  return {
    name: person.name,
    number: person.number,
    numberAddress: numberAddress(person),
    lidAddress: lidAddress(person),
    get address() {
      return addressOf(person)
    },
    get addressing() {
      return person.addressing
    },
    set addressing(value) {
      person.addressing = value
    },
    get alternative() {
      return person.alternative
    },
    set alternative(value) {
      person.alternative = value
    },
    get typingSeen() {
      return person.typingSeen
    },
    send: (text, options = {}) => say(textMessage(person, text, options), options),
    sendContent: say,
    sendMedia: (kind, name, bytes, options = {}) => postMedia(world, say, { kind, name, bytes, options }),
    sendLocation: (latitude, longitude, options) =>
      say({ locationMessage: { degreesLatitude: latitude, degreesLongitude: longitude } }, options),
    sendContact: (name, phone, options) =>
      say(
        {
          contactMessage: {
            displayName: name,
            vcard: `BEGIN:VCARD\nVERSION:3.0\nFN:${name}\nTEL;waid=${phone.replace(/\D/g, '')}:${phone}\nEND:VCARD`,
          },
        },
        options,
      ),
    react: (to, emoji, options) => say({ reactionMessage: { key: key(to), text: emoji } }, options),
    replyTo: (message, text, options = {}) => say(textMessage(person, text, { ...options, replyTo: message }), options),
    edit: (sent, text, options) =>
      say({ protocolMessage: { key: key(sent), type: 14, editedMessage: { conversation: text } } }, options, {
        attributes: { ...attributesOf(person), edit: '1' },
      }),
    remove: (sent, options) =>
      say({ protocolMessage: { key: key(sent), type: 0 } }, options, { attributes: { ...attributesOf(person), edit: '7' } }),
    repeat: (sent, options) => say(sent.message, { ...options, id: sent.id }),
    sendUnavailable: (options) => say(null, options),
    sendToGroup: (group, text, options) =>
      say({ conversation: text }, options, { attributes: { ...members, from: `${group}@g.us` } }),
    postStatus: (text, options) => say({ conversation: text }, options, { attributes: { ...members, from: 'status@broadcast' } }),
    typing(on) {
      for (const account of person.wroteTo) {
        for (const device of account.devices.values()) {
          const content = [{ tag: on ? 'composing' : 'paused', attrs: {} }]
          if (device.kind === 'client' && device.ready)
            device.line?.send({ tag: 'chatstate', attrs: { from: addressOf(person) }, content })
        }
      }
    },
    revealNumber: () => revealNumber(world, person),
    messages: () => [...person.seen],
    transcript: () => chatLines(person),
    sees: (wanted: Wanted, options?: WaitOptions): Promise<SeenWhatsApp> =>
      waitForSeen(world, person.name, person.seen, wanted, options),
    readAll(options = {}) {
      person.readsAll = options.always ?? person.readsAll
      for (const receipt of person.unread.splice(0)) receipt('read')
    },
    goAway() {
      person.away = true
    },
    comeBack() {
      person.away = false
      return catchUp(person)
    },
    withholdReceipts(on) {
      person.withholds = on
      if (!on) for (const receipt of person.withheld.splice(0)) receipt()
    },
    failToOpen(times) {
      person.failures = times
    },
    changePhone: () => changePhone(world, person),
  }
}

function chatLines({ seen, sent }: PersonState): ChatLine[] {
  const theirs = seen.map((line): ChatLine => ({ ...line, byAccount: true, state: undefined }))
  const own = [...sent.values()].map(
    ({ id, mark, state, content }): ChatLine => ({ id, mark, ...content, byAccount: false, state }),
  )
  return [...theirs, ...own].sort((one, other) => one.mark - other.mark)
}

function textMessage(person: PersonState, text: string, { replyTo }: SendOptions): proto.IMessage {
  if (!replyTo) return { conversation: text }
  const participant = person.sent.has(replyTo.id) ? addressOf(person) : undefined
  const contextInfo = { stanzaId: replyTo.id, quotedMessage: replyTo.message, ...(participant ? { participant } : {}) }
  return { extendedTextMessage: { text, contextInfo } }
}

function attributesOf(person: PersonState): Record<string, string> {
  const { addressing, alternative, name } = person
  const other: Record<string, string> =
    addressing === 'lid' ? { sender_pn: numberAddress(person) } : { sender_lid: lidAddress(person) }
  return { from: addressOf(person), notify: name, ...(alternative ? other : {}) }
}

/** As a profile that is linked to a LID is made known. */
function revealNumber(world: World, person: PersonState): void {
  const linked = { jid: lidAddress(person), added_profiles: [{ pn: numberAddress(person) }] }
  const words = JSON.stringify({ data: { xwa2_notify_linked_profiles: linked } })
  const update = { tag: 'update', attrs: { op_name: 'NotificationLinkedProfilesUpdates' }, content: Buffer.from(words) }
  for (const account of world.accounts.values())
    deliverToAll(world, account, {
      tag: 'notification',
      attrs: { id: freshId(world), type: 'mex', from: '@s.whatsapp.net' },
      content: [update],
    })
}

function changePhone(world: World, person: PersonState): void {
  person.signal = createSignalDevice()
  for (const account of person.wroteTo)
    deliverToAll(world, account, {
      tag: 'notification',
      attrs: { id: freshId(world), type: 'encrypt', from: addressOf(person) },
      content: [{ tag: 'identity', attrs: {} }],
    })
  changed(world)
}

function shownSent(world: World, person: PersonState, sent: SentState): SentWhatsApp {
  const reached = (states: readonly string[], words: string, timeoutMs?: number): Promise<void> =>
    until(
      world,
      () => (states.includes(sent.state) ? true : undefined),
      () => `The message ${sent.id} of ${person.name} was not ${words}: ${sent.state} ${sent.error ?? ''}`,
      timeoutMs,
    ).then(() => undefined)
  return {
    id: sent.id,
    mark: sent.mark,
    message: sent.message,
    get state() {
      return sent.state
    },
    get error() {
      return sent.error
    },
    get retries() {
      return sent.retries
    },
    delivered: (timeoutMs) => reached(['delivered', 'read'], 'delivered', timeoutMs),
    wasRead: (timeoutMs) => reached(['read'], 'read', timeoutMs),
  }
}
