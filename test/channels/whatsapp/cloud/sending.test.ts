// What the desk says on WhatsApp: freely within 24 hours, by template outside of them, and what becomes of it when Meta refuses.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OutboundContent, SentNotice } from '../../../../src/domain/channel.ts'
import { plain } from '../../../../src/domain/rich-text.ts'
import type { GraphPerson } from '../../../../src/playground/graph/contract.ts'
import { type CloudRig, createCloudRig } from './rig.ts'

let rig: CloudRig
let jonas: GraphPerson
const address = 'LT.777'
const text = (words: string): OutboundContent => ({ type: 'text', text: plain(words) })
const notice: SentNotice = { kind: 'ticket.comment', about: '12345', language: 'lt' }

beforeEach(async () => {
  rig = await createCloudRig()
  jonas = rig.graph.phone('Jonas', { number: '37061234567', userId: address })
  jonas.send('hello')
  await rig.received(() => true)
  for (const language of ['en', 'lt']) rig.graph.addTemplate({ name: 'desk_notice', language, body: '#{{1}}: {{2}}' })
})
afterEach(async () => {
  expect(rig.graph.faults()).toEqual([])
  await rig.close()
})

const day = 24 * 3600

describe('within 24 hours', () => {
  test('words, marks and quotes arrive', async () => {
    const first = jonas.send('quote me')
    await rig.send(address, {
      type: 'text',
      text: { text: 'Ticket #12345 is open', marks: [{ kind: 'bold', from: 7, length: 6 }] },
      replyTo: first.id,
    })
    expect(await jonas.sees('Ticket')).toMatchObject({ kind: 'text', text: 'Ticket *#12345* is open', about: first.id })
  })

  test('a person known by the number alone is written to by the number', async () => {
    rig.graph.phone('Plain', { number: '37060000001', userId: null }).send('x')
    await rig.received((message) => message.address === '37060000001')
    await rig.send('37060000001', text('Hi'))
    const call = await rig.graph.waitForCall(({ body }) => body['to'] === '37060000001')
    expect(call.body['recipient']).toBe(undefined)
  })

  test('a message to quote that is gone keeps no answer from arriving', async () => {
    await rig.send(address, { ...text('Hi'), replyTo: 'wamid.gone' } as OutboundContent)
    expect(await jonas.sees('Hi')).toMatchObject({ about: undefined })
  })

  test('a correction is a new message under the old one, a removed answer is refused by name', async () => {
    const sent = await rig.send(address, text('Frist'))
    const [messageId = ''] = sent.kind === 'sent' ? sent.messageIds : []
    await rig.send(address, { type: 'edit', messageId, text: plain('First') })
    expect(await jonas.sees('First')).toMatchObject({ about: messageId })
    expect(await rig.send(address, { type: 'delete', messageIds: [messageId] })).toMatchObject({ reason: 'cannot-delete' })
  })

  test('choices that fit no list are numbered lines, which the outcome names', async () => {
    const buttons = Array.from({ length: 12 }, (_, index) => [{ label: `Server ${index + 1}`, data: `d:1:s:${index}` }])
    const outcome = await rig.send(address, { ...text('Where?'), buttons } as OutboundContent)
    expect((await jonas.sees('Where?')).text).toContain('12. Server 12')
    expect(outcome).toMatchObject({ kind: 'sent', choices: { length: 12 } })
  })

  test('menus, pins and rooms are nothing here', async () => {
    for (const content of [
      { type: 'menu', entries: [] },
      { type: 'pin', messageIds: ['x'] },
      { type: 'close-thread' },
    ] satisfies OutboundContent[])
      expect(await rig.send(address, content)).toEqual({ kind: 'sent', messageIds: [] })
  })

  test('a sign is set on the person’s message', async () => {
    const sent = jonas.send('noted?')
    await rig.send(address, { type: 'mark', messageId: sent.id, mark: 'delivered' })
    expect(await jonas.sees('👍')).toMatchObject({ kind: 'reaction', about: sent.id })
  })

  test('an address that is none of WhatsApp’s is nobody', async () => {
    expect(await rig.send('x@y', text('Hi'))).toMatchObject({ kind: 'never', unreachable: 'unknown-chat' })
  })
})

