// Updates as Telegram might deliver them, and as it never would: every kind of content from linked people, strangers and
// groups, half of them spoilt.
import type { Random } from '../chaos/seeded-random.ts'
import type { FuzzDesk } from './desk.ts'
import { mutate, spoilText } from './mutate.ts'

const words = [
  'Calls to Germany fail with SIP 503 error',
  'Hello, I have a follow-up question about ticket #N.',
  'Sveiki, turiu klausimą dėl užklausos #N',
  'Neveikia skambučiai į Vokietiją nuo pat ryto',
  '#N and #M are the same',
  'call me on +370 612 34567 after 17:30',
  'Nothing works!!! 🙈🙈🙈',
  '*bold* _it_ `code` [link](http://127.0.0.1) <b>html</b> &amp;',
  'a\u0000b\u202ec\u200d',
  '\ud83d\ude00\ud83d',
  'مرحبا بالعالم',
  '1',
  '.',
  'long '.repeat(800),
  '🙈'.repeat(2000),
  'ABCDEFGHJKMNPQRSTUVWXYZ234',
] as const

const commands = [
  '/start',
  '/start ABCDEFGHJKMNPQRSTUVWXYZ234',
  '/help',
  '/new',
  '/new All calls fail',
  '/cancel',
  '/tickets',
  '/ticket N',
  '/close N',
  '/reopen N',
  '/priority N',
  '/queue',
  '/take N',
  '/assign N Engineer 2',
  '/reply N We have found it',
  '/note N provider is at fault',
  '/resolve N done',
  '/unknown',
  '/tickets@fuzz_bot',
  '/ticket 99999999999999999999',
  '/ticket -1',
  '/reply N',
] as const

const buttons = [
  't:N:show',
  't:N:take',
  't:N:answer',
  't:N:close',
  't:N:p:high',
  't:N:s:unrelated',
  'd:x:create',
  'd:x:p:blocker',
  'd:x:s:unrelated',
  'd:x:cancel',
  'n:018f0000-0000-7000-8000-000000000000',
  'r:x:reopen',
  't::',
  ':',
  't:N:p:nothing',
  '',
] as const

const kinds = [
  'text',
  'text',
  'command',
  'command',
  'button',
  'button',
  'button',
  'media',
  'edit',
  'reply',
  'member',
  'other',
] as const

/** The data of the buttons that somebody saw last. */
export type Shown = (person: number) => readonly string[]

/**
 * The next update, numbered `updateId`. The same random numbers make the same update, but for buttons that are pressed where
 * they stand: those are what the service has shown by then.
 */
export function nextUpdate(random: Random, desk: FuzzDesk, updateId: number, shown: Shown): unknown {
  const update = { update_id: updateId, ...content(random, desk, updateId, shown) }
  // The number stays: an update without one is refused before it is looked at.
  return random.next() < 0.5 ? { ...(mutate(update, random) as object), update_id: updateId } : update
}

function content(random: Random, desk: FuzzDesk, messageId: number, shown: Shown): object {
  const from = sender(random, desk)
  const chat = random.next() < 0.95 ? { id: from.id, type: 'private', first_name: from.first_name } : group(random)
  const message = { message_id: messageId, date: 1_795_000_000, chat, from }
  const number = String(desk.tickets[random.between(0, desk.tickets.length - 1)])
  const fill = (text: string) => {
    const filled = text.replaceAll('N', number).replaceAll('M', '10001')
    return random.next() < 0.2 ? spoilText(filled, random) : filled
  }
  const earlier = { ...message, message_id: Math.max(1, messageId - random.between(1, 50)) }
  switch (random.pick(kinds)) {
    case 'text':
      return { message: { ...message, text: fill(random.pick(words)) } }
    case 'command': {
      const text = fill(random.pick(commands))
      return { message: { ...message, text, entities: [{ type: 'bot_command', offset: 0, length: text.split(' ')[0]?.length }] } }
    }
    case 'button': {
      const seen = shown(from.id)
      const made = fill(random.pick(buttons))
      const finishing = random.next() < 0.4 ? seen.find((data) => data.endsWith(':create')) : undefined
      const data = random.next() < 0.8 ? (finishing ?? seen[random.between(0, seen.length - 1)] ?? made) : made
      return { callback_query: { id: String(messageId), from, chat_instance: '1', data, message: earlier } }
    }
    case 'media':
      return { message: { ...message, ...media(random), caption: fill(random.pick(words)) } }
    case 'edit':
      return { edited_message: { ...earlier, text: fill(random.pick(words)), edit_date: 1_795_000_060 } }
    case 'reply':
      return {
        message: { ...message, text: fill(random.pick(words)), reply_to_message: { ...earlier, text: `Ticket #${number}` } },
      }
    case 'member': {
      const status = random.pick(['kicked', 'member', 'left', 'administrator'])
      return { my_chat_member: { chat, from, date: 1_795_000_000, new_chat_member: { status, user: from } } }
    }
    case 'other':
      return random.pick<object>([
        { message: { ...message, migrate_to_chat_id: -1_000_000_000_500 } },
        { message: { ...message, dice: { emoji: '🎲', value: 3 } } },
        { message: { ...message, location: { latitude: 54.68, longitude: 25.28 } } },
        { message: { ...message, contact: { phone_number: '+37060000000', first_name: 'Jonas' } } },
        { message: { ...message, new_chat_title: 'x' } },
        { channel_post: { ...message, text: 'x' } },
        { poll: { id: '1' } },
        { inline_query: { id: '1', from, query: 'x', offset: '' } },
        {},
      ])
  }
}

function sender(random: Random, desk: FuzzDesk): { id: number; is_bot: boolean; first_name: string; language_code: string } {
  const isStranger = random.next() < 0.1
  const id = isStranger ? 900_000 + random.between(0, 200) : (desk.people[random.between(0, desk.people.length - 1)] ?? 1)
  return { id, is_bot: false, first_name: `Person ${id}`, language_code: random.pick(['en', 'lt', 'xx', '']) }
}

function group(random: Random): object {
  return { id: -500 - random.between(0, 3), type: random.pick(['group', 'supergroup']), title: 'Engineers' }
}

function media(random: Random): object {
  const file = { file_id: `F${random.between(0, 1000)}`, file_unique_id: 'U', file_size: random.pick([0, 2048, 19_000_000, 3e9]) }
  const album = random.next() < 0.3 ? { media_group_id: String(random.between(1, 30)) } : {}
  const document = { ...file, file_name: random.pick(['trace.pcap', '../../x', '', 'a\0b', 'ž'.repeat(300)]), mime_type: 'a/b' }
  return {
    ...album,
    ...random.pick<object>([
      { photo: [{ ...file, width: 90, height: 60 }] },
      { photo: [] },
      { document },
      { voice: { ...file, duration: 4 } },
      { video: { ...file, width: 1, height: 1, duration: 1 } },
      { video_note: { ...file, length: 240, duration: 1 } },
      { audio: { ...file, duration: 4 } },
      { animation: file, document },
      { sticker: { ...file, emoji: '👍', type: 'regular', width: 1, height: 1 } },
    ]),
  }
}
