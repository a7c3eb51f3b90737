import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OutboundContent } from '../../../../src/domain/channel.ts'
import { plain } from '../../../../src/domain/rich-text.ts'
import type { WhatsAppPerson, WhatsAppServer } from '../../../../src/playground/whatsapp/contract.ts'
import { startWhatsAppServer } from '../../../../src/playground/whatsapp/whatsapp-server.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts'
import { answer, idOf, type Line, type LineOptions, openLine } from './messages-rig.ts'

let db: TestDatabase
let server: WhatsAppServer
let line: Line
let jonas: WhatsAppPerson

beforeAll(async () => {
  server = await startWhatsAppServer()
  server.trust()
})
beforeEach(async () => {
  db = await createTestDatabase()
  jonas = server.phone(`Jonas of ${expect.getState().currentTestName}`)
})
afterEach(async () => {
  await line.stop()
  server.control.reset()
  await db.drop()
})
afterAll(() => server.close())

async function open(options: LineOptions = {}): Promise<void> {
  line = await openLine(db, server, options)
}

function messagesOnTheWire(): number {
  return server.stanzas().filter(({ tag }) => tag === 'message').length
}

async function stateOf(messageId: string): Promise<string | undefined> {
  const [row] = await db.sql<{ state: string }>(`SELECT state FROM whatsapp_sent WHERE message_id = '${messageId}'`)
  return row?.state
}

describe('a message', () => {
  test.each(['lid', 'number'] as const)('reaches somebody by their %s, and is reported as arrived and read', async (by) => {
    await open()
    const outcome = await line.say(by === 'lid' ? jonas.lidAddress : jonas.numberAddress, 'Your ticket is #12345.')
    const seen = await jonas.sees('#12345')
    expect(seen.id).toBe(idOf(outcome))
    await line.reported(seen.id, 'delivered')
    jonas.readAll()
    await line.reported(seen.id, 'read')
    expect(line.reports.map(({ state }) => state)).toEqual(['delivered', 'read'])
    expect(await stateOf(seen.id)).toBe('read')
    expect(server.faults()).toEqual([])
  })

  test('lies in the database with its words sealed', async () => {
    await open()
    const outcome = await line.say(jonas.lidAddress, 'the password is swordfish')
    const [row] = await db.sql<{ content: Buffer }>(`SELECT content FROM whatsapp_sent WHERE message_id = '${idOf(outcome)}'`)
    expect(row?.content.length).toBeGreaterThan(30)
    expect(row?.content.includes('swordfish')).toBe(false)
    expect(row?.content.toString('base64').includes('swordfish')).toBe(false)
  })

  test('has its choices as numbered lines, all in one message, and says which they were', async () => {
    await open()
    const buttons = [
      [
        { label: 'Blocker', data: 'p:1:blocker' },
        { label: 'High', data: 'p:1:high' },
      ],
      [{ label: 'Prices', url: 'https://example.com/p' }],
    ]
    const outcome = await line.say(jonas.lidAddress, { type: 'text', text: plain('How urgent is it?'), buttons })
    const seen = await jonas.sees('How urgent')
    expect(seen.text).toBe('How urgent is it?\n\n1. Blocker\n2. High\nPrices: https://example.com/p')
    expect(outcome).toMatchObject({ kind: 'sent', choices: [{ data: 'p:1:blocker' }, { data: 'p:1:high' }] })
  })

  test('shows marks as signs, and typed signs as they were typed', async () => {
    await open()
    const text = 'Ticket opened. *not bold*'
    await line.say(jonas.lidAddress, { type: 'text', text: { text, marks: [{ kind: 'bold', from: 0, length: 6 }] } })
    const seen = await jonas.sees('opened')
    expect(seen.text).toMatch(/^\*Ticket\* opened\./)
    expect(seen.text).not.toContain('*not bold*')
    expect(seen.text.replaceAll('\u200a', '')).toBe('*Ticket* opened. *not bold*')
  })

  test('quotes what it answers, theirs and ours', async () => {
    await open()
    const question = await jonas.send('Where is my invoice?')
    await line.gets('invoice')
    await line.say(jonas.lidAddress, { type: 'text', text: plain('It is here.'), replyTo: question.id })
    const ours = await jonas.sees('It is here.')
    expect(ours.about).toBe(question.id)
    await line.say(jonas.lidAddress, { type: 'text', text: plain('And paid.'), replyTo: ours.id })
    expect((await jonas.sees('And paid.')).about).toBe(ours.id)
    await line.say(jonas.lidAddress, { type: 'text', text: plain('Of old.'), replyTo: 'GONE' })
    expect((await jonas.sees('Of old.')).about).toBeUndefined()
  })

  test('that corrects another is said anew, under it; one that is taken back goes; a sign is a reaction', async () => {
    await open()
    const asked = await jonas.send('Anybody there?')
    await line.gets('Anybody')
    const first = idOf(await line.say(jonas.lidAddress, 'Priority: Low'))
    await line.say(jonas.lidAddress, { type: 'edit', messageId: first, text: plain('Priority: High') })
    const corrected = await jonas.sees('Priority: High')
    expect(corrected).toMatchObject({ kind: 'text', about: first })
    await line.say(jonas.lidAddress, { type: 'delete', messageIds: [first] })
    expect((await jonas.sees((message) => message.kind === 'delete')).about).toBe(first)
    await line.say(jonas.lidAddress, { type: 'mark', messageId: asked.id, mark: 'noted' })
    expect(await jonas.sees((message) => message.kind === 'reaction')).toMatchObject({ text: '✍️', about: asked.id })
    expect(server.faults()).toEqual([])
  })

  test('is not sent for what this messenger does not have', async () => {
    await open()
    const none: OutboundContent[] = [{ type: 'menu', entries: [] }, { type: 'pin', messageIds: ['A'] }, { type: 'close-thread' }]
    const before = messagesOnTheWire()
    for (const content of none) expect(await line.say(jonas.lidAddress, content)).toEqual({ kind: 'sent', messageIds: [] })
    expect(messagesOnTheWire()).toBe(before)
  })

  test('shows what was written as read when it answers, and not before', async () => {
    await open()
    const asked = await jonas.send('Is anybody there?')
    await asked.delivered()
    await line.gets('Is anybody')
    expect(asked.state).toBe('delivered')
    await line.say(jonas.lidAddress, 'Yes.')
    await asked.wasRead()
    expect(asked.state).toBe('read')
  })
})

