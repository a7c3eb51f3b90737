// What the loopback WhatsApp server offers to tests and to the playground page: the server, accounts, persons. Types only;
// whatsapp-server.ts, account.ts and person.ts make them. What a scenario can switch stands in controls-contract.ts.
import type { AuthenticationCreds, BinaryNode, proto, SignalDataSet } from '@whiskeysockets/baileys'
import type { Controls } from './controls-contract.ts'

export type MediaKind = 'image' | 'document' | 'audio' | 'video' | 'sticker'

export interface SeenMedia {
  readonly kind: MediaKind
  readonly fileName: string | undefined
  readonly mediaType: string
  /** A voice message, not a sound file. */
  readonly voice: boolean
  /** Decrypted, hash and length checked; undefined when what was uploaded is not there or not that. */
  readonly bytes: Buffer | undefined
}

/** A message of the account as it arrived at somebody. The same message sent twice is one, with `times` counted. */
export interface SeenWhatsApp {
  readonly id: string
  readonly kind: 'text' | 'media' | 'reaction' | 'edit' | 'delete' | 'poll' | 'other'
  /** Text or caption; the emoji of a reaction; the new text of an edit. */
  readonly text: string
  readonly media: SeenMedia | undefined
  /** The id of the message that is quoted, reacted to, edited or deleted. */
  readonly about: string | undefined
  readonly times: number
  /** Where the account sent it: somebody's number or LID address. */
  readonly addressedTo: string
  /** The chat a copy belongs to, on the account's own devices. */
  readonly copyFor: string | undefined
  /** Grows with every change anywhere; compare with `mark()` to ask for what is newer. */
  readonly mark: number
  readonly message: proto.IMessage
}

/** A message of a person; its state follows what the account's client says of it. */
export interface SentWhatsApp {
  readonly id: string
  readonly mark: number
  readonly message: proto.IMessage
  /** `refused` when the client answered with an error, and `error` with which. */
  readonly state: 'sent' | 'delivered' | 'read' | 'refused'
  readonly error: string | undefined
  /** How often the client asked for it again. */
  readonly retries: number
  /** Resolves when the client said that it has it (or has refused it). */
  delivered(timeoutMs?: number): Promise<void>
  wasRead(timeoutMs?: number): Promise<void>
}

/** A line of a chat, whoever wrote it. */
export type ChatLine = Pick<SeenWhatsApp, 'id' | 'kind' | 'text' | 'media' | 'about' | 'mark'> & {
  readonly byAccount: boolean
  /** Of a person's own line. */
  readonly state: SentWhatsApp['state'] | undefined
}

export type Wanted = string | RegExp | ((message: SeenWhatsApp) => boolean)

export interface WaitOptions {
  /** Only what is newer than this message or mark. */
  readonly after?: number | { readonly mark: number }
  readonly timeoutMs?: number
}

export interface SendOptions {
  /** The message id; made up if absent. Given again, it is the same message encrypted anew. */
  readonly id?: string
  readonly at?: Date
  readonly replyTo?: { readonly id: string; readonly message: proto.IMessage }
  /** Which account is written to; the server's first if absent. */
  readonly to?: WhatsAppAccount
  /** Breaks the ciphertext on its way, once or each time it is asked for again. */
  readonly corrupt?: boolean | 'always'
  /** More or other attributes of the stanza, such as a malformed `from`. */
  readonly attributes?: Readonly<Record<string, string>>
}

export interface MediaOptions extends SendOptions {
  readonly caption?: string
  readonly mediaType?: string
  readonly voice?: boolean
  readonly seconds?: number
  /** `changed` flips a byte of what can be downloaded; `gone` answers 404; `pathless` names an address and no direct path. */
  readonly spoilt?: 'changed' | 'gone' | 'pathless'
  /** The address in the message in place of the true one. */
  readonly url?: string
}

export interface PersonDetails {
  /** Digits only. */
  readonly number?: string
  /** Digits of the opaque identity; never those of the number unless given so. */
  readonly lid?: string
  /** How their messages are addressed; `lid` if absent. */
  readonly addressing?: 'lid' | 'number'
  /** Whether their messages name the other identity too; true if absent. */
  readonly alternative?: boolean
}

