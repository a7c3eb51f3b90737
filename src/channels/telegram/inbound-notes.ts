// What of a Telegram message is neither text nor file: places, people, forwards, and what the desk cannot show.
import type { Message, MessageOrigin } from 'grammy/types'
import type { InboundNote } from '../../domain/channel.ts'
import { cleanText } from '../../domain/clean-text.ts'

/** The notes of a message, in the order in which they are worth reading. @throws TypeError on a malformed message */
export function toInboundNotes(message: Message): InboundNote[] {
  const notes: InboundNote[] = []
  if (message.forward_origin !== undefined) notes.push({ kind: 'forwarded', from: originName(message.forward_origin) })
  if (message.venue !== undefined) {
    const title = [message.venue.title, message.venue.address].map(cleanText).filter(Boolean).join(', ')
    notes.push({ ...toPlace(message.venue.location), ...(title !== '' && { title }) })
  } else if (message.location !== undefined) {
    notes.push(toPlace(message.location))
  }
  if (message.contact !== undefined) {
    const { first_name, last_name, phone_number } = message.contact
    notes.push({ kind: 'contact', name: fullName(first_name, last_name), phone: cleanText(phone_number) })
  }
  const emoji = cleanText(message.sticker?.emoji)
  if (emoji !== '') notes.push({ kind: 'sticker', emoji })
  const what = unsupportedContent.find((key) => message[key] !== undefined)
  if (what !== undefined) notes.push({ kind: 'unsupported', what })
  return notes
}

/** Whether the message only reports something about the chat (members, title, pins, topics). Nobody wrote it. */
export function isServiceMessage(message: Message): boolean {
  return serviceContent.some((key) => message[key] !== undefined)
}

/** First and last name with one space between, whichever are there. */
export function fullName(first: unknown, last: unknown): string {
  return [first, last].map(cleanText).filter(Boolean).join(' ')
}

function toPlace(place: { readonly latitude: number; readonly longitude: number }) {
  const { latitude, longitude } = place
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) throw new TypeError('a place without coordinates')
  return { kind: 'location' as const, latitude, longitude }
}

function originName(origin: MessageOrigin): string {
  switch (origin.type) {
    case 'user':
      return fullName(origin.sender_user.first_name, origin.sender_user.last_name)
    case 'hidden_user':
      return cleanText(origin.sender_user_name)
    case 'chat':
      return 'title' in origin.sender_chat ? cleanText(origin.sender_chat.title) : ''
    case 'channel':
      return cleanText(origin.chat.title)
    default:
      return ''
  }
}

const unsupportedContent = [
  'poll',
  'dice',
  'game',
  'story',
  'paid_media',
  'checklist',
  'rich_message',
  'invoice',
  'giveaway',
  'giveaway_winners',
  'gift',
  'unique_gift',
  'web_app_data',
  'users_shared',
  'chat_shared',
  'passport_data',
  'successful_payment',
  'refunded_payment',
] as const satisfies readonly (keyof Message)[]

const serviceContent = [
  'new_chat_members',
  'left_chat_member',
  'chat_owner_left',
  'chat_owner_changed',
  'new_chat_title',
  'new_chat_photo',
  'delete_chat_photo',
  'group_chat_created',
  'supergroup_chat_created',
  'channel_chat_created',
  'message_auto_delete_timer_changed',
  'pinned_message',
  'connected_website',
  'write_access_allowed',
  'proximity_alert_triggered',
  'boost_added',
  'chat_background_set',
  'forum_topic_created',
  'forum_topic_edited',
  'forum_topic_closed',
  'forum_topic_reopened',
  'general_forum_topic_hidden',
  'general_forum_topic_unhidden',
  'giveaway_created',
  'giveaway_completed',
  'gift_upgrade_sent',
  'paid_message_price_changed',
  'direct_message_price_changed',
  'video_chat_scheduled',
  'video_chat_started',
  'video_chat_ended',
  'video_chat_participants_invited',
  'checklist_tasks_done',
  'checklist_tasks_added',
  'poll_option_added',
  'poll_option_deleted',
  'managed_bot_created',
  'community_chat_added',
  'community_chat_removed',
  'community_chat_joined',
  'suggested_post_approved',
  'suggested_post_approval_failed',
  'suggested_post_declined',
  'suggested_post_paid',
  'suggested_post_refunded',
] as const satisfies readonly (keyof Message)[]
