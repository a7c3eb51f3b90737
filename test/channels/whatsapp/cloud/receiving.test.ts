// What people do on WhatsApp arrives as the desk's own messages, once, and nobody but Meta can deliver.
import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { InboundMessage, InboundText } from '../../../../src/domain/channel.ts'
import { type CloudRig, createCloudRig } from './rig.ts'

let rig: CloudRig
beforeEach(async () => {
  rig = await createCloudRig()
})
afterEach(() => rig.close())

async function textOf(fits: (message: InboundText) => boolean): Promise<InboundText> {
  return (await rig.received((message) => 'text' in message && fits(message))) as InboundText
}

describe('what a person does', () => {
  test('a text names the person by Meta’s id, and their number as a further one', async () => {
    const jonas = rig.graph.phone('Jonas', { number: '37061234567', userId: 'LT.777', username: 'jonas' })
    const sent = jonas.send('Calls fail')
    const message = await textOf(({ text }) => text === 'Calls fail')
    expect(message).toMatchObject({
      kind: 'message',
      channel: 'whatsapp',
      account: rig.graph.phoneNumberId,
      address: 'LT.777',
      conversationId: `whatsapp:${rig.graph.phoneNumberId}:LT.777`,
      externalId: sent.id,
      messageId: sent.id,
      private: true,
      sender: { userId: 'LT.777', alsoKnownAs: ['37061234567'], displayName: 'Jonas', username: 'jonas' },
    })
  })

  test('somebody who hides the number is known by Meta’s id alone, somebody without that id by the number', async () => {
    rig.graph.phone('Hidden', { userId: 'LT.5', hidesNumber: true }).send('one')
    rig.graph.phone('Plain', { number: '37060000001', userId: null }).send('two')
    expect((await textOf(({ text }) => text === 'one')).sender).toEqual({ userId: 'LT.5', displayName: 'Hidden' })
    expect((await textOf(({ text }) => text === 'two')).sender).toEqual({ userId: '37060000001', displayName: 'Plain' })
  })

  test('somebody known by the number so far goes on under Meta’s id, told once', async () => {
    rig.known.add('37061234567')
    const jonas = rig.graph.phone('Jonas', { number: '37061234567', userId: 'LT.777' })
    jonas.send('one')
    await rig.received((message) => message.kind === 'moved')
    jonas.send('two')
    await textOf(({ text }) => text === 'two')
    const moves = rig.messages.filter((message) => message.kind === 'moved')
    expect(moves).toMatchObject([{ address: '37061234567', newAddress: 'LT.777', newUserId: 'LT.777' }])
    expect(rig.messages.findIndex((message) => message.kind === 'moved')).toBe(0)
  })

  test('a changed number is the same person', async () => {
    const jonas = rig.graph.phone('Jonas', { number: '37061234567', userId: 'LT.777' })
    jonas.changeNumber('37069999999')
    const move = await rig.received((message) => message.kind === 'moved')
    expect(move).toMatchObject({ address: 'LT.777', newAddress: jonas.userId, newUserId: jonas.userId })
    rig.graph.push('user_id_update', {
      metadata: { phone_number_id: rig.graph.phoneNumberId },
      user_id_update: [{ user_id: { previous: 'LT.1', current: 'LT.2' }, timestamp: '1790416830' }],
    })
    await rig.received((message) => message.kind === 'moved' && message.newAddress === 'LT.2')
  })

  test('replies, edits and what was taken back name the message they are about', async () => {
    const jonas = rig.graph.phone('Jonas')
    const first = jonas.send('It fails')
    jonas.replyTo(first, 'still')
    jonas.edit(first, 'It fails with 503')
    jonas.remove(first)
    expect(await textOf(({ text }) => text === 'still')).toMatchObject({ kind: 'message', replyTo: first.id })
    expect(await textOf(({ text }) => text === 'It fails with 503')).toMatchObject({ kind: 'edit', messageId: first.id })
    expect(await textOf(({ notes }) => notes[0]?.kind === 'deleted')).toMatchObject({
      kind: 'edit',
      messageId: first.id,
      text: '',
    })
  })

  test('buttons and list rows are presses', async () => {
    const jonas = rig.graph.phone('Jonas')
    jonas.send('hello')
    const { address } = await textOf(({ text }) => text === 'hello')
    const buttons = (labels: string[]) => labels.map((label) => [{ label, data: `d:1:${label}` }])
    await rig.send(address, { type: 'text', text: { text: 'Two', marks: [] }, buttons: buttons(['Yes', 'No']) })
    await rig.send(address, { type: 'text', text: { text: 'Four', marks: [] }, buttons: buttons(['A', 'B', 'C', 'D']) })
    const two = await jonas.sees('Two')
    const four = await jonas.sees('Four')
    jonas.press('No')
    jonas.press('C')
    const presses = [
      await rig.received((message) => message.kind === 'press' && message.data === 'd:1:No'),
      await rig.received((message) => message.kind === 'press' && message.data === 'd:1:C'),
    ]
    expect(presses).toMatchObject([{ messageId: two.id }, { messageId: four.id }])
  })

  test('places, people and what cannot be shown are notes; signs are nobody’s business', async () => {
    const jonas = rig.graph.phone('Jonas')
    const first = jonas.send('hello')
    jonas.react(first, '👍')
    jonas.sendLocation(54.687, 25.28, 'Office')
    jonas.sendContact('Rūta', '+370 612 34567')
    jonas.sendContent({ type: 'order', order: { product_items: [] } })
    jonas.sendContent({ type: 'unsupported', errors: [{ code: 131051, title: 'Message type unknown' }] })
    jonas.sendContent({ type: 'location', location: { latitude: 'north' } })
    jonas.send('last')
    await textOf(({ text }) => text === 'last')
    expect(rig.messages.flatMap((message) => ('notes' in message ? message.notes : []))).toEqual([
      { kind: 'location', latitude: 54.687, longitude: 25.28, title: 'Office' },
      { kind: 'contact', name: 'Rūta', phone: '+370 612 34567' },
      { kind: 'unsupported', what: 'order' },
      { kind: 'unsupported', what: 'unknown' },
      { kind: 'unsupported', what: 'location' },
    ])
    expect(rig.messages).toHaveLength(7)
  })

  test('what the business wrote is reported as delivered and read', async () => {
    const jonas = rig.graph.phone('Jonas')
    jonas.send('hello')
    const { address } = await textOf(({ text }) => text === 'hello')
    const outcome = await rig.send(address, { type: 'text', text: { text: 'Hi', marks: [] } })
    jonas.readAll({ always: true })
    const [messageId] = outcome.kind === 'sent' ? outcome.messageIds : []
    const read = await rig.reported((report) => report.state === 'read')
    expect(read).toMatchObject({ messageId, conversationId: `whatsapp:${rig.graph.phoneNumberId}:${address}` })
    expect(rig.reports.map(({ state }) => state)).toEqual(['delivered', 'read'])
  })

  test('the person sees the ticks when they are answered', async () => {
    const jonas = rig.graph.phone('Jonas')
    const sent = jonas.send('hello')
    const { address } = await textOf(({ text }) => text === 'hello')
    expect(sent.read).toBe(false)
    await rig.send(address, { type: 'text', text: { text: 'Hi', marks: [] } })
    await rig.graph.waitForCall(({ body, status }) => body['status'] === 'read' && status === 200)
    expect(sent.read).toBe(true)
  })
})

