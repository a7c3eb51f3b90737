// Sending through the real client library, as the service does it: texts, files, albums, edits, buttons.
import { createHash } from 'node:crypto'
import { Api, GrammyError, HttpError, InputFile } from 'grammy'
import { expect, test } from 'vitest'
import type { BotApiServer } from '../../src/playground/server-contract.ts'
import { pollRaw, servers } from './raw-bot.ts'

const start = servers()
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

function apiOf(server: BotApiServer): Api {
  return new Api(server.token, { apiRoot: server.apiRoot, timeoutSeconds: 5 })
}

async function startWithAna(options?: Parameters<typeof start>[0]) {
  const server = await start(options)
  const ana = server.person({ id: 42, firstName: 'Ana', username: 'ana', languageCode: 'lt' })
  ana.openLink('abc')
  return { server, ana, api: apiOf(server) }
}

test('a deep link arrives as /start with its payload', async () => {
  const { server } = await startWithAna()
  const [update] = await pollRaw(server)
  expect(update?.message).toMatchObject({
    text: '/start abc',
    entities: [{ type: 'bot_command', offset: 0, length: 6 }],
    from: { id: 42, first_name: 'Ana', username: 'ana', language_code: 'lt' },
    chat: { id: 42, type: 'private' },
  })
})

test('a person sees what the bot sent, with its marks and buttons', async () => {
  const { ana, api } = await startWithAna()
  const sent = await api.sendMessage(42, 'Ticket <b>#7</b>', {
    parse_mode: 'HTML',
    reply_markup: {
      inline_keyboard: [
        [
          { text: 'Create ticket', callback_data: 'create' },
          { text: 'Site', url: 'https://example.com' },
        ],
      ],
    },
  })
  expect(sent).toMatchObject({ text: 'Ticket #7', entities: [{ type: 'bold', offset: 7, length: 2 }] })
  const seen = await ana.waitFor('Ticket #7')
  expect(seen.buttons).toEqual([
    [
      { text: 'Create ticket', data: 'create' },
      { text: 'Site', url: 'https://example.com' },
    ],
  ])
})

test('a press reaches the bot and its answer reaches the person, once', async () => {
  const { server, ana, api } = await startWithAna()
  const reply_markup = { inline_keyboard: [[{ text: 'Blocker: all calls fail', callback_data: 'p:blocker' }]] }
  await api.sendMessage(42, 'How bad?', { reply_markup })
  const press = ana.press('Blocker')
  const update = (await pollRaw(server)).at(-1)
  expect(update?.callback_query).toMatchObject({
    id: press.id,
    data: 'p:blocker',
    from: { id: 42 },
    message: { text: 'How bad?' },
  })
  await api.answerCallbackQuery(press.id, { text: 'Noted' })
  expect(await press.answered()).toEqual({ text: 'Noted', showAlert: false })
  await expect(api.answerCallbackQuery(press.id)).rejects.toThrow(
    'query is too old and response timeout expired or query ID is invalid',
  )
})

test('a press that waited too long can no longer be answered', async () => {
  const { server, ana, api } = await startWithAna()
  await api.sendMessage(42, 'Choose', { reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'y' }]] } })
  const { id } = ana.press('Yes')
  server.advanceClock(151)
  await expect(api.answerCallbackQuery(id)).rejects.toThrow('query is too old')
})

test('a button that is not there is named together with those that are', async () => {
  const { ana, api } = await startWithAna()
  await api.sendMessage(42, 'Choose', { reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'y' }]] } })
  expect(() => ana.press('No')).toThrow('No button "No" in the chat. There are: "Yes"')
})

test('an edit changes the message in place, takes its buttons away and is refused when it changes nothing', async () => {
  const { ana, api } = await startWithAna()
  const sent = await api.sendMessage(42, 'Draft', { reply_markup: { inline_keyboard: [[{ text: 'Send', callback_data: 's' }]] } })
  const mark = ana.mark()
  await api.editMessageText(42, sent.message_id, 'Sent')
  const seen = await ana.waitFor('Sent', { after: mark })
  expect(seen).toMatchObject({ messageId: sent.message_id, edited: true, buttons: [] })
  await expect(api.editMessageText(42, sent.message_id, 'Sent')).rejects.toThrow('message is not modified')
  await expect(api.editMessageText(42, 999, 'Sent')).rejects.toThrow('message to edit not found')
  await expect(api.editMessageText(42, 1, 'Sent')).rejects.toThrow("message can't be edited")
})

