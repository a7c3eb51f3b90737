// What persons and the account's client say to each other, addressed by number and by LID: texts, answers, reactions,
// changes, typing, receipts.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { WhatsAppServer } from '../../../src/playground/whatsapp/contract.ts'
import { startWhatsAppServer } from '../../../src/playground/whatsapp/whatsapp-server.ts'
import { type Client, connect, memoryOf } from './client.ts'

let server: WhatsAppServer
let client: Client
beforeAll(async () => {
  server = await startWhatsAppServer()
  server.trust()
})
afterAll(() => server.close())
beforeEach(async () => {
  client = connect(server, memoryOf(server.credsFor()))
  await client.open()
  await server.account.online()
})
afterEach(async () => {
  expect(server.faults()).toEqual([])
  server.control.reset()
  server.account.unlink()
  await client.ended()
})

const statusOf = (id: string | null | undefined): Promise<number> =>
  client.until(() => client.updates.findLast(({ key }) => key.id === id)?.update.status ?? undefined, `the state of ${id}`)

test.each([
  ['lid', true],
  ['lid', false],
  ['number', true],
  ['number', false],
] as const)('a person addressed by %s, the other identity named: %s, writes and is answered', async (addressing, alternative) => {
  const person = server.phone('Ana', {
    number: `37061${addressing.length}0000${alternative ? 1 : 2}`,
    addressing,
    alternative,
  })
  const sent = await person.send('How do I begin?')
  const { message } = await client.gets('How do I begin?')
  await sent.delivered()
  const other = addressing === 'lid' ? person.numberAddress : person.lidAddress
  expect([message.key.remoteJid, message.key.remoteJidAlt ?? undefined, message.pushName]).toEqual([
    person.address,
    alternative ? other : undefined,
    'Ana',
  ])
  await client.socket.sendMessage(message.key.remoteJid ?? '', { text: 'With the first step.' })
  await person.sees('With the first step.')
  await person.send('And then?')
  await client.gets('And then?')
  await client.socket.sendMessage(message.key.remoteJid ?? '', { text: 'The second.' })
  expect((await person.sees('The second.')).times).toBe(1)
})

test('somebody who never wrote is written to by number, and their number leads to their LID', async () => {
  const person = server.phone('Jonas')
  await client.socket.sendMessage(person.numberAddress, { text: 'Your invoice is ready' })
  expect((await person.sees('Your invoice')).addressedTo).toBe(person.numberAddress)
  expect(await client.socket.signalRepository.lidMapping.getLIDForPN(person.numberAddress)).toBe(person.lidAddress)
})

test('a message is delivered, then read; while the phone is away it is neither', async () => {
  const person = server.phone('Rasa')
  person.goAway()
  const sent = await client.socket.sendMessage(person.lidAddress, { text: 'First news' })
  expect(person.messages()).toEqual([])
  await person.comeBack()
  await person.sees('First news')
  expect(await statusOf(sent?.key.id)).toBe(3)
  person.readAll()
  await client.until(() => client.updates.find(({ update }) => update.status === 4), 'the message to be read')
})

test('receipts that are withheld come later, all at once', async () => {
  const person = server.phone('Lina')
  person.withholdReceipts(true)
  const sent = await client.socket.sendMessage(person.lidAddress, { text: 'Quietly' })
  await person.sees('Quietly')
  expect(client.updates).toEqual([])
  person.withholdReceipts(false)
  expect(await statusOf(sent?.key.id)).toBe(3)
})

test('the client says that it read, reacts, answers, shows that it types; the person sees all of it', async () => {
  const person = server.phone('Petras')
  const question = await person.send('It is broken again')
  const { message } = await client.gets('broken again')
  await client.socket.readMessages([message.key])
  await question.wasRead()
  await client.socket.sendPresenceUpdate('composing', person.lidAddress)
  await server.until(() => (person.typingSeen === 1 ? true : undefined), 'typing to be seen')
  await client.socket.sendMessage(person.lidAddress, { react: { text: '👀', key: message.key } })
  const reaction = await person.sees((seen) => seen.kind === 'reaction')
  expect([reaction.text, reaction.about]).toEqual(['👀', question.id])
  await client.socket.sendMessage(person.lidAddress, { text: 'We look into it' }, { quoted: message })
  expect((await person.sees('look into')).about).toBe(question.id)
})