describe('a message whose fate is not known', () => {
  test('is sent again as the same message, and stands in the chat once', async () => {
    await open({ answerMilliseconds: 300 })
    const context = answer()
    server.control.holdAcks()
    expect(await line.say(jonas.lidAddress, 'Only once, please', context)).toEqual({ kind: 'unknown', reason: 'no-answer' })
    server.control.reset()
    const id = idOf(await line.say(jonas.lidAddress, 'Only once, please', context))
    expect(jonas.messages().filter(({ text }) => text.includes('Only once'))).toMatchObject([{ id }])
  })

  test('is not sent again when the answer comes late', async () => {
    await open({ answerMilliseconds: 200 })
    const context = answer()
    server.control.holdAcks()
    await line.say(jonas.lidAddress, 'Slow road', context)
    const seen = await jonas.sees('Slow road')
    server.control.releaseAcks()
    await line.reported(seen.id, 'delivered')
    const before = messagesOnTheWire()
    expect(idOf(await line.say(jonas.lidAddress, 'Slow road', context))).toBe(seen.id)
    expect(messagesOnTheWire()).toBe(before)
  })

  test('that was lost on its way arrives with the next try', async () => {
    await open({ answerMilliseconds: 200 })
    const context = answer()
    server.control.loseMessages(1)
    expect(await line.say(jonas.lidAddress, 'Lost and found', context)).toMatchObject({ kind: 'unknown' })
    await line.say(jonas.lidAddress, 'Lost and found', context)
    expect((await jonas.sees('Lost and found')).times).toBe(1)
  })

  test('is the same after a restart between sending and the answer', async () => {
    await open({ answerMilliseconds: 200 })
    const context = answer()
    server.control.holdAcks()
    await line.say(jonas.lidAddress, 'Before the restart', context)
    await line.stop()
    server.control.reset()
    await open()
    const id = idOf(await line.say(jonas.lidAddress, 'Before the restart', context))
    expect(jonas.messages().filter(({ text }) => text.includes('Before the restart'))).toMatchObject([{ id }])
  })

  test('is known to be unknown at once when the connection is cut', async () => {
    await open()
    server.control.holdAcks()
    const saying = line.say(jonas.lidAddress, 'Cut off')
    await jonas.sees('Cut off')
    server.control.cut()
    expect(await saying).toEqual({ kind: 'unknown', reason: 'connection-lost' })
  })

  test('waits untouched while there is no connection', async () => {
    await open()
    server.control.refuseLogins(503)
    server.control.cut()
    await server.until(() => (line.channel.speaksHere?.() === false ? true : undefined), 'the connection to be noticed as lost')
    const before = messagesOnTheWire()
    expect(await line.say(jonas.lidAddress, 'Hello?')).toMatchObject({ kind: 'later', reason: 'not-connected', scope: 'account' })
    expect(messagesOnTheWire()).toBe(before)
  })
})