describe('deliveries', () => {
  test('while nothing can be stored they are refused, and repeated until they are taken', async () => {
    rig.failStores(2)
    const jonas = rig.graph.phone('Jonas')
    jonas.send('hello')
    await textOf(({ text }) => text === 'hello')
    await rig.graph.delivered()
    expect(rig.graph.repeats).toBe(2)
    expect(rig.channel.fault()).toBe(null)
  })

  test('batches in any order and more than once bring each message once', async () => {
    const jonas = rig.graph.phone('Jonas')
    const release = rig.graph.holdWebhooks()
    for (let index = 0; index < 30; index++) jonas.send(`message ${index}`)
    rig.graph.phone('Rūta').send('hers')
    release({ order: 'reversed', times: 3 })
    await textOf(({ text }) => text === 'message 0')
    await rig.graph.delivered()
    expect(rig.messages).toHaveLength(31)
  })

  test('messages of other numbers, groups and other products are left alone', async () => {
    rig.graph.push('messages', {
      metadata: { phone_number_id: '999' },
      messages: [{ id: 'wamid.x', type: 'text', from: '37061234567', timestamp: '1', text: { body: 'not ours' } }],
    })
    rig.graph.phone('Group').sendContent({ type: 'text', text: { body: 'in a group' }, group_id: '12' })
    expect(await rig.graph.post(JSON.stringify({ object: 'page', entry: [] }))).toBe(200)
    await rig.graph.delivered()
    expect(rig.messages).toEqual([])
  })

  test('an entry that cannot be read takes none of its neighbours with it', async () => {
    const good = { id: 'wamid.good', type: 'text', from: '37061234567', timestamp: '1790416830', text: { body: 'good' } }
    const odd = [null, 7, 'x', {}, { id: 5 }, { ...good, id: '' }, { ...good, from: 'x@y', id: 'wamid.1' }, { ...good, type: [] }]
    rig.graph.push('messages', {
      metadata: { phone_number_id: rig.graph.phoneNumberId },
      messages: [...odd, good],
      statuses: [3, {}],
    })
    rig.graph.push('messages', { metadata: 5 })
    rig.graph.push('messages', null)
    const ours = { metadata: { phone_number_id: rig.graph.phoneNumberId }, messages: [{ ...good, id: 'wamid.second' }] }
    const changes = [null, { field: 5 }, { field: 'messages', value: ours }]
    await rig.graph.post(JSON.stringify({ object: 'whatsapp_business_account', entry: [null, 'x', { changes: 1 }, { changes }] }))
    await rig.graph.delivered()
    expect(rig.messages).toMatchObject([{ text: 'good' }, { text: 'good', externalId: 'wamid.second' }])
    expect(rig.log.some((entry) => entry.includes('could not be read'))).toBe(true)
  })

  test('times that are none, far off or odd are the time of the delivery', async () => {
    const at = rig.now().getTime()
    for (const [index, timestamp] of [undefined, 'soon', '-5', '999999999999999', {}].entries())
      rig.graph.push('messages', {
        metadata: { phone_number_id: rig.graph.phoneNumberId },
        messages: [{ id: `wamid.${index}`, type: 'text', from: '37061234567', timestamp, text: { body: 'x' } }],
      })
    await rig.graph.delivered()
    expect(rig.messages).toHaveLength(5)
    for (const message of rig.messages as InboundMessage[]) expect(message.sentAt.getTime()).toBeGreaterThanOrEqual(at)
  })
})

