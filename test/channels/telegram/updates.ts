// Updates as the Bot API delivers them, for the tests of this folder: one private chat, one group, one person.
import type { Update } from 'grammy/types'

export const person = { id: 77001, is_bot: false, first_name: 'Ona', last_name: 'Onaitė', username: 'ona', language_code: 'lt' }
export const privateChat = { id: 77001, type: 'private', first_name: 'Ona' }
export const group = { id: -500, type: 'group', title: 'Engineers' }

/** An update with a message of the person; `fields` are added to the message, or replace what stands there. */
export function messageUpdate(fields: object, updateId = 1): Update {
  return update({ message: message(fields) }, updateId)
}

export function message(fields: object): object {
  return { message_id: 10, date: 1_780_000_000, chat: privateChat, from: person, ...fields }
}

/** Any update; the shapes in tests are the wire's, so no type vouches for them. */
export function update(fields: object, updateId = 1): Update {
  return { update_id: updateId, ...fields } as unknown as Update
}

/** One update of every kind that the channel understands. */
export function everyKind(): Update[] {
  const file = { file_id: 'F1', file_unique_id: 'U1', file_size: 2048 }
  const film = { ...file, width: 640, height: 480, duration: 3 }
  const place = { latitude: 54.68, longitude: 25.28 }
  return [
    messageUpdate({ text: 'Calls to Germany fail with SIP 503 error' }),
    messageUpdate({ photo: [{ ...file, width: 90, height: 60 }], caption: 'the error', media_group_id: 'A1' }),
    messageUpdate({ document: { ...file, file_name: 'trace.pcap', mime_type: 'application/vnd.tcpdump.pcap' } }),
    messageUpdate({ voice: { ...file, duration: 4 } }),
    messageUpdate({ video: film }),
    messageUpdate({ video_note: { ...film, length: 240 } }),
    messageUpdate({ audio: { ...file, duration: 4, file_name: 'ring.mp3' } }),
    messageUpdate({ animation: film, document: file }),
    messageUpdate({ sticker: { ...film, emoji: '👍', is_animated: false, is_video: false, type: 'regular' } }),
    messageUpdate({ location: place }),
    messageUpdate({ venue: { location: place, title: 'Data centre', address: 'Saulėtekio 15' }, location: place }),
    messageUpdate({ contact: { phone_number: '+37060000000', first_name: 'Jonas' } }),
    messageUpdate({ text: 'see below', forward_origin: { type: 'user', date: 1, sender_user: person } }),
    messageUpdate({ dice: { emoji: '🎲', value: 3 } }),
    messageUpdate({ text: 'and this', reply_to_message: message({ message_id: 4, text: 'Ticket #12345' }) }),
    messageUpdate({ chat: group, migrate_to_chat_id: -100500 }),
    update({ edited_message: message({ text: 'Calls to Germany fail', edit_date: 1_780_000_060 }) }),
    update({
      callback_query: { id: 'Q1', from: person, chat_instance: 'c', data: 'take:1', message: message({ from: undefined }) },
    }),
    update({ my_chat_member: { chat: privateChat, from: person, date: 1, new_chat_member: { status: 'kicked', user: person } } }),
  ]
}
