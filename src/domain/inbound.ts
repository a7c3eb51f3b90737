// What comes in from a channel, neutral: who wrote, what they wrote or pressed, and what happened to the chat. The channel itself,
// and what goes out, is channel.ts.
import type { ConversationId } from './ids.ts'

export type ChannelName = 'telegram' | 'whatsapp' | 'email'

/** Who wrote, as the platform knows them. `userId` is opaque. */
export interface Sender {
  readonly userId: string
  /** Without "@", as the platform spells it. */
  readonly username?: string
  readonly displayName?: string
  /** The person's app language, e.g. "lt". */
  readonly language?: string
  /** Further ids of the same person on this channel, as opaque as `userId`. What was known under one of them is known under all. */
  readonly alsoKnownAs?: readonly string[]
}

export type FileKind = 'photo' | 'document' | 'voice' | 'video' | 'video-note' | 'audio' | 'sticker'

/** A file that came with a message. `reference` is what the adapter needs to fetch it; nobody else looks inside. */
export interface InboundFile {
  readonly kind: FileKind
  readonly reference: string
  readonly fileName: string
  readonly mediaType: string
  /** As the platform states it; may be absent, and is checked when fetched. */
  readonly bytes?: number
  /** Above what the platform lets a bot fetch: the person is told at once. */
  readonly tooLarge?: boolean
}

/** Content that is neither text nor file, kept as a visible note. */
export type InboundNote =
  | { readonly kind: 'location'; readonly latitude: number; readonly longitude: number; readonly title?: string }
  | { readonly kind: 'contact'; readonly name: string; readonly phone: string }
  | { readonly kind: 'sticker'; readonly emoji: string }
  | { readonly kind: 'forwarded'; readonly from: string }
  | { readonly kind: 'unsupported'; readonly what: string }
  /** Of an edit: the person took the message back. */
  | { readonly kind: 'deleted' }

interface InboundBase {
  readonly channel: ChannelName
  /** The bot (or number) that received it. */
  readonly account: string
  /** The chat, or a room of it (room-address.ts), opaque; with `channel` and `account` it makes `conversationId`. */
  readonly address: string
  readonly conversationId: ConversationId
  /** Unique within (channel, account), the same when the platform delivers again. */
  readonly externalId: string
  readonly private: boolean
  readonly sender: Sender
  readonly sentAt: Date
  /** It came long after it was sent: it had waited while the desk was away. */
  readonly late?: boolean
}

/** Something a person wrote. An album is several of these with one `albumId`. */
export interface InboundText extends InboundBase {
  readonly kind: 'message' | 'edit'
  /** The platform's id of the message within the chat; an edit carries the id of what it edits. */
  readonly messageId: string
  readonly text: string
  readonly files: readonly InboundFile[]
  readonly notes: readonly InboundNote[]
  readonly albumId?: string
  /** The message replied to. */
  readonly replyTo?: string
}

/** A pressed button. */
export interface InboundPress extends InboundBase {
  readonly kind: 'press'
  /** What the button carried (see OutboundButton.data). */
  readonly data: string
  /** The message the button hangs on. */
  readonly messageId?: string
}

/** The person blocked the bot, or came back. */
export interface InboundMembership extends InboundBase {
  readonly kind: 'membership'
  readonly reachable: boolean
}

/** The chat has a new address; the old one is dead. With `newUserId`, the person of the chat has a new id as well. */
export interface InboundMove extends InboundBase {
  readonly kind: 'moved'
  readonly newAddress: string
  readonly newUserId?: string
}

export type InboundMessage = InboundText | InboundPress | InboundMembership | InboundMove
