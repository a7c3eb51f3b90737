// What the loopback Bot API server offers to tests and to the page: the server, a person's side of a chat, groups.
// Types only; bot-api-server.ts, person.ts and group.ts make them.
import type { Server } from 'node:http'
import type { AddedFault, Fault } from './faults.ts'
import type { RecordedCall } from './recorder.ts'
import type { Snapshot } from './snapshot.ts'
import type { Bot, BotCommand, CallbackState, NewMessage, ServerEvents } from './state.ts'
import type { Message, User } from './telegram-objects.ts'

export interface SeenButton {
  readonly text: string
  readonly data?: string
  readonly url?: string
}

export interface SeenFile {
  readonly kind: string
  readonly fileId: string
  readonly fileName: string | undefined
  readonly mediaType: string | undefined
  /** undefined when newer files needed the room. */
  readonly bytes: Buffer | undefined
}

/** A message as it now stands in a chat, edits included. */
export interface SeenMessage {
  readonly messageId: number
  readonly byBot: boolean
  /** First name of who wrote it. */
  readonly from: string
  /** Text or caption; empty when there is neither. */
  readonly text: string
  readonly buttons: readonly (readonly SeenButton[])[]
  readonly files: readonly SeenFile[]
  readonly edited: boolean
  readonly replyTo: number | undefined
  readonly topic: number | undefined
  /** Grows with every change anywhere; compare with `mark()` to ask for what is newer. */
  readonly mark: number
  readonly reactions: readonly unknown[]
  /** As on the wire. */
  readonly message: Message
}

/** What a person's action became. `updateId` is undefined when the bot does not take that type of update. */
export interface Sent {
  readonly messageId: number
  readonly updateId: number | undefined
  readonly mark: number
  readonly message: Message
}

export interface Press {
  readonly id: string
  readonly updateId: number | undefined
  readonly mark: number
  /** Resolves when the bot has answered the callback. */
  answered(timeoutMs?: number): Promise<NonNullable<CallbackState['answer']>>
}

export type MessageReference = number | { readonly messageId: number }

export interface SendOptions {
  readonly replyTo?: MessageReference
  /** The thread id of a topic. */
  readonly topic?: number
  /** Shown as forwarded from someone of this name. */
  readonly forwardedFrom?: string
}

export interface FileOptions extends SendOptions {
  readonly caption?: string
  readonly mediaType?: string
  /** The size the message claims instead of the true one. */
  readonly statedSize?: number
  /** Of a voice message, in seconds; 3 if absent. */
  readonly duration?: number
}

export interface AlbumItem {
  readonly kind: 'photo' | 'video' | 'document' | 'audio'
  readonly bytes: Uint8Array
  readonly name?: string
  readonly mediaType?: string
  readonly caption?: string
}

export interface WaitOptions {
  /** 5000 if absent. */
  readonly timeoutMs?: number
  /** Only what was written or changed after this mark; everything if absent. */
  readonly after?: number | { readonly mark: number }
}

export type Wanted = string | RegExp | ((message: SeenMessage) => boolean)

/** A person in one chat with the bot. Acting throws an Error when a real client could not do it. */
export interface Actor {
  /** As last introduced; a changed name shows here. */
  readonly user: User
  readonly chatId: number
  send(text: string, options?: SendOptions): Sent
  sendPhoto(bytes: Uint8Array, options?: FileOptions): Sent
  sendDocument(name: string, bytes: Uint8Array, options?: FileOptions): Sent
  sendVoice(bytes: Uint8Array, options?: FileOptions): Sent
  sendVideo(bytes: Uint8Array, options?: FileOptions): Sent
  sendVideoNote(bytes: Uint8Array, options?: FileOptions): Sent
  sendAudio(name: string, bytes: Uint8Array, options?: FileOptions): Sent
  /** Each part is an update of its own. With `albumId` the parts join an album begun earlier. */
  sendAlbum(
    items: readonly AlbumItem[],
    options?: SendOptions & { readonly albumId?: string },
  ): { albumId: string; parts: Sent[] }
  sendSticker(emoji: string, options?: SendOptions): Sent
  sendLocation(latitude: number, longitude: number, options?: SendOptions): Sent
  sendContact(name: string, phone: string, options?: SendOptions): Sent
  /** Any other content, as on the wire. */
  sendContent(content: NewMessage, options?: SendOptions): Sent
  /** Begins a topic; its thread id is the message's. In a forum, or in private with a bot that has topics. */
  createTopic(name: string): Sent
  /** Changes the text (or caption) of an own message. */
  edit(message: MessageReference, text: string): Sent
  /** Presses an inline button by label, data or beginning of the label, on the newest message that has it; else a keyboard's. */
  press(button: string, options?: { readonly message?: MessageReference }): Press
  react(message: MessageReference, emoji: string): number | undefined
  /** The bot's messages that stand, oldest first. */
  messages(): SeenMessage[]
  /** Everything that stands, oldest first. */
  transcript(): SeenMessage[]
  /** The present moment, for `after`. */
  mark(): number
  /** The oldest of the bot's messages that fits, now or when it comes. Rejects with the chat's last lines after the time. */
  waitFor(wanted: Wanted, options?: WaitOptions): Promise<SeenMessage>
}