describe('outside 24 hours', () => {
  const late = () => ({ lastHeardAt: new Date(rig.now().getTime() - day * 1000) })

  test('an answer is not said', async () => {
    expect(await rig.send(address, text('Hi'), late())).toEqual({ kind: 'never', reason: 'conversation-closed' })
    expect(await rig.send(address, text('Hi'), { lastHeardAt: null })).toMatchObject({ reason: 'conversation-closed' })
  })

  test('a notice goes by template: the number, and the words in one line', async () => {
    rig.advance(day)
    const words = 'Petras wrote:\n\n\tWe have    found      it.\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0Please retry.'
    expect(await rig.send(address, text(words), { ...late(), notice })).toMatchObject({ kind: 'sent' })
    expect((await jonas.sees('12345')).template).toEqual({
      name: 'desk_notice',
      language: 'lt',
      parameters: ['12345', 'Petras wrote: We have found it. Please retry.'],
      text: '#12345: Petras wrote: We have found it. Please retry.',
    })
  })

  test('five minutes before the end the window is held to be closed', async () => {
    const heard = (minutes: number) => ({ lastHeardAt: new Date(rig.now().getTime() - (day - minutes * 60) * 1000), notice })
    await rig.send(address, text('six minutes'), heard(6))
    await rig.send(address, text('four minutes'), heard(4))
    expect(jonas.messages().map(({ kind }) => kind)).toEqual(['text', 'template'])
  })

  test('a long notice is one template that ends in “…”, and nothing more', async () => {
    const outcome = await rig.send(address, text('A sentence that goes on. '.repeat(300)), { ...late(), notice })
    expect(outcome.kind).toBe('sent')
    const [only, ...more] = jonas.messages()
    expect(only?.text).toMatch(/…$/)
    expect(more).toEqual([])
  })

  test('the person’s language comes first, then English', async () => {
    const choose = { 'invoice.issued': { en: 'invoice' }, '*': { en: 'desk_notice', lt: 'desk_notice' } }
    await rig.close()
    rig = await createCloudRig({ templates: choose })
    jonas = rig.graph.phone('Jonas', { userId: address })
    rig.graph.addTemplate({ name: 'invoice', language: 'en', body: 'Invoice {{1}}: {{2}}' })
    rig.graph.addTemplate({ name: 'desk_notice', language: 'lt', body: '{{1}} – {{2}}' })
    const far = { lastHeardAt: null }
    await rig.send(address, text('one'), { ...far, notice: { kind: 'invoice.issued', about: null, language: 'lt' } })
    await rig.send(address, text('two'), { ...far, notice: { kind: 'invoice.issued', about: null, language: 'en' } })
    expect(jonas.messages().map((seen) => seen.template?.name)).toEqual(['desk_notice', 'invoice'])
  })

  test('without a template the next channel is taken, and so it is when proactive messages are off', async () => {
    await rig.close()
    rig = await createCloudRig({ templates: {} })
    expect(await rig.send(address, text('Hi'), { ...late(), notice })).toEqual({ kind: 'never', reason: 'no-template' })
    await rig.close()
    rig = await createCloudRig({ proactive: false })
    expect(await rig.send(address, text('Hi'), { ...late(), notice })).toEqual({ kind: 'never', reason: 'conversation-closed' })
    expect(rig.graph.calls.filter(({ method }) => method === 'POST')).toEqual([])
  })

  test('files wait for nobody: the next channel takes them', async () => {
    const file = { attachmentId: 'a', storeKey: 'k', kind: 'document', fileName: 'a.pdf', mediaType: 'application/pdf', bytes: 3 }
    const content = { type: 'files', files: [file] } as unknown as OutboundContent
    expect(await rig.send(address, content, { ...late(), notice })).toEqual({ kind: 'never', reason: 'conversation-closed' })
  })

  test('when Meta’s clock closes the window first, the notice goes by template at once', async () => {
    rig.graph.addFault({ on: 'messages', kind: 'error', code: 131047 })
    expect(await rig.send(address, text('Hi'), { notice })).toMatchObject({ kind: 'sent' })
    expect(await jonas.sees('Hi')).toMatchObject({ kind: 'template' })
  })

  test.each([
    ['missing', 'PENDING', 'missing (132001)'],
    ['paused', 'PAUSED', 'paused (132015)'],
  ] as const)('a template that is %s is held and told to the operator until Meta approves it', async (_, status, reason) => {
    rig.graph.setTemplateStatus('desk_notice', 'lt', status)
    await rig.graph.delivered()
    rig.held.clear()
    expect(await rig.send(address, text('Hi'), { ...late(), notice })).toMatchObject({ reason: 'no-template' })
    expect(rig.held.get('desk_notice lt')).toBe(reason)
    expect(rig.channel.fault()).toContain('desk_notice')
    const calls = rig.graph.calls.length
    expect(await rig.send(address, text('Hi'), { ...late(), notice })).toMatchObject({ reason: 'no-template' })
    expect(rig.graph.calls.length).toBe(calls)
    rig.graph.setTemplateStatus('desk_notice', 'lt', 'APPROVED')
    await rig.graph.delivered()
    expect(await rig.send(address, text('Hi'), { ...late(), notice })).toMatchObject({ kind: 'sent' })
    expect(rig.channel.fault()).toBe(null)
  })
})

