// What is shown while the bot works, files put in place of others, several messages carried at once, pictures' true sizes.
import { Api, InputFile } from 'grammy'
import { expect, test } from 'vitest'
import type { ActivityEvent } from '../../src/playground/state.ts'
import { callRaw, pollRaw, servers } from './raw-bot.ts'

const start = servers()

/** A PNG's first bytes, with the size it claims. */
function picture(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(40)
  bytes.write('\x89PNG\r\n\x1a\n', 'latin1')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

async function startWithAna() {
  const server = await start()
  const ana = server.person({ id: 1, firstName: 'Ana' })
  ana.send('hello')
  return { server, ana, api: new Api(server.token, { apiRoot: server.apiRoot }) }
}

test('"is typing" and a draft are seen while they last, and leave no message', async () => {
  const { server, ana } = await startWithAna()
  const seen: Partial<ActivityEvent>[] = []
  server.on('activity', ({ action, text }) => seen.push({ action, ...(text === undefined ? {} : { text }) }))
  await callRaw(server, 'sendChatAction', { chat_id: 1, action: 'typing' })
  await callRaw(server, 'sendMessageDraft', { chat_id: 1, draft_id: 7, text: 'Looking *into*', parse_mode: 'MarkdownV2' })
  expect(seen).toEqual([{ action: 'typing' }, { action: 'draft', text: 'Looking into' }])
  expect(ana.messages()).toEqual([])
  const group = server.group({ title: 'Staff' })
  for (const [parameters, words] of [
    [{ chat_id: group.chatId, draft_id: 7, text: 'x' }, 'chat_id must be a private chat'],
    [{ chat_id: 1, draft_id: 0, text: 'x' }, 'draft identifier must be non-zero'],
  ] as const) {
    expect((await callRaw(server, 'sendMessageDraft', parameters)).description).toBe(`Bad Request: ${words}`)
  }
})

test('a text becomes a photo, a photo another one; the same one again is not modified', async () => {
  const { ana, api } = await startWithAna()
  const { message_id: id } = await api.sendMessage(1, 'Drawing the chart…')
  const photo = (width: number) => ({
    type: 'photo' as const,
    media: new InputFile(picture(width, 80), 'a.png'),
    caption: 'Calls',
  })
  await api.editMessageMedia(1, id, photo(100))
  expect(ana.messages()[0]).toMatchObject({ text: 'Calls', edited: true, files: [{ kind: 'photo' }] })
  expect(ana.messages()[0]?.message.text).toBeUndefined()
  const edited = await api.editMessageMedia(1, id, photo(200))
  const file = edited !== true && 'photo' in edited ? edited.photo?.at(-1) : undefined
  expect(file).toMatchObject({ width: 200, height: 80 })
  const same = { type: 'photo' as const, media: file?.file_id ?? '', caption: 'Calls' }
  await expect(api.editMessageMedia(1, id, same)).rejects.toThrow('message is not modified')
})

test('a document does not get into an album of photos', async () => {
  const { api } = await startWithAna()
  const item = () => ({ type: 'photo' as const, media: new InputFile(picture(9, 9), 'a.png') })
  const [first] = await api.sendMediaGroup(1, [item(), item()])
  const swap = api.editMessageMedia(1, first?.message_id ?? 0, {
    type: 'document',
    media: new InputFile(Buffer.from('x'), 'a.txt'),
  })
  await expect(swap).rejects.toThrow("can't use this media type in the album")
})

test('a photo that is too large or too long a strip is refused; its true size is told', async () => {
  const { ana, api } = await startWithAna()
  for (const [width, height] of [
    [9000, 1001],
    [2100, 100],
  ] as const) {
    await expect(api.sendPhoto(1, new InputFile(picture(width, height), 'a.png'))).rejects.toThrow('PHOTO_INVALID_DIMENSIONS')
  }
  expect((await api.sendPhoto(1, new InputFile(picture(2000, 100), 'a.png'))).photo.at(-1)).toMatchObject({
    width: 2000,
    height: 100,
  })
  expect(ana.sendPhoto(picture(640, 480)).message.photo?.at(-1)).toMatchObject({ width: 640, height: 480 })
})

test('several messages are copied or forwarded at once, those that are gone passed over', async () => {
  const { server, ana, api } = await startWithAna()
  const ben = server.person({ id: 2, firstName: 'Ben' })
  ben.send('hi')
  const ids = ['one', 'two'].map((text) => ana.send(text).messageId)
  expect(await api.copyMessages(2, 1, [...ids, 999])).toHaveLength(2)
  await api.forwardMessages(2, 1, ids)
  expect(ben.messages().map(({ text, message }) => [text, message.forward_origin !== undefined])).toEqual([
    ['one', false],
    ['two', false],
    ['one', true],
    ['two', true],
  ])
  await expect(api.copyMessages(2, 1, [999])).rejects.toThrow('there are no messages')
})

test('a person begins topics of their own where the bot has them, and nobody writes in a closed one', async () => {
  const { server, ana } = await startWithAna()
  expect(() => ana.createTopic('Invoices')).toThrow('There are no topics in this chat')
  const withTopics = server.addBot({ topics: true })
  const eve = server.person({ id: 2, firstName: 'Eve' }, withTopics)
  const topic = eve.createTopic('Invoices').message.message_thread_id ?? 0
  eve.send('Where is mine?', { topic })
  const updates = (await callRaw(server, 'getUpdates', {}, withTopics.token)).result
  expect(updates).toMatchObject([
    { message: { forum_topic_created: { name: 'Invoices' } } },
    { message: { text: 'Where is mine?', message_thread_id: topic, is_topic_message: true } },
  ])
  const staff = server.group({ title: 'Staff', forum: true })
  const tomas = staff.as(server.person({ id: 7 }))
  const { result } = await callRaw(server, 'createForumTopic', { chat_id: staff.chatId, name: '#1', icon_color: 0x8eee98 })
  const { message_thread_id: thread } = result as { message_thread_id: number }
  await callRaw(server, 'closeForumTopic', { chat_id: staff.chatId, message_thread_id: thread })
  expect(() => tomas.send('too late', { topic: thread })).toThrow('The topic is closed')
  for (const [parameters, words] of [
    [{ name: ' ' }, 'TOPIC_TITLE_EMPTY'],
    [{ name: 'x', icon_color: 1 }, 'invalid icon color specified'],
  ] as const) {
    const { description } = await callRaw(server, 'createForumTopic', { chat_id: staff.chatId, ...parameters })
    expect(description).toBe(`Bad Request: ${words}`)
  }
})

test('what this server does not do is done in name only, or refused if so wished', async () => {
  const { server } = await startWithAna()
  const poll = { chat_id: 1, question: 'Happy?', options: [{ text: 'Yes' }, { text: 'No' }] }
  expect((await callRaw(server, 'sendPoll', poll)).result).toBe(true)
  const strict = await start({ answersUnknown: false })
  expect(await callRaw(strict, 'sendPoll', poll)).toMatchObject({ status: 404, ok: false })
  expect(await pollRaw(strict)).toEqual([])
})
