// A messenger without buttons: the same choices as numbered lines, answered by number or by words.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createDeskPeople, type DeskPeople } from '../support/desk-people.ts'
import { createScriptedMessenger, type ScriptedPerson } from '../support/scripted-messenger.ts'
import { startTestService, type TestService } from '../support/service.ts'

const messenger = createScriptedMessenger()
let service: TestService
let people: DeskPeople
let jonas: ScriptedPerson
let persons = 0

beforeAll(async () => {
  service = await startTestService({}, undefined, [messenger])
  people = await createDeskPeople(service)
})
afterAll(() => service.stop())

beforeEach(async () => {
  const { id } = await service.api<{ id: string }>('POST', `/companies/${people.company}/contacts`, {
    name: `Jonas ${++persons}`,
  })
  jonas = messenger.person({ userId: `lid-${persons}`, displayName: 'Jonas' })
  const { code } = await service.api<{ code: string }>('POST', `/contacts/${id}/link-codes`)
  await jonas.send(code)
  await jonas.sees(/You are connected as/)
})

/** A draft whose card was seen. @returns how many texts were shown with it. */
async function begin(text: string): Promise<number> {
  const before = jonas.shown().length
  await jonas.send(text)
  await jonas.sees(/not sent yet/, before)
  return jonas.shown().length
}

function lineOf(label: string): string {
  const lines = jonas.shown().at(-1)?.text.split('\n') ?? []
  const line = lines.find((one) => new RegExp(`^\\d+\\. .*${label}`, 'u').test(one))
  return line?.split('.')[0] ?? `no line with ${label}`
}

test('A ticket is written, given its priority by number, and created by words', async () => {
  const seen = await begin('No calls on mor-vilnius since this morning, SIP 503')
  await jonas.send(lineOf('High'))
  const card = await jonas.sees(/Priority: High/, seen)
  expect(card.text).toMatch(/^1\. .*Blocker/mu)
  await jonas.send('create ticket')
  await jonas.sees(/Ticket #\d+ is open/, seen)
  const { items } = await service.api<{ items: { priority: string; summary: string }[] }>(
    'GET',
    `/tickets?company=${people.company}`,
  )
  expect(items.at(-1)).toMatchObject({ priority: 'high', summary: expect.stringContaining('No calls') })
})

test('A number that nobody offered is answered with what can be chosen now, and becomes no ticket', async () => {
  const seen = await begin('The web interface of m4-kaunas is slow today')
  await jonas.send('99')
  const answer = await jonas.sees(/There is no number 99/, seen)
  expect(answer.text).toMatch(/\d+\. Create ticket/)
  await jonas.send('Low')
  await jonas.sees(/Priority: Low/, seen)
})

test('The draft that waits for its summary takes words for words', async () => {
  const seen = await begin('Something is wrong with the invoices of last month, look')
  await jonas.send('Change the summary')
  await jonas.sees(/Write the new summary/, seen)
  await jonas.send('High')
  await jonas.sees(/Summary: High/, seen)
})

test('A reply to an older message means what stands under that one', async () => {
  const seen = await begin('Registrations fail for one carrier, the log is empty')
  const card = jonas.shown().at(-1)
  await jonas.send('1', { replyTo: card?.id ?? '' })
  await jonas.sees(/our engineers are called|Blocker means/iu, seen)
})

test('After a day the numbers mean nothing, and that is said', async () => {
  const seen = await begin('Calls drop after thirty seconds on both servers')
  service.advance(25 * 3600)
  await jonas.send('2')
  await jonas.sees(/nothing to choose under number 2/, seen)
})

test('Free text between the choices stays free text, and a command a command', async () => {
  const seen = await begin('One-way audio between two offices since noon')
  await jonas.send('it began after the update, 2 phones are affected')
  await jonas.sees(/it began after the update/, seen)
  const after = jonas.shown().length
  await jonas.send('/cancel')
  await jonas.sees(/Dropped\. Nothing was created/, after)
})