test('a person answers a message, reacts, changes and removes what they wrote', async () => {
  const person = server.phone('Ona')
  const offer = await client.socket.sendMessage(person.lidAddress, { text: '1 Yes\n2 No' })
  const seen = await person.sees('2 No')
  const answer = await person.replyTo(seen, 'the second')
  const { message } = await client.gets('the second')
  expect(message.message?.extendedTextMessage?.contextInfo?.stanzaId).toBe(offer?.key.id)
  await person.react(seen, '👍')
  await client.until(() => client.received.find(({ message: one }) => one.message?.reactionMessage?.text === '👍'), 'a reaction')
  await person.edit(answer, 'the first')
  await client.until(() => client.received.find(({ message: one }) => one.message?.protocolMessage?.type === 14), 'a change')
  await person.remove(answer)
  await client.until(() => client.received.find(({ message: one }) => one.message?.protocolMessage?.type === 0), 'a removal')
})

test('places and contact cards arrive', async () => {
  const person = server.phone('Tadas')
  await person.sendLocation(54.687, 25.279)
  await person.sendContact('Ona', '+370 600 00001')
  await client.until(() => client.received.find(({ message }) => message.message?.locationMessage), 'a place')
  const card = await client.until(() => client.received.find(({ message }) => message.message?.contactMessage), 'a card')
  expect(card.message.message?.contactMessage?.vcard).toContain('waid=37060000001')
})

test('messages of groups, states and newsletters come with their own addresses', async () => {
  const person = server.phone('Vida')
  await person.sendToGroup('120363000000000001', 'To all of you')
  await person.postStatus('On holiday')
  server.publish('120363000000000002', 'News')
  const [group, status, news] = await Promise.all([client.gets('To all'), client.gets('holiday'), client.gets('News')])
  expect(group.message.key).toMatchObject({ remoteJid: '120363000000000001@g.us', participant: person.lidAddress })
  expect(status.message.key.remoteJid).toBe('status@broadcast')
  expect(news.message.key.remoteJid).toBe('120363000000000002@newsletter')
})

test('a malformed address reaches the client as it is', async () => {
  const person = server.phone('Odd')
  await person.send('From nowhere', { attributes: { from: '123@lid@s.whatsapp.net' } })
  const { message } = await client.until(() => client.received[0], 'anything')
  expect(message.key.remoteJid).toBe('123@lid@s.whatsapp.net')
})

test('a number that becomes known is told to the client', async () => {
  const person = server.phone('Known', { alternative: false })
  const told = new Promise((resolve) => client.socket.ev.on('lid-mapping.update', resolve))
  person.revealNumber()
  expect(await told).toEqual({ lid: person.lidAddress, pn: person.numberAddress })
})

test('a person with a new phone goes on talking', async () => {
  const person = server.phone('Moved')
  await person.send('From the old one')
  await client.gets('From the old one')
  await client.socket.sendMessage(person.lidAddress, { text: 'To the old one' })
  await person.sees('To the old one')
  person.changePhone()
  await person.send('From the new one')
  await client.gets('From the new one')
  await client.socket.sendMessage(person.lidAddress, { text: 'To the new one' })
  expect((await person.sees('To the new one')).times).toBe(1)
})

test('what the owner writes by hand comes to the client as its own', async () => {
  const person = server.phone('Hand')
  await server.account.owner.writeTo(person, 'I take this one')
  const { message } = await client.gets('I take this one')
  expect(message.key).toMatchObject({ fromMe: true, remoteJid: person.lidAddress })
  await person.sees('I take this one')
})

test('the chat reads in order, from both sides, with what became of each line', async () => {
  const person = server.phone('Reader')
  const sent = await person.send('One')
  await client.gets('One')
  await sent.delivered()
  await client.socket.sendMessage(person.lidAddress, { text: 'Two' })
  await person.sees('Two')
  const lines = person.transcript().map(({ byAccount, text, state }) => [byAccount, text, state])
  expect(lines).toEqual([
    [false, 'One', 'delivered'],
    [true, 'Two', undefined],
  ])
})

test('a question to the account’s own phone arrives there alone', async () => {
  await client.socket.fetchMessageHistory(1, { remoteJid: '1@lid', id: 'X', fromMe: false }, 0)
  const asked = await server.account.owner.sees((seen) => seen.kind === 'other')
  expect(asked.message.protocolMessage?.peerDataOperationRequestMessage?.historySyncOnDemandRequest?.oldestMsgId).toBe('X')
})
