// The people's side: files of every kind, albums, replies, edits, waiting, renaming, a fresh start.
import { expect, test } from 'vitest'
import { callRaw, pollRaw, servers } from './raw-bot.ts'

const start = servers()

async function startWithAna() {
  const server = await start()
  const ana = server.person({ id: 42, firstName: 'Ana', username: 'ana' })
  const last = async () => (await pollRaw(server)).at(-1)
  return { server, ana, last }
}

test('every kind of content arrives as Telegram spells it', async () => {
  const { server, ana } = await startWithAna()
  const bytes = Buffer.alloc(5000, 1)
  ana.sendPhoto(bytes, { caption: 'look' })
  ana.sendDocument('trace.pcap', bytes, { mediaType: 'application/vnd.tcpdump.pcap' })
  ana.sendVoice(bytes)
  ana.sendVideo(bytes)
  ana.sendVideoNote(bytes)
  ana.sendAudio('song.mp3', bytes)
  ana.sendSticker('👍')
  ana.sendLocation(54.68, 25.27)
  ana.sendContact('Jonas', '+37060000000')
  ana.sendContent({ dice: { emoji: '🎲', value: 3 } })
  ana.send('as he said', { forwardedFrom: 'Petras' })
  const messages = (await pollRaw(server)).map(({ message }) => message)
  expect(messages).toMatchObject([
    { caption: 'look', photo: [{ width: 90 }, { width: 320 }, { width: 1280, file_size: 5000 }] },
    { document: { file_name: 'trace.pcap', mime_type: 'application/vnd.tcpdump.pcap', file_size: 5000 } },
    { voice: { mime_type: 'audio/ogg', duration: 3 } },
    { video: { mime_type: 'video/mp4' } },
    { video_note: { length: 240 } },
    { audio: { file_name: 'song.mp3' } },
    { sticker: { emoji: '👍' } },
    { location: { latitude: 54.68 } },
    { contact: { phone_number: '+37060000000', first_name: 'Jonas' } },
    { dice: { value: 3 } },
    { text: 'as he said', forward_origin: { type: 'hidden_user', sender_user_name: 'Petras' } },
  ])
})

test('a smaller size of a photo is not the photo', async () => {
  const { server, ana } = await startWithAna()
  const bytes = Buffer.alloc(5000, 1)
  const sizes = ana.sendPhoto(bytes).message.photo ?? []
  const contents = await Promise.all(
    sizes.map(async ({ file_id }) => {
      const { result } = await callRaw(server, 'getFile', { file_id })
      const response = await fetch(`${server.apiRoot}/file/bot${server.token}/${(result as { file_path: string }).file_path}`)
      return Buffer.from(await response.arrayBuffer()).equals(bytes)
    }),
  )
  expect(contents).toEqual([false, false, true])
})

test('above 20 MB a file cannot be fetched by the bot', async () => {
  const { server, ana } = await startWithAna()
  const { message } = ana.sendDocument('dump.sql', Buffer.from('x'), { statedSize: 25_000_000 })
  expect(message.document?.file_size).toBe(25_000_000)
  expect((await callRaw(server, 'getFile', { file_id: message.document?.file_id })).description).toBe(
    'Bad Request: file is too big',
  )
})

test('a link to a file lasts an hour and can be had anew', async () => {
  const { server, ana } = await startWithAna()
  const { message } = ana.sendDocument('a.txt', Buffer.from('content'))
  const link = async () => {
    const { result } = await callRaw(server, 'getFile', { file_id: message.document?.file_id })
    return `${server.apiRoot}/file/bot${server.token}/${(result as { file_path: string }).file_path}`
  }
  const first = await link()
  expect(await (await fetch(first)).text()).toBe('content')
  server.advanceClock(3601)
  expect((await fetch(first)).status).toBe(404)
  expect(await (await fetch(await link())).text()).toBe('content')
})

test('the parts of an album are updates of their own, and a late part can join', async () => {
  const { server, ana } = await startWithAna()
  const { albumId } = ana.sendAlbum([
    { kind: 'photo', bytes: Buffer.from('a'), caption: 'both' },
    { kind: 'photo', bytes: Buffer.from('b') },
  ])
  ana.send('in between')
  ana.sendAlbum([{ kind: 'photo', bytes: Buffer.from('c') }], { albumId })
  const messages = (await pollRaw(server)).map(({ message }) => [message?.media_group_id, message?.caption])
  expect(messages).toEqual([
    [albumId, 'both'],
    [albumId, undefined],
    [undefined, undefined],
    [albumId, undefined],
  ])
})

test('a reply quotes one message deep', async () => {
  const { server, ana, last } = await startWithAna()
  const first = ana.send('first')
  await callRaw(server, 'sendMessage', { chat_id: 42, text: 'answer', reply_parameters: { message_id: first.messageId } })
  ana.send('thanks', { replyTo: await ana.waitFor('answer') })
  const reply = (await last())?.message?.reply_to_message
  expect(reply).toMatchObject({ text: 'answer', from: { is_bot: true } })
  expect(reply?.reply_to_message).toBeUndefined()
})

test('an edit carries the same id, a new text and the time of the edit', async () => {
  const { ana, last } = await startWithAna()
  const sent = ana.send('Cals fail')
  ana.edit(sent, 'Calls fail')
  expect((await last())?.edited_message).toMatchObject({
    message_id: sent.messageId,
    text: 'Calls fail',
    edit_date: expect.any(Number),
  })
  expect(() => ana.edit(99, 'x')).toThrow('Only an own message')
})

test('a username that changes hands shows in the next message', async () => {
  const { server, ana, last } = await startWithAna()
  ana.send('hello')
  server.person({ id: 42, firstName: 'Ana' })
  ana.send('without a name')
  expect((await last())?.message?.from?.username).toBeUndefined()
  server.person({ id: 43, firstName: 'Eve', username: '@ana' }).send('it is me')
  expect((await last())?.message).toMatchObject({ from: { id: 43, username: 'ana' }, chat: { id: 43, username: 'ana' } })
})

test('waiting finds what is there, what comes, and says what the chat holds when nothing comes', async () => {
  const { server, ana } = await startWithAna()
  ana.send('hello')
  const say = (text: string) => callRaw(server, 'sendMessage', { chat_id: 42, text })
  const coming = ana.waitFor(/ticket #\d+/)
  await say('Created: ticket #12345')
  expect((await coming).text).toBe('Created: ticket #12345')
  const mark = ana.mark()
  await expect(ana.waitFor('ticket', { after: mark, timeoutMs: 20 })).rejects.toThrow(
    /to Ana fits ticket.*\n {2}Ana: hello \n {2}Support: Created: ticket #12345/,
  )
  const next = ana.waitFor('ticket', { after: mark })
  await say('Closed: ticket #12345')
  expect((await next).text).toBe('Closed: ticket #12345')
})

test('a fresh start forgets chats, calls and faults, but neither bots nor people', async () => {
  const { server, ana } = await startWithAna()
  ana.send('hello')
  await callRaw(server, 'getMe')
  server.addFault({ kind: 'server-error', times: null })
  server.reset()
  expect([server.calls, ana.transcript(), server.faults(), await pollRaw(server)]).toEqual([
    [expect.objectContaining({ method: 'getUpdates' })],
    [],
    [],
    [],
  ])
  ana.send('hello again')
  expect(ana.transcript()[0]).toMatchObject({ messageId: 1, text: 'hello again' })
})
