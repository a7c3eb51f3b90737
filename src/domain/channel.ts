// The one interface with several implementations: a channel (Telegram, WhatsApp, e-mail) as the rest of the house sees it,
// and the neutral messages that pass through it. No platform's word stands here or above.
import type { Readable } from 'node:stream'
import type { AttachmentId, ConversationId } from './ids.ts'
import type { ChannelName, FileKind, InboundMessage } from './inbound.ts'
import type { Language } from './language.ts'
import type { RichText } from './rich-text.ts'

export type * from './inbound.ts'

// ---------------------------------------------------------------- outbound

export interface OutboundButton {
  readonly label: string
  /** At most 64 bytes; comes back in InboundPress.data. Exactly one of `data` and `url`. */
  readonly data?: string
  readonly url?: string
}

/** A stored file to be sent. */
export interface OutboundFile {
  readonly attachmentId: AttachmentId
  readonly storeKey: string
  readonly kind: FileKind
  readonly fileName: string
  readonly mediaType: string
  readonly bytes: number
}

/** One entry of a command menu; the description is already in the reader's language. */
export interface MenuEntry {
  readonly command: string
  readonly description: string
}

export type OutboundContent =
  | {
      readonly type: 'text'
      readonly text: RichText
      /** Rows of buttons under the (last part of the) text. */
      readonly buttons?: readonly (readonly OutboundButton[])[]
      /** A message of the same chat to quote; ignored when it is gone. */
      readonly replyTo?: string
    }
  | { readonly type: 'files'; readonly files: readonly OutboundFile[]; readonly caption?: RichText; readonly replyTo?: string }
  /** Changes an earlier message of ours in place; sent anew when that message is gone. Without `buttons` they are removed. */
  | {
      readonly type: 'edit'
      readonly messageId: string
      /** The further messages that the text was cut into: all are changed, and become more or fewer as the new text needs. */
      readonly furtherIds?: readonly string[]
      readonly text: RichText
      readonly buttons?: readonly (readonly OutboundButton[])[]
      /** What is sent when the message cannot be changed (any more). Default: the text. */
      readonly instead?: RichText
    }
  /** Takes earlier messages of ours out of the chat, one in each part; one that is gone already is no fault. */
  | { readonly type: 'delete'; readonly messageIds: readonly string[] }
  /** The person's command menu; null removes it. */
  | { readonly type: 'menu'; readonly entries: readonly MenuEntry[] | null }
  | RoomContent
  /** Puts earlier messages of ours where everybody in the room finds them. Nothing when they are gone. */
  | { readonly type: 'pin'; readonly messageIds: readonly string[] }
  /** A sign on somebody's message: what became of it. Nothing on a channel without signs. */
  | { readonly type: 'mark'; readonly messageId: string; readonly mark: MessageMark }

/** What happens to a room of a group, or of a private chat, as a whole. A room is opened at an address of `unopenedRoom`. */
export type RoomContent =
  | { readonly type: 'open-thread'; readonly title: string }
  | { readonly type: 'rename-thread'; readonly title: string }
  | { readonly type: 'close-thread' }
  | { readonly type: 'reopen-thread' }

/** Kept inside the desk; on its way to the client; arrived there. */
export type MessageMark = 'noted' | 'under-way' | 'delivered' | 'removed'

export type UnreachableReason = 'blocked' | 'deactivated' | 'unknown-chat' | 'not-a-member'

