// Groups: topics, privacy, migration, removal, reactions.
import { Api, GrammyError } from 'grammy'
import { expect, test } from 'vitest'
import { callRaw, pollRaw, servers } from './raw-bot.ts'

const start = servers()

test('a topic per ticket: made, renamed, written in, closed, reopened, gone', async () => {
  const server = await start()
  const staff = server.group({ title: 'Engineers', forum: true })
  const tomas = staff.as(server.person({ id: 7, firstName: 'Tomas' }))
  const api = new Api(server.token, { apiRoot: server.apiRoot })
  const { message_thread_id: topic } = await api.createForumTopic(staff.chatId, '#12345 Calls fail')
  await api.sendMessage(staff.chatId, 'New ticket', { message_thread_id: topic })
  tomas.send('On it', { topic })
  const update = (await pollRaw(server)).at(-1)
  expect(update?.message).toMatchObject({
    text: 'On it',
    message_thread_id: topic,
    is_topic_message: true,
    chat: { id: staff.chatId, is_forum: true },
  })
  await api.editForumTopic(staff.chatId, topic, { name: '#12345 Solved' })
  await api.closeForumTopic(staff.chatId, topic)
  await expect(api.closeForumTopic(staff.chatId, topic)).rejects.toThrow('TOPIC_NOT_MODIFIED')
  await api.reopenForumTopic(staff.chatId, topic)
  await api.deleteForumTopic(staff.chatId, topic)
  await expect(api.sendMessage(staff.chatId, 'x', { message_thread_id: topic })).rejects.toThrow('message thread not found')
  expect(() => tomas.send('x', { topic })).toThrow(`No topic ${topic}`)
})

test('a private chat has topics only when the bot has them', async () => {
  const server = await start()
  const withTopics = server.addBot({ topics: true })
  server.person({ id: 1 }).send('hello')
  server.person({ id: 1 }, withTopics).send('hello')
  expect((await callRaw(server, 'createForumTopic', { chat_id: 1, name: 'x' })).description).toBe(
    'Bad Request: the chat is not a forum',
  )
  expect((await callRaw(server, 'createForumTopic', { chat_id: 1, name: 'x' }, withTopics.token)).ok).toBe(true)
})

test('a group that becomes a supergroup tells its new id to everyone who writes to the old one', async () => {
  const server = await start()
  const group = server.group({ title: 'Staff', type: 'group' })
  const tomas = group.as(server.person({ id: 7, firstName: 'Tomas' }))
  tomas.send('hello')
  const old = group.chatId
  const next = group.migrate()
  const api = new Api(server.token, { apiRoot: server.apiRoot })
  const refused = await api.sendMessage(old, 'x').catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(GrammyError)
  expect(refused).toMatchObject({ error_code: 400, parameters: { migrate_to_chat_id: next } })
  await api.sendMessage(next, 'Here now')
  expect(group.messages().map(({ text }) => text)).toEqual(['Here now'])
  const updates = (await pollRaw(server)).map(({ message }) => message)
  expect(updates).toMatchObject([
    { text: 'hello' },
    { migrate_to_chat_id: next, chat: { id: old } },
    { migrate_from_chat_id: old, chat: { id: next } },
  ])
})

test('without admin rights a bot sees only what is meant for it', async () => {
  const server = await start()
  const group = server.group({ title: 'Staff', botIsAdmin: false })
  const tomas = group.as(server.person({ id: 7 }))
  tomas.send('just talking')
  tomas.send('/queue')
  tomas.send('hey @support_playground_bot')
  await callRaw(server, 'sendMessage', { chat_id: group.chatId, text: 'Yes?' })
  tomas.send('an answer', { replyTo: await tomas.waitFor('Yes?') })
  expect((await pollRaw(server)).map(({ message }) => message?.text)).toEqual([
    '/queue',
    'hey @support_playground_bot',
    'an answer',
  ])
})

test('a bot that was removed from a group cannot write there', async () => {
  const server = await start()
  const group = server.group({ title: 'Staff' })
  const tomas = server.person({ id: 7 })
  group.removeBot(tomas)
  expect((await callRaw(server, 'sendMessage', { chat_id: group.chatId, text: 'x' })).description).toBe(
    'Forbidden: bot was kicked from the supergroup chat',
  )
  expect((await pollRaw(server))[0]?.my_chat_member).toMatchObject({ new_chat_member: { status: 'kicked' } })
})

test('reactions come only when asked for; the bot may set one of its own', async () => {
  const server = await start()
  const group = server.group({ title: 'Staff' })
  const tomas = group.as(server.person({ id: 7 }))
  const sent = tomas.send('hello')
  expect(tomas.react(sent, '👍')).toBeUndefined()
  await pollRaw(server, { allowed_updates: ['message', 'message_reaction'] })
  expect(tomas.react(sent, '👍')).toBeDefined()
  await callRaw(server, 'setMessageReaction', {
    chat_id: group.chatId,
    message_id: sent.messageId,
    reaction: [{ type: 'emoji', emoji: '👀' }],
  })
  expect(group.transcript()[0]?.reactions).toEqual([{ type: 'emoji', emoji: '👀' }])
})

