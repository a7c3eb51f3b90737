// What people choose for themselves: their language, what they are told, and whether the current ticket is followed by itself.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'

type Person = Awaited<ReturnType<typeof connect>>

let service: TestService
let people: DeskPeople
let jonas: Person
let petras: Person

beforeAll(async () => {
  service = await startTestService()
  people = await createDeskPeople(service)
  jonas = await connect(service, telegramIds.jonas, 'Jonas')
  petras = await connect(service, telegramIds.petras, 'Petras')
})

afterAll(() => service.stop())

async function openSettings(person: Person) {
  const asked = person.send('/settings')
  return sees(person, /Your settings/, { after: asked })
}

/** Presses on the page, and waits until that very page has changed. */
async function choose(person: Person, message: { readonly messageId: number }, button: string, shows: string) {
  person.press(button, { message })
  return sees(person, (seen) => seen.messageId === message.messageId && seen.text.includes(shows))
}

async function openTicket(words: object = {}): Promise<number> {
  const ticket = { company: people.company, contact: people.contacts.jonas, priority: 'medium', ...words }
  const texts = { summary: 'No audio', description: 'No audio in one direction' }
  return (await service.api<{ number: number }>('POST', '/tickets', { ...texts, ...ticket })).number
}

const ledger = async (query: string) =>
  (
    await service.api<{ items: { kind: string; status: string; reason: string | null; recipient: { engineer?: string } }[] }>(
      'GET',
      `/notifications?${query}`,
    )
  ).items

test('the language changes at once: the page, the menu, and every later word', async () => {
  const page = await openSettings(jonas)
  await choose(jonas, page, 'lietuvių', 'Jūsų nustatymai')
  const asked = jonas.send('/help')
  await sees(jonas, /Kalba ir kas jums pranešama/, { after: asked })
  expect(jonas.menu().find(({ command }) => command === 'settings')?.description).toBe('Kalba ir kas jums pranešama')
  await choose(jonas, page, 'English', 'Your settings')
})

test('a client switches off who works on a ticket: the ledger shows it as skipped, and answers still come', async () => {
  const page = await openSettings(jonas)
  expect(page.text).toContain('answers to your tickets: always told')
  await choose(jonas, page, '✅ who works on a ticket', 'who works on a ticket: off')
  const number = await openTicket()
  await service.api('PATCH', `/tickets/${number}`, { assignee: people.engineers.petras })
  await service.api('POST', `/tickets/${number}/comments`, {
    author: { engineer: people.engineers.petras },
    body: 'We look into it',
  })
  await sees(jonas, /We look into it/)
  const told = await ledger(`ticket=${number}&contact=${people.contacts.jonas}`)
  expect(told.map(({ kind, status, reason }) => [kind, status, reason])).toEqual([
    ['ticket.assigned', 'skipped', 'switched-off'],
    ['ticket.comment', 'sent', null],
  ])
  await choose(jonas, page, '▫ who works on a ticket', '✅ who works on a ticket')
})

test('an engineer switches off new tickets, and hears of Blockers all the same', async () => {
  const page = await openSettings(petras)
  expect(page.text).toContain('Blocker calls and the rota: always told')
  await choose(petras, page, '✅ new tickets', 'new tickets (Blockers always): off')
  const quiet = await openTicket({ summary: 'A small thing' })
  const loud = await openTicket({ summary: 'All is down', priority: 'blocker' })
  await sees(petras, new RegExp(`#${loud}`))
  const own = (await ledger(`ticket=${quiet}`)).filter(({ recipient }) => recipient.engineer === people.engineers.petras)
  expect(own).toMatchObject([{ kind: 'ticket.opened', status: 'skipped', reason: 'switched-off' }])
})

test('with the current ticket switched off, what is written never goes to it by itself; a reply still does', async () => {
  const page = await openSettings(jonas)
  await choose(jonas, page, 'Follow the current ticket: on', 'only when you reply')
  const drafted = jonas.send('/new Voicemail is silent')
  await sees(jonas, /New ticket/, { after: drafted })
  const created = jonas.press('Create ticket')
  const receipt = await sees(jonas, /Ticket #\d+ is open/, { after: created })
  expect(receipt.text).not.toContain('next minutes')
  expect(receipt.text).toContain('To add to it, reply to this message')
  const number = /#(\d+)/.exec(receipt.text)?.[1] ?? ''
  const more = jonas.send('And the fax too')
  const card = await sees(jonas, /New ticket/, { after: more })
  jonas.press('Cancel', { message: card })
  await sees(jonas, /Dropped/, { after: more })
  const bare = jonas.send(number)
  await sees(jonas, /To add to it, reply to this message/, { after: bare })
  const replied = jonas.send('Only at night', { replyTo: receipt.messageId })
  await sees(jonas, new RegExp(`Added to #${number}`), { after: replied })
  const { items } = await service.api<{ items: { body: string }[] }>('GET', `/tickets/${number}/comments`)
  expect(items.map(({ body }) => body)).toEqual(['Only at night'])
})

test.each(['Stop', 'stabdyti!', '/stop'])(
  '“%s” switches off all news that carry no promise, and the page shows how to have them again',
  async (word) => {
    const ruta = await connect(service, telegramIds.ruta, 'Rūta')
    const asked = ruta.send(word)
    const page = await sees(ruta, /Your settings/, { after: asked })
    expect(page.text).toContain('who works on a ticket: off')
    expect(page.text).toContain('answers to your tickets: always told')
    expect(page.text).not.toContain('✅')
    await choose(ruta, page, '▫ who works on a ticket', '✅ who works on a ticket')
  },
)
