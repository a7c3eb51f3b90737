// What Telegram refuses, and in which words: texts, marks, keyboards, files, albums, parameters.
import { expect, test } from 'vitest'
import { callRaw, servers } from './raw-bot.ts'

const start = servers()

async function startWithAna() {
  const server = await start()
  server.person({ id: 42, firstName: 'Ana' }).send('hello')
  const refusal = async (parameters: object, method = 'sendMessage') => {
    const { status, description } = await callRaw(server, method, { chat_id: 42, ...parameters })
    return status === 200 ? 'accepted' : description
  }
  return { server, refusal }
}

const button = (fields: object) => ({ text: 'Choose', reply_markup: { inline_keyboard: [[fields]] } })

test.each([
  ['an empty text', { text: '' }, 'Bad Request: message text is empty'],
  ['a text of spaces', { text: ' \n ' }, 'Bad Request: message text is empty'],
  ['no text', {}, 'Bad Request: message text is empty'],
  ['4096 characters', { text: 'x'.repeat(4096) }, 'accepted'],
  ['4097 characters', { text: 'x'.repeat(4097) }, 'Bad Request: message is too long'],
  ['2049 emoji, each of two units', { text: '😀'.repeat(2049) }, 'Bad Request: message is too long'],
  ['4096 characters once the tags are gone', { text: `<b>${'x'.repeat(4096)}</b>`, parse_mode: 'HTML' }, 'accepted'],
  ['half of an emoji', { text: 'x\ud83d' }, 'Bad Request: strings must be encoded in UTF-8'],
  ['a parse mode not spoken here', { text: 'x', parse_mode: 'Markdown' }, 'Bad Request: unsupported parse_mode'],
  ['a reply to nothing', { text: 'x', reply_parameters: { message_id: 99 } }, 'Bad Request: message to be replied not found'],
  [
    'a reply to nothing that may stand alone',
    { text: 'x', reply_parameters: { message_id: 99, allow_sending_without_reply: true } },
    'accepted',
  ],
  ['a topic that is not there', { text: 'x', message_thread_id: 5 }, 'Bad Request: message thread not found'],
  ['a misspelt parameter', { text: 'x', parsemode: 'HTML' }, 'Bad Request: parameter "parsemode" is not known'],
  ['a text that is an object', { text: {} }, 'Bad Request: parameter "text" has a wrong type: string expected'],
  ['a chat nobody knows', { chat_id: '@nobody', text: 'x' }, 'Bad Request: chat not found'],
])('%s', async (_what, parameters, expected) => {
  const { refusal } = await startWithAna()
  expect(await refusal(parameters)).toBe(expected)
})