test('a document arrives byte for byte under a name full of odd characters', async () => {
  const { server, ana, api } = await startWithAna()
  const bytes = Buffer.concat([Buffer.from('--\r\n\r\n'), Buffer.alloc(300_000, 7), Buffer.from('\r\n------------abc--\r\n')])
  const sent = await api.sendDocument(42, new InputFile(bytes, 'sąskaita; "2026" nr. 5.pdf'), {
    caption: 'Your invoice',
    reply_parameters: { message_id: 1 },
  })
  expect(sent.document).toMatchObject({
    file_name: 'sąskaita; "2026" nr. 5.pdf',
    mime_type: 'application/pdf',
    file_size: bytes.length,
  })
  const seen = await ana.waitFor('Your invoice')
  expect(seen.files.map(({ kind, bytes: got }) => [kind, got?.equals(bytes)])).toEqual([['document', true]])
  expect(seen.replyTo).toBe(1)
  const { file_path: path } = await api.getFile(sent.document.file_id)
  const fetched = Buffer.from(await (await fetch(`${server.apiRoot}/file/bot${server.token}/${path}`)).arrayBuffer())
  expect(createHash('sha256').update(fetched).digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'))
})

test('an album is several messages with one album id, the caption on the first', async () => {
  const { ana, api } = await startWithAna()
  const parts = await api.sendMediaGroup(42, [
    { type: 'photo', media: new InputFile(png, 'a.png'), caption: 'Two views' },
    { type: 'photo', media: new InputFile(png, 'b.png') },
  ])
  expect(new Set(ana.messages().map(({ message }) => message.media_group_id)).size).toBe(1)
  expect(parts).toHaveLength(2)
  const seen = ana.messages()
  expect(seen.map(({ text, files }) => [text, files.length])).toEqual([
    ['Two views', 1],
    ['', 1],
  ])
})

test('a file sent once can be sent again by its id', async () => {
  const { ana, api } = await startWithAna()
  const first = await api.sendPhoto(42, new InputFile(png, 'a.png'))
  await api.sendPhoto(42, first.photo.at(-1)?.file_id ?? '')
  expect(ana.messages().map(({ files }) => files[0]?.bytes?.equals(png))).toEqual([true, true])
})

test('a bot that was blocked is told so, and is told of the return', async () => {
  const { server, ana, api } = await startWithAna()
  ana.block()
  await expect(api.sendMessage(42, 'Are you there?')).rejects.toThrow('Forbidden: bot was blocked by the user')
  expect(() => ana.send('hello')).toThrow('has blocked the bot')
  ana.unblock()
  await api.sendMessage(42, 'Welcome back')
  const standing = (await pollRaw(server)).flatMap(({ my_chat_member: member }) => (member ? [member['new_chat_member']] : []))
  expect(standing).toMatchObject([{ status: 'kicked' }, { status: 'member' }])
})

test('nobody can be written to who never wrote, and deleted accounts refuse', async () => {
  const { ana, api } = await startWithAna()
  await expect(api.sendMessage(777, 'Hello')).rejects.toThrow('Bad Request: chat not found')
  ana.deactivate()
  await expect(api.sendMessage(42, 'Hello')).rejects.toThrow('Forbidden: user is deactivated')
})

test("command menus: the narrowest scope wins, in the person's own language", async () => {
  const { ana, api } = await startWithAna()
  await api.setMyCommands([{ command: 'help', description: 'Help' }])
  await api.setMyCommands([{ command: 'help', description: 'Pagalba' }], { language_code: 'lt' })
  expect(ana.menu()).toEqual([{ command: 'help', description: 'Pagalba' }])
  await api.setMyCommands([{ command: 'queue', description: 'Queue' }], { scope: { type: 'chat', chat_id: 42 } })
  expect(ana.menu()).toEqual([{ command: 'queue', description: 'Queue' }])
  await api.deleteMyCommands({ scope: { type: 'chat', chat_id: 42 } })
  expect(ana.menu()).toEqual([{ command: 'help', description: 'Pagalba' }])
  await expect(api.setMyCommands([{ command: 'Help', description: 'x' }])).rejects.toThrow('BOT_COMMAND_INVALID')
})

test('the client library tells a refusal from a lost connection', async () => {
  const { server, api } = await startWithAna()
  server.addFault({ kind: 'too-many-requests', method: 'sendMessage', retryAfter: 7 })
  const refused = await api.sendMessage(42, 'one').catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(GrammyError)
  expect(refused).toMatchObject({ error_code: 429, parameters: { retry_after: 7 } })
  server.addFault({ kind: 'drop-before', method: 'sendMessage' })
  expect(await api.sendMessage(42, 'two').catch((error: unknown) => error)).toBeInstanceOf(HttpError)
})
