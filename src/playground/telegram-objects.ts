// The few Bot API objects this server makes and takes, spelled as on the wire. Only what is really filled in stands here.

export interface User {
  readonly id: number
  readonly is_bot: boolean
  readonly first_name: string
  readonly last_name?: string
  readonly username?: string
  readonly language_code?: string
}

export interface TelegramChat {
  readonly id: number
  readonly type: 'private' | 'group' | 'supergroup'
  readonly title?: string
  readonly first_name?: string
  readonly last_name?: string
  readonly username?: string
  readonly is_forum?: true
}

/** Offsets and lengths count UTF-16 code units. */
export interface MessageEntity {
  readonly type: string
  readonly offset: number
  readonly length: number
  readonly url?: string
  readonly language?: string
  readonly user?: User
  readonly custom_emoji_id?: string
}

export interface InlineButton {
  readonly text: string
  readonly callback_data?: string
  readonly url?: string
  readonly copy_text?: { readonly text: string }
}

export interface ReplyMarkup {
  readonly inline_keyboard?: readonly (readonly InlineButton[])[]
  readonly keyboard?: readonly (readonly (string | { readonly text: string })[])[]
  readonly remove_keyboard?: true
  readonly force_reply?: true
}

/** A file inside a message; the name and kind of it are only told here, never by getFile. */
export interface TelegramFile {
  readonly file_id: string
  readonly file_unique_id: string
  readonly file_size?: number
  readonly file_name?: string
  readonly mime_type?: string
  readonly width?: number
  readonly height?: number
  readonly duration?: number
  readonly length?: number
  readonly emoji?: string
  readonly type?: string
  readonly is_animated?: boolean
  readonly is_video?: boolean
}

export interface Location {
  readonly latitude: number
  readonly longitude: number
}

export interface Message {
  readonly message_id: number
  readonly date: number
  readonly chat: TelegramChat
  readonly from?: User
  readonly message_thread_id?: number
  readonly is_topic_message?: true
  readonly edit_date?: number
  readonly text?: string
  readonly entities?: readonly MessageEntity[]
  readonly caption?: string
  readonly caption_entities?: readonly MessageEntity[]
  readonly photo?: readonly TelegramFile[]
  readonly document?: TelegramFile
  readonly voice?: TelegramFile
  readonly video?: TelegramFile
  readonly video_note?: TelegramFile
  readonly audio?: TelegramFile
  readonly animation?: TelegramFile
  readonly sticker?: TelegramFile
  readonly location?: Location
  readonly venue?: { readonly location: Location; readonly title: string; readonly address: string }
  readonly contact?: {
    readonly phone_number: string
    readonly first_name: string
    readonly last_name?: string
    readonly user_id?: number
  }
  readonly dice?: { readonly emoji: string; readonly value: number }
  readonly media_group_id?: string
  readonly reply_to_message?: Message
  readonly forward_origin?: Record<string, unknown>
  readonly reply_markup?: ReplyMarkup
  readonly migrate_to_chat_id?: number
  readonly migrate_from_chat_id?: number
  readonly forum_topic_created?: { readonly name: string; readonly icon_color: number }
  readonly forum_topic_edited?: { readonly name?: string }
  readonly forum_topic_closed?: Record<string, never>
  readonly forum_topic_reopened?: Record<string, never>
  readonly pinned_message?: Message
  readonly new_chat_members?: readonly User[]
  readonly left_chat_member?: User
}

export type UpdateType = 'message' | 'edited_message' | 'callback_query' | 'my_chat_member' | 'message_reaction'

export interface Update {
  readonly update_id: number
  readonly message?: Message
  readonly edited_message?: Message
  readonly callback_query?: Record<string, unknown>
  readonly my_chat_member?: Record<string, unknown>
  readonly message_reaction?: Record<string, unknown>
}