test.each([
  ['a tag that is not known', '<h1>x</h1>', 'Unsupported start tag "h1" at byte offset 0'],
  ['a tag left open', 'ž<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
  ['tags that cross', '<b><i>x</b></i>', 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'],
  ['an end without a start', 'ž</b>', 'Unexpected end tag at byte offset 2'],
  ['a bracket that was not escaped', 'a < b', 'Unclosed start tag at byte offset 2'],
])('HTML with %s cannot be parsed', async (_what, text, expected) => {
  const { refusal } = await startWithAna()
  expect(await refusal({ text, parse_mode: 'HTML' })).toBe(`Bad Request: can't parse entities: ${expected}`)
})

test('HTML becomes text with marks, counted in UTF-16 units', async () => {
  const { server } = await startWithAna()
  const text = '😀 <b>bold <i>both</i></b> <a href="https://example.com/?a=1&amp;b=2">link</a> &lt;tag&gt; &#38;'
  const { result } = await callRaw(server, 'sendMessage', { chat_id: 42, text, parse_mode: 'HTML' })
  expect(result).toMatchObject({
    text: '😀 bold both link <tag> &',
    entities: [
      { type: 'bold', offset: 3, length: 9 },
      { type: 'italic', offset: 8, length: 4 },
      { type: 'text_link', offset: 13, length: 4, url: 'https://example.com/?a=1&b=2' },
    ],
  })
})

test.each([
  ['reaching beyond the text', { type: 'bold', offset: 0, length: 9 }, 'ends after the end of the text at UTF-16 offset 9'],
  ['beginning inside an emoji', { type: 'bold', offset: 1, length: 2 }, 'begins in a middle of a UTF-16 symbol'],
  ['ending inside an emoji', { type: 'bold', offset: 0, length: 1 }, 'ends in a middle of a UTF-16 symbol'],
  ['of an unknown type', { type: 'loud', offset: 0, length: 2 }, 'Unsupported type specified'],
  ['without a place', { type: 'bold' }, 'must be an object with offset and length'],
])('a mark %s is refused', async (_what, entity, expected) => {
  const { refusal } = await startWithAna()
  expect(await refusal({ text: '😀ab', entities: [entity] })).toContain(expected)
})

test.each([
  ['data of 64 bytes', button({ text: 'a', callback_data: 'ž'.repeat(32) }), 'accepted'],
  ['data of 66 bytes in 33 letters', button({ text: 'a', callback_data: 'ž'.repeat(33) }), 'Bad Request: BUTTON_DATA_INVALID'],
  ['empty data', button({ text: 'a', callback_data: '' }), 'Bad Request: BUTTON_DATA_INVALID'],
  ['no action', button({ text: 'a' }), 'Text buttons are unallowed in the inline keyboard'],
  ['two actions', button({ text: 'a', callback_data: 'x', url: 'https://example.com' }), 'exactly one action expected'],
  ['no label', button({ text: ' ', callback_data: 'x' }), 'field "text" must be a non-empty String'],
  ['a broken address', button({ text: 'a', url: 'not an address' }), 'is invalid: Wrong HTTP URL'],
  ['a label that is only a string', { text: 'x', reply_markup: { inline_keyboard: [['a']] } }, 'expected an object'],
  [
    'rows that are no rows',
    { text: 'x', reply_markup: { inline_keyboard: [{ text: 'a', callback_data: 'b' }] } },
    'expected an array of rows',
  ],
])('a button with %s', async (_what, parameters, expected) => {
  const { refusal } = await startWithAna()
  expect(await refusal(parameters)).toContain(expected)
})

test('files: captions, missing, empty, foreign and unreadable ones', async () => {
  const { server, refusal } = await startWithAna()
  const known = server.person({ id: 42 }).sendDocument('a.txt', Buffer.from('a')).message.document?.file_id
  expect(await refusal({ document: known, caption: 'x'.repeat(1024) }, 'sendDocument')).toBe('accepted')
  expect(await refusal({ document: known, caption: 'x'.repeat(1025) }, 'sendDocument')).toBe(
    'Bad Request: message caption is too long',
  )
  expect(await refusal({}, 'sendDocument')).toBe('Bad Request: there is no document in the request')
  expect(await refusal({ document: 'attach://none' }, 'sendDocument')).toBe('Bad Request: there is no document in the request')
  expect(await refusal({ document: 'nonsense' }, 'sendDocument')).toContain('wrong file identifier')
  expect(await refusal({ document: 'https://example.com/a.pdf' }, 'sendDocument')).toContain('fetches nothing from elsewhere')
  expect(await refusal({ photo: known }, 'sendPhoto')).toBe("Bad Request: can't use file of type Document as Photo")
})

test('a photo must be a picture, and every file must have content', async () => {
  const { server } = await startWithAna()
  const send = async (method: string, name: string, bytes: Uint8Array<ArrayBuffer>) => {
    const form = new FormData()
    form.set('chat_id', '42')
    form.set(name, new Blob([bytes]), 'file')
    const response = await fetch(`${server.apiRoot}/bot${server.token}/${method}`, { method: 'POST', body: form })
    return ((await response.json()) as { description?: string }).description
  }
  expect(await send('sendPhoto', 'photo', new TextEncoder().encode('<svg/>'))).toBe('Bad Request: IMAGE_PROCESS_FAILED')
  expect(await send('sendPhoto', 'photo', new Uint8Array(10 * 1024 * 1024 + 1))).toContain('is too big for a photo')
  expect(await send('sendDocument', 'document', new Uint8Array(0))).toBe('Bad Request: file must be non-empty')
  expect(await send('sendDocument', 'document', new Uint8Array(50 * 1024 * 1024 + 1))).toBe('Bad Request: file is too big')
})

test('an album has two to ten parts, and documents stay among themselves', async () => {
  const { server, refusal } = await startWithAna()
  const ana = server.person({ id: 42 })
  const document = { type: 'document', media: ana.sendDocument('a.txt', Buffer.from('a')).message.document?.file_id }
  const photo = { type: 'photo', media: ana.sendPhoto(Buffer.from('a')).message.photo?.at(-1)?.file_id }
  const album = (...media: object[]) => refusal({ media }, 'sendMediaGroup')
  expect(await album(document, document)).toBe('accepted')
  expect(await album(document)).toContain('must be of 2-10 items, not 1')
  expect(await album(...Array.from({ length: 11 }, () => photo))).toContain('must be of 2-10 items, not 11')
  expect(await album(document, photo)).toBe("Bad Request: document can't be mixed with other media types")
  expect(await album({ type: 'voice', media: 'x' }, photo)).toContain("can't be sent in an album")
})
