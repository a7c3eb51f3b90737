// What the loopback Graph server offers to tests and to whoever plays with it: the server, a person on WhatsApp, templates.
// Types only; graph-server.ts and graph-person.ts make them.

export type MediaKind = 'image' | 'document' | 'audio' | 'video' | 'sticker'

export interface SeenChoice {
  readonly id: string
  readonly title: string
  readonly description?: string
}

export interface SeenMedia {
  readonly kind: MediaKind
  readonly fileName: string | undefined
  readonly mediaType: string
  readonly bytes: Buffer
}

/** A message of the business as it arrived at somebody. */
export interface SeenGraph {
  readonly id: string
  readonly kind: 'text' | 'buttons' | 'list' | 'template' | 'media' | 'reaction'
  /** Text, caption, the filled-in template, or the emoji of a reaction. */
  readonly text: string
  /** Reply buttons, or the rows of a list. */
  readonly choices: readonly SeenChoice[]
  readonly template: { readonly name: string; readonly language: string; readonly parameters: readonly string[] } | undefined
  readonly media: SeenMedia | undefined
  /** The message that is quoted or reacted to. */
  readonly about: string | undefined
  /** Grows with every change anywhere; compare with `mark()` to ask for what is newer. */
  readonly mark: number
  /** As on the wire. */
  readonly body: Readonly<Record<string, unknown>>
}

/** What a person's action became: a message of the webhook. */
export interface SentGraph {
  readonly id: string
  readonly mark: number
  /** Whether the business marked it as read. */
  readonly read: boolean
}

export type Wanted = string | RegExp | ((message: SeenGraph) => boolean)

export interface WaitOptions {
  /** 5000 if absent. */
  readonly timeoutMs?: number
  /** Only what is newer than this message or mark. */
  readonly after?: number | { readonly mark: number }
}

export interface SendOptions {
  readonly replyTo?: { readonly id: string }
  /** The time the message says it was sent at; now if absent. */
  readonly at?: Date
}

export interface MediaOptions extends SendOptions {
  readonly caption?: string
  readonly mediaType?: string
  readonly voice?: boolean
  /** What can be downloaded: other bytes than the hash says, nothing, or at an address of somebody else's. */
  readonly spoilt?: 'changed' | 'gone' | 'elsewhere'
}

export interface PersonDetails {
  /** Digits only; made up if absent. */
  readonly number?: string
  /** Meta's id of the person for this business ("LT.123..."); made up if absent, null: webhooks do not name one. */
  readonly userId?: string | null
  /** Whether webhooks leave the number out. */
  readonly hidesNumber?: boolean
  readonly username?: string
}

export interface GraphPerson {
  readonly name: string
  readonly number: string
  readonly userId: string | null
  hidesNumber: boolean
  send(text: string, options?: SendOptions): SentGraph
  sendMedia(kind: MediaKind, name: string, bytes: Uint8Array, options?: MediaOptions): SentGraph
  sendLocation(latitude: number, longitude: number, title?: string): SentGraph
  sendContact(name: string, phone: string): SentGraph
  /** Any content, as on the wire: `{type: 'order', order: {...}}`. */
  sendContent(content: Readonly<Record<string, unknown>>, options?: SendOptions): SentGraph
  /** Presses a reply button, or chooses a row of a list, by its words or their beginning: on the newest message that has it. */
  press(label: string, options?: { readonly message?: { readonly id: string } }): SentGraph
  replyTo(message: { readonly id: string }, text: string): SentGraph
  react(message: { readonly id: string }, emoji: string): SentGraph
  edit(message: { readonly id: string }, text: string): SentGraph
  remove(message: { readonly id: string }): SentGraph
  /** A new number; webhooks name it, and a new user id where there is one. */
  changeNumber(number: string): void
  /** What the business wrote, oldest first. */
  messages(): SeenGraph[]
  mark(): number
  sees(wanted: Wanted, options?: WaitOptions): Promise<SeenGraph>
  /** Says of everything seen so far that it was read; of what comes later too, if `always`. */
  readAll(options?: { readonly always?: boolean }): void
  /** While away nothing arrives; it follows at `comeBack`. */
  goAway(): void
  comeBack(): void
  /** What the business writes fails with 131026, as for somebody who has blocked it or is not on WhatsApp any more. */
  block(on: boolean): void
}

export type TemplateStatus = 'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED' | 'DISABLED'

export interface GraphTemplate {
  readonly name: string
  readonly language: string
  /** With {{1}} and {{2}}. */
  readonly body: string
  readonly status: TemplateStatus
}

export interface GraphCall {
  readonly sequence: number
  readonly method: string
  /** Below the version, with the query. */
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
  /** 0: no answer was given. */
  readonly status: number
  readonly answer: unknown
}

/** Something goes wrong with the next calls that fit. */
export interface GraphFault {
  /** Part of the path: "messages", "media"; "read" for what is marked as read. */
  readonly on: string
  /** "drop-before": not carried out; "drop-after": carried out, and no answer. */
  readonly kind: 'error' | 'drop-before' | 'drop-after' | 'html'
  /** Meta's code, and the HTTP status with it (400). */
  readonly code?: number
  readonly status?: number
  /** 1 if absent. */
  readonly times?: number
  /** Only for this person, by number or user id. */
  readonly to?: string
}

export interface GraphServer {
  /** "http://127.0.0.1:port/v25.0" */
  readonly apiRoot: string
  readonly port: number
  readonly phoneNumberId: string
  readonly businessId: string
  readonly token: string
  readonly appSecret: string
  readonly verifyToken: string
  /** As people write it. */
  readonly displayNumber: string
  /** The service's settings for this server. */
  readonly settings: Readonly<Record<string, string>>
  /** Asks the address for its challenge, and delivers to it from then on. Rejects when the answer is wrong. */
  setWebhook(url: string): Promise<void>
  /** Introduces a person, or finds the one of that name. */
  phone(name: string, details?: PersonDetails): GraphPerson
  addTemplate(template: Omit<GraphTemplate, 'status'> & { readonly status?: TemplateStatus }): void
  /** Changes its state and tells the webhook. */
  setTemplateStatus(name: string, language: string, status: TemplateStatus): void
  readonly calls: readonly GraphCall[]
  waitForCall(wanted: (call: GraphCall) => boolean, options?: { timeoutMs?: number; after?: number }): Promise<GraphCall>
  addFault(fault: GraphFault): void
  /** The next accepted message (whose body has this text in it, if given) fails with this code, told by a status later. */
  failLater(code: number, containing?: string): void
  clearFaults(): void
  /** What the client did that Meta would refuse whatever the circumstances. */
  faults(): readonly string[]
  /** Delivers any value of a field as it is. */
  push(field: string, value: unknown): void
  /** POSTs these bytes to the webhook, once, signed unless given otherwise. @returns the status answered. */
  post(body: string | Buffer, headers?: Readonly<Record<string, string>>): Promise<number>
  /** Nothing is delivered until released; then all at once in one batch, in the order asked for, each as often as asked for. */
  holdWebhooks(): (options?: { readonly order?: 'kept' | 'reversed'; readonly times?: number }) => void
  /** Resolves when everything was delivered. */
  delivered(timeoutMs?: number): Promise<void>
  /** How many deliveries were refused and repeated. */
  readonly repeats: number
  advanceClock(seconds: number): void
  close(): Promise<void>
}