/** A person in their private chat with the bot. */
export interface Person extends Actor {
  /** Follows the bot's deep link: sends "/start payload", or "/start". */
  openLink(payload?: string): Sent
  /** The chat exists, as after an earlier /start, without anything in it. */
  begin(): void
  block(): number | undefined
  unblock(): number | undefined
  /** The account is deleted. */
  deactivate(): void
  /** The topic of the private chat is gone with all that stood in it, and the bot hears nothing. */
  deleteTopic(threadId: number): void
  /** The commands the person's client shows. */
  menu(): readonly BotCommand[]
}

export interface Group {
  /** Changes when the group migrates. */
  readonly chatId: number
  as(person: { readonly user: User }): Actor
  messages(): SeenMessage[]
  transcript(): SeenMessage[]
  /** A basic group becomes a supergroup under a new id, which is returned. */
  migrate(): number
  removeBot(by: { readonly user: User }): void
  /** The bot is in the group again, as an admin if it was one. */
  returnBot(by: { readonly user: User }): void
  /** The person is in the group, whether they ever write or not. */
  join(person: { readonly user: User }): void
  leave(person: { readonly user: User }): void
  /** As an admin's client does it: the topic is gone with all that stood in it, and the bot hears nothing. */
  deleteTopic(threadId: number): void
}

export interface PersonDetails {
  readonly id: number
  readonly firstName?: string
  readonly lastName?: string
  readonly username?: string
  readonly languageCode?: string
}

export interface GroupDetails {
  readonly title: string
  readonly type?: 'group' | 'supergroup'
  readonly forum?: boolean
  readonly id?: number
  readonly username?: string
  /** Whether the bot sees every message; true if absent. */
  readonly botIsAdmin?: boolean
  /** Who is in it from the start; others are once they write. */
  readonly members?: readonly { readonly user: User }[]
}

export interface BotApiServer {
  /** "http://127.0.0.1:port", without a slash at the end. */
  readonly apiRoot: string
  readonly port: number
  /** Of the first bot. */
  readonly token: string
  readonly bot: Bot
  readonly http: Server
  addBot(details?: { token?: string; username?: string; name?: string; topics?: boolean }): Bot
  /** The person, introduced or renamed by what is given. */
  person(details: PersonDetails, bot?: Bot): Person
  group(details: GroupDetails, bot?: Bot): Group
  transcript(of: Actor | Group): SeenMessage[]
  /** The same as text, a line a message, with times in UTC unless `times` is false. */
  transcriptText(of: Actor | Group, options?: { readonly times?: boolean }): string
  /** Every call, oldest first; the last ten thousand or so. */
  readonly calls: readonly RecordedCall[]
  /** The first call that fits, already made (after `after`, a sequence) or yet to come. */
  waitForCall(wanted: (call: RecordedCall) => boolean, options?: { timeoutMs?: number; after?: number }): Promise<RecordedCall>
  addFault(fault: Fault): AddedFault
  clearFaults(): void
  faults(): AddedFault[]
  /** Puts an update that was already handed out back into the queue, number and all. */
  redeliver(updateId: number, bot?: Bot): void
  /** The next update gets this number, or a random one. Only while none waits. */
  jumpUpdateId(id?: number, bot?: Bot): void
  /** Moves the server's clock: links, callbacks and updates age, held requests and waits for webhooks end. */
  advanceClock(seconds: number): void
  /** How far the clock stands ahead of real time, in milliseconds. */
  clockAhead(): number
  /** The state as plain JSON, without the contents of files. */
  snapshot(): Snapshot
  /** Back to a snapshot this server made. Ids of messages and updates go on from where they are. */
  restore(snapshot: Snapshot): void
  /** Empties every chat and the record of calls; chats, menus, faults and ids go on. */
  emptyChats(): void
  on<Name extends keyof ServerEvents>(event: Name, listener: (...values: ServerEvents[Name]) => void): () => void
  /** Forgets chats, calls, faults and waiting updates; bots, tokens and persons stay. */
  reset(): void
  /** Ends held requests and closes every connection. */
  close(): Promise<void>
}