/** What became of one send. A value, not an exception: the outbox decides by it. */
export type SendOutcome =
  /**
   * Accepted. The platform's ids of what now stands in the chat (several for an album, none for a menu). `address`: where the room
   * stands that was opened. `choices`: the buttons that were written as numbered lines, in their order; who answers with a number,
   * or with a button's words, has pressed it.
   */
  | {
      readonly kind: 'sent'
      readonly messageIds: readonly string[]
      readonly address?: string
      readonly choices?: readonly OutboundButton[]
    }
  /** Surely not sent; try again, after `afterSeconds` if the platform named a time. `scope` is what the pause holds for. */
  | {
      readonly kind: 'later'
      readonly reason: string
      readonly afterSeconds?: number
      readonly scope: 'message' | 'conversation' | 'account'
    }
  /** Perhaps sent (time-out, connection lost after the request): sent again, and may then stand there twice. */
  | { readonly kind: 'unknown'; readonly reason: string }
  /** Will never work. `unreachable` marks the person, not just this message. */
  | { readonly kind: 'never'; readonly reason: string; readonly unreachable?: UnreachableReason }
  /** The chat has a new address: send there. */
  | { readonly kind: 'moved'; readonly address: string }
  /** The group or chat is there, its room is not (any more): surely not sent. */
  | { readonly kind: 'no-room' }

/** What a channel may have to know of a part beyond its words. */
export interface SendContext {
  readonly open: (file: OutboundFile) => Promise<Readable>
  /** The same for every try of this part and of no other, so that a platform which takes ids of ours sees one message. */
  readonly key: string
  /** When the person last wrote in this conversation; null: never. */
  readonly lastHeardAt: Date | null
  /** What is told unasked, for platforms that want a form filled in; null for an answer. */
  readonly notice: SentNotice | null
}

export interface SentNotice {
  readonly kind: string
  /** The number of the ticket or invoice it is about; null when it is about neither. */
  readonly about: string | null
  readonly language: Language
}

/** What a platform tells later of a message it had accepted. States only move forward. */
export interface DeliveryReport {
  readonly conversationId: ConversationId
  readonly messageId: string
  readonly state: 'delivered' | 'read' | 'failed'
  /** Of `failed`: why, as in SendOutcome. */
  readonly reason?: string
  readonly unreachable?: UnreachableReason
  readonly at: Date
}

/** What a channel hands over, besides its messages. Each resolves once it is stored. */
export interface Received {
  messages(messages: readonly InboundMessage[]): Promise<void>
  reports(reports: readonly DeliveryReport[]): Promise<void>
}

export interface FetchedFile {
  readonly stream: Readable
  readonly bytes?: number
}

/** The file cannot be had: for good (`gone`: too large, expired), or for now. */
export class FetchRefused extends Error {
  readonly gone: boolean
  constructor(message: string, options: { gone: boolean; cause?: unknown }) {
    super(message, { cause: options.cause })
    this.gone = options.gone
  }
}

export interface Channel {
  readonly name: ChannelName
  /** The bot or number; part of every conversation's id. */
  readonly account: string
  /**
   * Cuts a content into parts that the platform takes in one call each (4096 characters, ten files). Pure, and the same
   * every time, because a resend after a crash starts at the first part that was not yet accepted.
   */
  split(content: OutboundContent): readonly OutboundContent[]
  /** It reports what becomes of accepted messages: until then a notice can still go by another channel. */
  readonly reportsLater?: boolean
  /** For how long the platform keeps what it cannot deliver to us; a day unless told. Something older has a wrong clock. */
  readonly keepsHours?: number
  /** One call to the platform. Never throws for anything the platform or the network does. */
  send(address: string, part: OutboundContent, context: SendContext): Promise<SendOutcome>
  /**
   * Whether private chats can have rooms just now (RoomContent, except closing). Asked whenever something is to be said, because it
   * can be switched at any time; answers from memory as a rule. Never throws. Absent: never.
   */
  rooms?(): Promise<boolean>
  /** Opens a received file. @throws FetchRefused */
  fetch(reference: string): Promise<FetchedFile>
  /** Begins to receive; resolves once it does, or once it tries to for as long as it takes. */
  start(received: Received): Promise<void>
  /** Stops receiving; resolves when nothing received is still unstored. */
  stop(): Promise<void>
  /** For readiness: null when well, else what is wrong, in words for an operator. */
  fault(): string | null
  /** Whether this process can send and fetch just now. Absent: any process can at any time, and finds out by trying. */
  speaksHere?(): boolean
  /** Where a link code can be redeemed with one tap. */
  linkFor(code: string): string | null
}