describe('what goes wrong', () => {
  test('too much to one person: longer each time, and forgiven when something arrives', async () => {
    rig.graph.addFault({ on: 'messages', kind: 'error', code: 131056, times: 3 })
    const waits = []
    for (let index = 0; index < 3; index++) {
      const outcome = await rig.send(address, text('Hi'))
      waits.push(outcome.kind === 'later' ? outcome.afterSeconds : null)
    }
    expect(waits).toEqual([1, 4, 16])
    await rig.send(address, text('Hi'))
    rig.graph.addFault({ on: 'messages', kind: 'error', code: 131056 })
    expect(await rig.send(address, text('Hi'))).toMatchObject({ afterSeconds: 1 })
  })

  test('an account that is not served is the operator’s to see, until something is accepted again', async () => {
    rig.graph.addFault({ on: 'messages', kind: 'error', code: 131042 })
    expect(await rig.send(address, text('Hi'))).toMatchObject({ kind: 'later', scope: 'account' })
    expect(rig.channel.fault()).toContain('payment method (131042)')
    await rig.send(address, text('Hi'))
    expect(rig.channel.fault()).toBe(null)
  })

  test('no answer: nobody knows, until a status of the message tells that Meta has it', async () => {
    rig.graph.addFault({ on: 'messages', kind: 'drop-after' })
    const context = { key: 'the same part' }
    expect(await rig.send(address, text('Once'), context)).toMatchObject({ kind: 'unknown' })
    await jonas.sees('Once')
    await rig.reported((report) => report.state === 'delivered')
    const again = await rig.send(address, text('Once'), context)
    expect(again).toEqual({ kind: 'sent', messageIds: [jonas.messages()[0]?.id] })
    expect(jonas.messages()).toHaveLength(1)
  })

  test('no answer and no status: it is said again', async () => {
    rig.graph.addFault({ on: 'messages', kind: 'drop-before' })
    expect(await rig.send(address, text('Once'), { key: 'k' })).toMatchObject({ kind: 'unknown' })
    expect(await rig.send(address, text('Once'), { key: 'k' })).toMatchObject({ kind: 'sent' })
  })

  test('a page in place of an answer, and a server that is gone', async () => {
    rig.graph.addFault({ on: 'messages', kind: 'html', status: 502 })
    expect(await rig.send(address, text('Hi'))).toEqual({ kind: 'unknown', reason: '502' })
    const { graph } = rig
    await graph.close()
    expect(await rig.send(address, text('Hi'))).toMatchObject({ kind: 'later', scope: 'account', reason: 'ECONNREFUSED' })
    rig = await createCloudRig()
  })

  test('a failure that is told later is a report with its reason', async () => {
    jonas.block(true)
    expect(await rig.send(address, text('Hi'))).toMatchObject({ kind: 'sent' })
    const report = await rig.reported((one) => one.state === 'failed')
    expect(report).toMatchObject({ reason: 'undeliverable', unreachable: 'unknown-chat' })
  })

  test('nothing that is logged names a person or quotes one', async () => {
    rig.graph.addFault({ on: 'messages', kind: 'error', code: 131042 })
    await rig.send(address, text('a secret sentence'))
    const log = rig.log.join('\n')
    for (const secret of ['37061234567', 'LT.777', 'a secret sentence', 'hello', rig.graph.token, rig.graph.appSecret])
      expect(log).not.toContain(secret)
  })
})

test('a link code can be redeemed with one tap once Meta has told the number', async () => {
  expect(rig.channel.linkFor('ABC-123')).toBe('https://wa.me/37060000000?text=%2Fstart%20ABC-123')
})

test('a wrong token shows at the start', async () => {
  const wrong = await createCloudRig({ token: 'another' })
  expect(wrong.channel.fault()).toContain('token')
  expect(wrong.channel.linkFor('x')).toBe(null)
  await wrong.close()
})
