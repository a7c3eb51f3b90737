// The loopback Graph server is as strict as Meta: what it lets through, Meta would as well.
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { GraphPerson } from '../../../src/playground/graph/contract.ts'
import { type GraphServer, startGraphServer } from '../../../src/playground/graph/graph-server.ts'

let graph: GraphServer
let jonas: GraphPerson
beforeEach(async () => {
  graph = await startGraphServer()
  jonas = graph.phone('Jonas', { number: '37061234567', userId: 'LT.777' })
  jonas.send('hello')
})
afterEach(() => graph.close())

async function post(body: object, token = graph.token) {
  const response = await fetch(`${graph.apiRoot}/${graph.phoneNumberId}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ messaging_product: 'whatsapp', ...body }),
  })
  const answer = (await response.json()) as { error?: { code: number }; messages?: { id: string }[] }
  return { status: response.status, code: answer.error?.code, id: answer.messages?.[0]?.id }
}

const to = { to: '37061234567' }
const body = { type: 'text', text: { body: 'Hi' } }
const interactive = (type: string, action: object, words = 'Which?') => ({
  ...to,
  type: 'interactive',
  interactive: { type, body: { text: words }, action },
})
const reply = (id: string, title: string) => ({ type: 'reply', reply: { id, title } })
const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `${index}`, title: `Row ${index}` }))

describe('a message that Meta would refuse is refused and kept as a fault', () => {
  test.each([
    ['no product', { messaging_product: 'x', ...to, ...body }],
    ['nobody to write to', body],
    ['a user id in the place of a number', { to: 'LT.777', ...body }],
    ['an empty text', { ...to, type: 'text', text: { body: ' ' } }],
    ['a text of 4097 characters', { ...to, type: 'text', text: { body: 'x'.repeat(4097) } }],
    ['a misspelt member', { ...to, ...body, replyTo: 'x' }],
    ['four buttons', interactive('button', { buttons: ['1', '2', '3', '4'].map((id) => reply(id, id)) })],
    ['a button of 21 characters', interactive('button', { buttons: [reply('1', 'x'.repeat(21))] })],
    ['two buttons of the same words', interactive('button', { buttons: [reply('1', 'x'), reply('2', 'x')] })],
    ['buttons under 1025 characters', interactive('button', { buttons: [reply('1', 'x')] }, 'x'.repeat(1025))],
    ['eleven rows', interactive('list', { button: 'Choose', sections: [{ rows: rows(11) }] })],
    ['a list without a button', interactive('list', { sections: [{ rows: rows(2) }] })],
    ['a row of 25 characters', interactive('list', { button: 'x', sections: [{ rows: [{ id: '1', title: 'x'.repeat(25) }] }] })],
    ['a file that was not uploaded', { ...to, type: 'image', image: { id: '404' } }],
    ['a caption under a sound', { ...to, type: 'audio', audio: { id: '404', caption: 'x' } }],
  ])('%s', async (_, message) => {
    expect((await post(message)).status).toBe(400)
    expect(graph.faults()).toHaveLength(1)
    expect(jonas.messages()).toEqual([])
  })
})

test('a message arrives by number and by user id; a token that is none gets nothing', async () => {
  expect((await post({ ...to, ...body })).status).toBe(200)
  expect((await post({ recipient: 'LT.777', ...body })).status).toBe(200)
  expect(await post({ ...to, ...body }, 'another')).toMatchObject({ status: 401, code: 190 })
  expect(jonas.messages()).toHaveLength(2)
  expect(graph.faults()).toEqual([])
})

describe('templates', () => {
  const template = (parameters: readonly string[], name = 'notice') => ({
    ...to,
    type: 'template',
    template: {
      name,
      language: { code: 'en' },
      components: [{ type: 'body', parameters: parameters.map((words) => ({ type: 'text', text: words })) }],
    },
  })

  test.each([
    ['one parameter too few', ['1'], 'notice', 132000],
    ['a name nobody knows', ['1', '2'], 'other', 132001],
    ['a line end', ['1', 'a\nb'], 'notice', 132018],
    ['five blanks', ['1', 'a     b'], 'notice', 132018],
    ['an empty parameter', ['1', ''], 'notice', 131009],
    ['more than 1024 characters in all', ['1', 'x'.repeat(1020)], 'notice', 132005],
  ])('%s', async (_, parameters, name, code) => {
    graph.addTemplate({ name: 'notice', language: 'en', body: 'About {{1}}: {{2}}' })
    expect(await post(template(parameters, name))).toMatchObject({ code })
  })

  test('an approved one arrives also after 24 hours, a free text fails then, which is told later', async () => {
    const statuses: string[] = []
    const front = createServer(async (request, response) => {
      statuses.push(...((await text(request)).match(/"status":"\w+"|"code":\d+/g) ?? []))
      response.writeHead(200).end(new URL(request.url ?? '', 'http://x').searchParams.get('hub.challenge') ?? '')
    })
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
    await graph.setWebhook(`http://127.0.0.1:${(front.address() as AddressInfo).port}/`)
    graph.addTemplate({ name: 'notice', language: 'en', body: 'About {{1}}: {{2}}' })
    graph.advanceClock(24 * 3600 + 1)
    expect((await post({ ...to, ...body })).status).toBe(200)
    expect((await post(template(['5', 'words']))).status).toBe(200)
    expect(jonas.messages().map((seen) => seen.text)).toEqual(['About 5: words'])
    await graph.delivered()
    expect(statuses).toEqual(['"status":"failed"', '"code":131047', '"status":"sent"', '"status":"delivered"'])
    front.closeAllConnections()
    front.close()
  })
})

test('what is delivered is signed over the very bytes', async () => {
  const signed = Promise.withResolvers<boolean>()
  const front = createServer(async (request, response) => {
    const challenge = new URL(request.url ?? '', 'http://x').searchParams.get('hub.challenge')
    if (challenge !== null) return void response.end(challenge)
    const expected = createHmac('sha256', graph.appSecret)
      .update(await text(request))
      .digest('hex')
    signed.resolve(request.headers['x-hub-signature-256'] === `sha256=${expected}`)
    response.end()
  })
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
  await graph.setWebhook(`http://127.0.0.1:${(front.address() as AddressInfo).port}/`)
  jonas.send('ąčęėįšųūž')
  expect(await signed.promise).toBe(true)
  front.closeAllConnections()
  front.close()
})

test('an address that does not give the challenge back is no webhook', async () => {
  await expect(graph.setWebhook(`${graph.apiRoot}/nowhere`)).rejects.toThrow('challenge')
})