describe('nobody but Meta', () => {
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [] })
  const post = (headers: Record<string, string>, content: string | Buffer = body) => rig.graph.post(content, headers)

  test('a body without the app’s signature is refused, whatever stands in its place', async () => {
    const sign = (secret: string, text: string) => `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`
    const { appSecret } = rig.graph
    for (const signature of [
      '',
      'sha256=',
      `sha256=${'0'.repeat(64)}`,
      sign('another', body),
      sign(appSecret, `${body} `),
      'x'.repeat(5000),
    ])
      expect(await post({ 'x-hub-signature-256': signature })).toBe(401)
    expect(await post({ 'x-hub-signature-256': sign(appSecret, body).replace('sha256=', 'sha1=') })).toBe(401)
    expect(await post({})).toBe(200)
    expect(rig.messages).toEqual([])
  })

  test('what is no JSON, or nested beyond all measure, is refused and ends nothing', async () => {
    expect(await post({}, '{')).toBe(400)
    expect(await post({}, Buffer.from([0xff, 0xfe]))).toBe(400)
    expect([200, 400]).toContain(await post({}, '['.repeat(200_000) + ']'.repeat(200_000)))
    expect(await post({}, 'null')).toBe(200)
  })

  test('up to three megabytes are taken, more is not', async () => {
    const padded = (bytes: number) => Buffer.from(body + ' '.repeat(bytes - body.length))
    expect(await post({}, padded(3 * 1024 * 1024))).toBe(200)
    expect(await post({}, padded(3 * 1024 * 1024 + 1))).toBe(413)
  })

  test('the challenge is given back to whoever knows the word, and only what could be one', async () => {
    const ask = async (query: Record<string, string>) => {
      const response = await fetch(`${rig.webhookUrl}?${new URLSearchParams(query)}`)
      return [response.status, await response.text()]
    }
    const right = { 'hub.mode': 'subscribe', 'hub.verify_token': rig.graph.verifyToken, 'hub.challenge': '12345' }
    expect(await ask(right)).toEqual([200, '12345'])
    expect(await ask({ ...right, 'hub.verify_token': 'guess' })).toEqual([403, ''])
    expect(await ask({ ...right, 'hub.mode': 'x' })).toEqual([403, ''])
    expect(await ask({ ...right, 'hub.challenge': '<script>' })).toEqual([400, ''])
    expect(await ask({})).toEqual([403, ''])
  })

  test('before the start and after the end nothing is taken', async () => {
    await rig.channel.stop()
    expect(await post({})).toBe(503)
  })
})