export interface WhatsAppPerson {
  readonly name: string
  readonly number: string
  readonly numberAddress: string
  readonly lidAddress: string
  /** The one their messages come from. */
  readonly address: string
  addressing: 'lid' | 'number'
  alternative: boolean
  send(text: string, options?: SendOptions): Promise<SentWhatsApp>
  sendMedia(kind: MediaKind, name: string, bytes: Uint8Array, options?: MediaOptions): Promise<SentWhatsApp>
  /** Any content. */
  sendContent(message: proto.IMessage, options?: SendOptions): Promise<SentWhatsApp>
  sendLocation(latitude: number, longitude: number, options?: SendOptions): Promise<SentWhatsApp>
  sendContact(name: string, phone: string, options?: SendOptions): Promise<SentWhatsApp>
  react(to: SeenWhatsApp | SentWhatsApp, emoji: string, options?: SendOptions): Promise<SentWhatsApp>
  replyTo(message: SeenWhatsApp | SentWhatsApp, text: string, options?: SendOptions): Promise<SentWhatsApp>
  edit(sent: SentWhatsApp, text: string, options?: SendOptions): Promise<SentWhatsApp>
  remove(sent: SentWhatsApp, options?: SendOptions): Promise<SentWhatsApp>
  /** The same message again, encrypted anew. */
  repeat(sent: SentWhatsApp, options?: SendOptions): Promise<SentWhatsApp>
  /** A placeholder whose content is kept on the phone. */
  sendUnavailable(options?: SendOptions): Promise<SentWhatsApp>
  sendToGroup(group: string, text: string, options?: SendOptions): Promise<SentWhatsApp>
  postStatus(text: string, options?: SendOptions): Promise<SentWhatsApp>
  typing(on: boolean): void
  /** Makes the account's client learn that number and LID are the same person. */
  revealNumber(): void
  /** What the account wrote, oldest first. */
  messages(): SeenWhatsApp[]
  /** Both sides of the chat, oldest first. */
  transcript(): ChatLine[]
  sees(wanted: Wanted, options?: WaitOptions): Promise<SeenWhatsApp>
  /** How often the account showed that it is typing. */
  readonly typingSeen: number
  /** Says of everything seen so far that it was read; of what comes later too, if `always`. */
  readAll(options?: { readonly always?: boolean }): void
  /** While away no message arrives and no receipt is given; both follow at `comeBack`. */
  goAway(): void
  comeBack(): Promise<void>
  /** Receives, but tells nothing until switched off again; then all at once. */
  withholdReceipts(on: boolean): void
  /** The next so many messages cannot be opened and are asked for again, with new keys. */
  failToOpen(times: number): void
  /** A new phone: new keys, same number. */
  changePhone(): void
}

/** Creds and keys of a linked device, as if it had been paired. */
export interface Login {
  readonly creds: AuthenticationCreds
  readonly keys: SignalDataSet
}

/** A device of the account that this server plays: the owner's phone, another linked device. */
export interface OwnDevice {
  readonly id: number
  /** Copies of what the account's other devices wrote, and what they sent to this one alone. */
  messages(): SeenWhatsApp[]
  sees(wanted: Wanted, options?: WaitOptions): Promise<SeenWhatsApp>
  /** The owner writes to somebody by hand; clients get a copy. */
  writeTo(person: WhatsAppPerson, text: string): Promise<void>
}

export interface WhatsAppAccount {
  readonly number: string
  readonly lid: string
  readonly numberAddress: string
  readonly lidAddress: string
  /** The phone the number lives on, device 0. */
  readonly owner: OwnDevice
  /** A linked device with its keys on the server, ready to log in. */
  creds(options?: { readonly preKeys?: number }): Login
  /** Another linked device, played by this server. */
  linkAnother(): OwnDevice
  /** Plays the phone that scans the code; resolves when the client has signed and was told to restart. */
  scan(qr: string): Promise<void>
  /** Plays the owner who types the eight characters. */
  typeCode(code: string): Promise<void>
  /** Removes all linked clients, as the owner can in the phone's settings. */
  unlink(): void
  /** How many one-time keys clients have left on the server. */
  preKeysLeft(): number
  /** Resolves when a client is logged in and has got what waited for it. */
  online(timeoutMs?: number): Promise<void>
  /** Stanzas that no client has acknowledged yet. */
  waiting(): number
  /** Sends any stanza to the account's clients, as it is. */
  push(node: BinaryNode): void
}

export interface ConnectionView {
  readonly account: string | undefined
  readonly device: number | undefined
  readonly since: Date
  readonly state: 'handshake' | 'pairing' | 'logged-in' | 'ready'
}

export interface ServerOptions {
  readonly port?: number
  readonly now?: () => Date
  /** The first account. */
  readonly number?: string
  readonly lid?: string
}

export interface WhatsAppServer {
  /** For `waWebSocketUrl`. */
  readonly url: string
  /** Where media are up- and downloaded. */
  readonly mediaUrl: string
  /** The certificate of the media host, for NODE_EXTRA_CA_CERTS. */
  readonly caFile: string
  /** The root key of the handshake; `trustLoopbackServers` puts it in place. */
  readonly rootKey: string
  readonly account: WhatsAppAccount
  readonly control: Controls
  addAccount(details: { readonly number: string; readonly lid?: string }): WhatsAppAccount
  /** Creds as if paired with the account (the first if absent). */
  credsFor(account?: WhatsAppAccount): Login
  /** Introduces a person, or finds the one of that number. */
  phone(name: string, details?: PersonDetails): WhatsAppPerson
  people(): WhatsAppPerson[]
  /** A newsletter's message to all clients. */
  publish(newsletter: string, text: string): void
  /** What a client did that the real server would refuse or does not know. */
  faults(): string[]
  /** Every stanza from clients, newest last; the last 5,000. */
  stanzas(): BinaryNode[]
  connections(): ConnectionView[]
  mark(): number
  /** Resolves with the first value that is there after some change. */
  until<Value>(present: () => Value | undefined, what: string, timeoutMs?: number): Promise<Value>
  /** Called after every change, for a page; returns how to stop. */
  onChange(listener: () => void): () => void
  /** Makes this process believe this server: handshake and media. */
  trust(): void
  close(): Promise<void>
}
