// Receiving over the wire: the same scenarios by polling and by webhook, because the two must be interchangeable.
import { afterEach, describe, expect, test } from 'vitest'
import { sendContext } from '../../support/send-context.ts'
import { createRig, type Rig } from './rig.ts'

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47])
const rigs: Rig[] = []
afterEach(async () => {
  await Promise.all(rigs.splice(0).map((rig) => rig.close()))
})

async function open(options: Parameters<typeof createRig>[0]): Promise<Rig> {
  const rig = await createRig(options)
  rigs.push(rig)
  return rig
}

describe.each(['polling', 'webhook'] as const)('by %s', (mode) => {
  test('What a person writes arrives, with who they are and where', async () => {
    const { server, store, channel } = await open({ mode })
    const ona = server.person({ id: 501, firstName: 'Ona', username: 'ona', languageCode: 'lt' })
    const sent = ona.send('Calls to Germany fail with SIP 503 error')
    expect(await store.waitForText('Calls to Germany fail with SIP 503 error')).toMatchObject({
      account: channel.account,
      address: '501',
      conversationId: `telegram:${channel.account}:501`,
      externalId: String(sent.updateId),
      messageId: String(sent.messageId),
      private: true,
      sender: { userId: '501', username: 'ona', displayName: 'Ona', language: 'lt' },
    })
    expect(channel.fault()).toBeNull()
    expect(channel.linkFor('abc')).toBe(`https://t.me/${server.bot.user.username}?start=abc`)
  })

  test('Every kind of content arrives as what it is', async () => {
    const { server, store } = await open({ mode })
    const ona = server.person({ id: 502, firstName: 'Ona' })
    const first = ona.send('one')
    ona.send('two', { replyTo: first })
    ona.edit(first, 'one, corrected')
    ona.send('look', { forwardedFrom: 'Jonas' })
    ona.sendPhoto(png, { caption: 'a photo' })
    ona.sendDocument('trace.log', png)
    ona.sendVoice(png)
    ona.sendVideo(png)
    ona.sendVideoNote(png)
    ona.sendAudio('ring.mp3', png)
    ona.sendSticker('👍')
    ona.sendLocation(54.68, 25.28)
    ona.sendContact('Jonas', '+37060000000')
    ona.sendContent({ dice: { emoji: '🎲', value: 4 } })
    const { albumId } = ona.sendAlbum([
      { kind: 'photo', bytes: png, caption: 'an album' },
      { kind: 'photo', bytes: png },
    ])
    ona.send('the end')
    await store.waitForText('the end')
    expect(store.messages.map(shape)).toEqual([
      ['message', 'one'],
      ['message', 'two', `reply ${first.messageId}`],
      ['edit', 'one, corrected', `of ${first.messageId}`],
      ['message', 'look', 'forwarded'],
      ['message', 'a photo', 'photo'],
      ['message', '', 'document'],
      ['message', '', 'voice'],
      ['message', '', 'video'],
      ['message', '', 'video-note'],
      ['message', '', 'audio'],
      ['message', '', 'sticker', 'sticker'],
      ['message', '', 'location'],
      ['message', '', 'contact'],
      ['message', '', 'unsupported'],
      ['message', 'an album', 'photo', `album ${albumId}`],
      ['message', '', 'photo', `album ${albumId}`],
      ['message', 'the end'],
    ])
  })

  test('A pressed button arrives, and stops spinning once it is stored', async () => {
    const { server, store, channel } = await open({ mode })
    const ona = server.person({ id: 503 })
    ona.send('hello')
    await store.waitForText('hello')
    const text = { text: 'Ticket #12345', marks: [] }
    await channel.send('503', { type: 'text', text, buttons: [[{ label: 'Take', data: 'take:12345' }]] }, sendContext())
    const release = store.hold()
    const press = ona.press('Take')
    await store.waitForBatches(2)
    expect(server.calls.filter((call) => call.method === 'answerCallbackQuery')).toEqual([])
    release()
    await press.answered()
    expect(await store.waitFor((message) => message.kind === 'press')).toMatchObject({ data: 'take:12345', address: '503' })
  })

  test('A person who blocks the bot and comes back is noticed both times', async () => {
    const { server, store } = await open({ mode })
    const ona = server.person({ id: 504 })
    ona.send('hello')
    ona.block()
    ona.unblock()
    await store.waitFor((message) => message.kind === 'membership' && message.reachable)
    expect(store.messages.filter((message) => message.kind === 'membership')).toMatchObject([
      { reachable: false },
      { reachable: true },
    ])
  })

  test('A group speaks, and is told of by its new address when it moves', async () => {
    const { server, store, channel } = await open({ mode })
    const group = server.group({ title: 'Engineers', type: 'group' })
    const old = group.chatId
    group.as(server.person({ id: 505, firstName: 'Jonas' })).send('on it')
    expect(await store.waitForText('on it')).toMatchObject({
      private: false,
      address: String(old),
      sender: { displayName: 'Jonas' },
    })
    const newAddress = String(group.migrate())
    await store.waitFor((message) => message.kind === 'moved')
    expect(store.messages.filter((message) => message.kind === 'moved')[0]).toMatchObject({ address: String(old), newAddress })
    const outcome = await channel.send(String(old), { type: 'text', text: { text: 'hi', marks: [] } }, sendContext())
    expect(outcome).toEqual({ kind: 'moved', address: newAddress })
  })

  test('While messages cannot be stored none is confirmed, the operator is told, and all arrive in order afterwards', async () => {
    const { server, store, channel } = await open({ mode })
    store.failNext(3)
    const ona = server.person({ id: 506 })
    for (let index = 1; index <= 20; index += 1) ona.send(`message ${index}`)
    await store.waitForBatches(2)
    expect(channel.fault()).toContain('cannot be stored')
    await store.waitForText('message 20')
    expect(store.messages.map((message) => 'text' in message && message.text)).toEqual(
      Array.from({ length: 20 }, (_, index) => `message ${index + 1}`),
    )
    ona.send('afterwards')
    await store.waitForText('afterwards')
    expect(channel.fault()).toBeNull()
  }, 30_000)

  test('Stopping waits for what is being stored, takes nothing more, and loses nothing', async () => {
    const first = await open({ mode })
    const ona = first.server.person({ id: 507 })
    const release = first.store.hold()
    ona.send('just before the stop')
    await first.store.waitForBatches(1)
    let stopped = false
    const stopping = first.channel.stop().then(() => {
      stopped = true
    })
    ona.send('just after the stop')
    await new Promise((resolve) => setImmediate(resolve))
    expect(stopped).toBe(false)
    release()
    await stopping
    expect(first.store.messages.map((message) => 'text' in message && message.text)).toEqual(['just before the stop'])

    const second = await open({ mode, server: first.server })
    await second.store.waitForText('just after the stop')
  })

  test('An update nobody can read is skipped, with its number in the log and not its text', async () => {
    const { server, store, log } = await open({ mode })
    const ona = server.person({ id: 508 })
    const unreadable: object = { text: 'my password is hunter2', message_id: 'x' }
    const odd = ona.sendContent(unreadable)
    ona.send('and on')
    await store.waitForText('and on')
    expect(store.messages).toHaveLength(1)
    expect(log.filter((line) => line.includes('could not be read'))).toEqual([
      `telegram: an update could not be read {"updateId":${odd.updateId}}`,
    ])
    expect(log.join('\n')).not.toContain('hunter2')
  })
})

function shape(message: Rig['store']['messages'][number]): string[] {
  if (message.kind !== 'message' && message.kind !== 'edit') return [message.kind]
  return [
    message.kind,
    message.text,
    ...message.files.map((file) => file.kind),
    ...message.notes.map((note) => note.kind),
    ...(message.kind === 'edit' ? [`of ${message.messageId}`] : []),
    ...(message.replyTo === undefined ? [] : [`reply ${message.replyTo}`]),
    ...(message.albumId === undefined ? [] : [`album ${message.albumId}`]),
  ]
}