describe('somebody who cannot read a message', () => {
  test('gets it again', async () => {
    await open()
    jonas.failToOpen(1)
    const id = idOf(await line.say(jonas.lidAddress, 'Second time lucky'))
    expect((await jonas.sees('Second time lucky')).id).toBe(id)
  })

  test('gets it again after a restart, from the database', async () => {
    await open()
    jonas.goAway()
    const id = idOf(await line.say(jonas.lidAddress, 'From the archive'))
    await line.stop()
    jonas.failToOpen(1)
    await jonas.comeBack()
    await open()
    expect((await jonas.sees('From the archive')).id).toBe(id)
    expect(server.faults()).toEqual([])
  })
})

describe('nobody is written to in vain', () => {
  test('an address that is none is refused at once', async () => {
    await open()
    for (const address of ['x@lid@s.whatsapp.net', '37060000001', '120363000000000000@g.us', '']) {
      expect(await line.say(address, 'Hello')).toMatchObject({
        kind: 'never',
        reason: 'unknown-chat',
        unreachable: 'unknown-chat',
      })
    }
  })

  test('a number that is not on WhatsApp is found out before anything is sent', async () => {
    await open()
    const before = messagesOnTheWire()
    const outcome = await line.say('37099999999@s.whatsapp.net', 'Hello', { lastHeardAt: null })
    expect(outcome).toMatchObject({ kind: 'never', unreachable: 'unknown-chat' })
    expect(messagesOnTheWire()).toBe(before)
    expect(server.faults()).toEqual([])
  })

  test('without an answer about the recipient nothing goes out, and it is tried later', async () => {
    await open()
    server.control.dropQueries('usync')
    const before = messagesOnTheWire()
    expect(await line.say(jonas.lidAddress, 'Hello')).toMatchObject({ kind: 'later', reason: 'recipient-not-found' })
    expect(messagesOnTheWire()).toBe(before)
    server.control.reset()
    expect(await line.say(jonas.lidAddress, 'Hello')).toMatchObject({ kind: 'sent' })
  })

  test('refused keys are a later try, not a lost message', async () => {
    await open()
    server.control.refuseQueries('encrypt', 500)
    expect(await line.say(jonas.lidAddress, 'Hello')).toMatchObject({ kind: 'later' })
  })
})

