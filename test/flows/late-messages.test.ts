// What waited while the desk was away: all of it is done, in order, and answered once.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDeskPeople, type DeskPeople } from '../support/desk-people.ts'
import { createScriptedMessenger } from '../support/scripted-messenger.ts'
import { startTestService, type TestService } from '../support/service.ts'

const messenger = createScriptedMessenger()
const hourAgo = () => new Date(Date.now() - 3600_000)
let service: TestService
let people: DeskPeople
let persons = 0

beforeAll(async () => {
  service = await startTestService({}, undefined, [messenger])
  people = await createDeskPeople(service)
})
afterAll(() => service.stop())

async function connected() {
  const { id } = await service.api<{ id: string }>('POST', `/companies/${people.company}/contacts`, { name: `Late ${++persons}` })
  const { code } = await service.api<{ code: string }>('POST', `/contacts/${id}/link-codes`)
  const person = messenger.person({ userId: `late-${persons}` })
  await person.send(code)
  await person.sees(/You are connected as/)
  return { id, person }
}

test('Five lines and a file become one draft with one card', async () => {
  const { person } = await connected()
  const before = person.shown().length
  for (const line of ['No calls', 'since nine', 'on mor-vilnius', 'SIP 503', 'please help'])
    await person.send(line, { sentAt: hourAgo() })
  const card = await person.sees(/please help/, before)
  expect(card.text).toMatch(/No calls\nsince nine\non mor-vilnius\nSIP 503/)
  expect(card.text).toMatch(/\d\. Create ticket/)
  expect(person.shown()).toHaveLength(before + 1)
  await person.send('Create ticket')
  await person.sees(/Ticket #\d+ is open: No calls/)
})

test('Follow-ups that waited are all on the ticket, and one answer says so', async () => {
  const { id, person } = await connected()
  const { number } = await service.api<{ number: number }>('POST', '/tickets', {
    company: people.company,
    contact: id,
    summary: 'One-way audio',
    description: 'One-way audio since noon',
    priority: 'medium',
  })
  const before = person.shown().length
  for (const line of ['first', 'second', 'third']) await person.send(`ticket #${number} ${line}`, { sentAt: hourAgo() })
  const answer = await person.sees(/answers the 3 messages/, before)
  expect(answer.text.match(/Added to/gu)).toHaveLength(1)
  expect(person.shown()).toHaveLength(before + 1)
  const { items } = await service.api<{ items: { body: string }[] }>('GET', `/tickets/${number}/comments`)
  expect(items.map(({ body }) => body.split(' ').at(-1))).toEqual(['first', 'second', 'third'])
})

test('One message that waited is answered like any other', async () => {
  const { person } = await connected()
  const before = person.shown().length
  await person.send('/help', { sentAt: hourAgo() })
  const answer = await person.sees(/Write what is wrong/, before)
  expect(answer.text).not.toMatch(/I was away/)
})

test('Messages of last year are not late, their clock is wrong: each is answered for itself', async () => {
  const { person } = await connected()
  const before = person.shown().length
  const sentAt = new Date(Date.now() - 365 * 24 * 3600_000)
  for (const line of ['/help', '/help']) await person.send(line, { sentAt })
  await expect.poll(() => person.shown().slice(before)).toHaveLength(2)
  expect(person.shown().at(-1)?.text).not.toMatch(/I was away/)
})