test('messages can be pinned, copied, forwarded and taken back within two days', async () => {
  const server = await start()
  const ana = server.person({ id: 1, firstName: 'Ana' })
  const ben = server.person({ id: 2, firstName: 'Ben' })
  const { messageId } = ana.send('hello')
  ben.send('hi')
  const call = (method: string, parameters: object) => callRaw(server, method, parameters)
  await call('copyMessage', { chat_id: 2, from_chat_id: 1, message_id: messageId })
  await call('forwardMessage', { chat_id: 2, from_chat_id: 1, message_id: messageId })
  const [copied, forwarded] = ben.messages()
  expect([copied?.text, copied?.message.forward_origin]).toEqual(['hello', undefined])
  expect(forwarded?.message.forward_origin).toMatchObject({ type: 'user', sender_user: { first_name: 'Ana' } })
  await call('pinChatMessage', { chat_id: 2, message_id: copied?.messageId })
  expect((await call('getChat', { chat_id: 2 })).result).toMatchObject({ pinned_message: { text: 'hello' } })
  expect((await call('deleteMessage', { chat_id: 2, message_id: copied?.messageId })).ok).toBe(true)
  expect((await call('deleteMessage', { chat_id: 2, message_id: copied?.messageId })).description).toBe(
    'Bad Request: message to delete not found',
  )
  server.advanceClock(49 * 3600)
  expect((await call('deleteMessage', { chat_id: 2, message_id: forwarded?.messageId })).description).toContain(
    "can't be deleted",
  )
})

test('who is in a chat can be asked', async () => {
  const server = await start()
  const group = server.group({ title: 'Staff' })
  group.as(server.person({ id: 7, firstName: 'Tomas' })).send('hello')
  server.person({ id: 8 })
  const member = async (user_id: number) => (await callRaw(server, 'getChatMember', { chat_id: group.chatId, user_id })).result
  expect(await member(7)).toMatchObject({ status: 'member', user: { first_name: 'Tomas' } })
  expect(await member(8)).toMatchObject({ status: 'left' })
  expect(await member(server.bot.user.id)).toMatchObject({ status: 'administrator' })
})

test('people are in a group from the start, leave it and come back; the bot is told', async () => {
  const server = await start()
  const tomas = server.person({ id: 7, firstName: 'Tomas' })
  const group = server.group({ title: 'Staff', members: [tomas] })
  const status = async () =>
    (await callRaw(server, 'getChatMember', { chat_id: group.chatId, user_id: 7 })).result as { status: string }
  expect((await status()).status).toBe('member')
  group.leave(tomas)
  group.leave(tomas)
  expect((await status()).status).toBe('left')
  group.join(tomas)
  expect((await status()).status).toBe('member')
  expect((await pollRaw(server)).map(({ message }) => message)).toMatchObject([
    { left_chat_member: { id: 7 } },
    { new_chat_members: [{ id: 7 }] },
  ])
})

test('a bot that is brought back can write again', async () => {
  const server = await start()
  const group = server.group({ title: 'Staff' })
  const tomas = server.person({ id: 7 })
  group.removeBot(tomas)
  group.returnBot(tomas)
  expect((await callRaw(server, 'sendMessage', { chat_id: group.chatId, text: 'x' })).ok).toBe(true)
  const statuses = (await pollRaw(server)).map(({ my_chat_member: change }) => change?.['new_chat_member'])
  expect(statuses).toMatchObject([{ status: 'kicked' }, { status: 'member' }])
})

test('a topic that somebody deletes takes its messages with it, and the bot is not told', async () => {
  const server = await start()
  const staff = server.group({ title: 'Engineers', forum: true })
  const tomas = staff.as(server.person({ id: 7 }))
  const { messageId: topic } = tomas.createTopic('#1')
  tomas.send('inside', { topic })
  tomas.send('outside')
  await pollRaw(server, { offset: -1 })
  const before = (await pollRaw(server)).length
  staff.deleteTopic(topic)
  expect(staff.transcript().map(({ text }) => text)).toEqual(['outside'])
  expect((await pollRaw(server)).length).toBe(before)
  expect(() => staff.deleteTopic(topic)).toThrow(`No topic ${topic}`)
})

test('a group is itself again after a snapshot was put back', async () => {
  const server = await start()
  const staff = server.group({ title: 'Engineers', forum: true })
  const tomas = staff.as(server.person({ id: 7 }))
  tomas.send('before')
  const snapshot = server.snapshot()
  tomas.send('after')
  server.restore(snapshot)
  tomas.send('again')
  expect(staff.transcript().map(({ text }) => text)).toEqual(['before', 'again'])
  expect(server.bot.chats.get(staff.chatId)?.messages.size).toBe(2)
})