describe('the platform refuses', () => {
  test('a first contact: nobody is written to first until the announced end, and answers go on', async () => {
    await open()
    const until = new Date(Math.floor(Date.now() / 1000) * 1000 + 3_600_000)
    server.control.restrict(until)
    const stranger = server.phone('A stranger')
    const first = { lastHeardAt: null }
    expect(await line.say(stranger.numberAddress, 'Hello', first)).toEqual({ kind: 'never', reason: 'first-contacts-paused' })
    expect((await line.standing())?.breakerUntil).toEqual(until)
    const before = messagesOnTheWire()
    expect(await line.say(server.phone('Another').numberAddress, 'Hello', first)).toMatchObject({
      reason: 'first-contacts-paused',
    })
    expect(messagesOnTheWire()).toBe(before)
    await jonas.send('I have written before')
    await line.gets('I have written')
    expect(await line.say(jonas.lidAddress, 'Good to hear from you')).toMatchObject({ kind: 'sent' })
  })

  test('and the pause outlives a restart', async () => {
    await open()
    server.control.refuseMessages(463, 1)
    await line.say(jonas.lidAddress, 'Hello', { lastHeardAt: null })
    await line.stop()
    await open()
    const before = messagesOnTheWire()
    expect(await line.say(jonas.lidAddress, 'Hello', { lastHeardAt: null })).toMatchObject({ reason: 'first-contacts-paused' })
    expect(messagesOnTheWire()).toBe(before)
  })

  test('a stale session: it goes with the next try', async () => {
    await open()
    const context = answer()
    server.control.refuseMessages(479, 1)
    expect(await line.say(jonas.lidAddress, 'Hello again', context)).toMatchObject({ kind: 'later', reason: 'refused-479' })
    expect(await line.say(jonas.lidAddress, 'Hello again', context)).toMatchObject({ kind: 'sent' })
    await jonas.sees('Hello again')
  })

  test('a message for good: it counts as failed, and is not handed over again', async () => {
    await open()
    const context = answer()
    server.control.refuseMessages(406, 1)
    expect(await line.say(jonas.lidAddress, 'Odd', context)).toEqual({ kind: 'never', reason: 'bad-content' })
    const before = messagesOnTheWire()
    expect(await line.say(jonas.lidAddress, 'Odd', context)).toEqual({ kind: 'never', reason: 'bad-content' })
    expect(messagesOnTheWire()).toBe(before)
  })

  test('after we gave up waiting: the failure is reported then', async () => {
    await open({ answerMilliseconds: 100 })
    server.control.latency(400)
    server.control.refuseMessages(406, 1)
    const outcome = await line.say(jonas.lidAddress, 'Refused late')
    expect(outcome).toMatchObject({ kind: 'unknown' })
    const [row] = await db.sql<{ message_id: string }>('SELECT message_id FROM whatsapp_sent')
    expect(await line.reported(row?.message_id ?? '', 'failed')).toMatchObject({ reason: 'bad-content' })
  })
})

describe('what is said unasked', () => {
  const hour = 3_600_000
  const notice = { kind: 'invoice.issued', about: 'INV-1', language: 'en' } as const
  const heard = (hours: number) => ({ notice, lastHeardAt: new Date(Date.now() - hours * hour) })

  test('goes to somebody who wrote today, and to nobody else', async () => {
    await open()
    expect(await line.say(jonas.lidAddress, 'Invoice INV-1', heard(23))).toMatchObject({ kind: 'sent' })
    const closed = { kind: 'never', reason: 'conversation-closed' }
    expect(await line.say(jonas.lidAddress, 'Invoice INV-1', heard(25))).toEqual(closed)
    expect(await line.say(jonas.lidAddress, 'Invoice INV-1', { notice, lastHeardAt: null })).toEqual(closed)
    expect(jonas.messages()).toHaveLength(1)
  })

  test('goes to who wrote this month when the operator wants it so', async () => {
    await open({ proactive: true })
    expect(await line.say(jonas.lidAddress, 'Invoice INV-1', heard(29 * 24))).toMatchObject({ kind: 'sent' })
    expect(await line.say(jonas.lidAddress, 'Invoice INV-1', heard(31 * 24))).toMatchObject({ reason: 'conversation-closed' })
  })

  test('an answer always goes', async () => {
    await open()
    expect(await line.say(jonas.lidAddress, 'Answered at last', { ...heard(90 * 24), notice: null })).toMatchObject({
      kind: 'sent',
    })
  })
})

describe('the pace', () => {
  test('keeps two messages to one contact apart, showing that somebody types, and holds up nobody else', async () => {
    await open({ paceSeconds: 2 })
    await line.say(jonas.lidAddress, 'One')
    const early = await line.say(jonas.lidAddress, 'Two')
    expect(early).toMatchObject({ kind: 'later', reason: 'pace', scope: 'conversation' })
    const { afterSeconds = 0 } = early as { afterSeconds?: number }
    expect(afterSeconds).toBeGreaterThan(1)
    expect(afterSeconds).toBeLessThanOrEqual(3)
    await server.until(() => (jonas.typingSeen > 0 ? true : undefined), 'typing to be seen')
    expect(await line.say(server.phone('Ona').lidAddress, 'For somebody else')).toMatchObject({ kind: 'sent' })
  })
})
