// A main user keeps their company's contacts and notice addresses from the chat, and nobody else's.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { pressForged } from '../support/forged-button.ts'
import { startTestService, type TestService } from '../support/service.ts'

type Person = Awaited<ReturnType<typeof connect>>

let service: TestService
let people: DeskPeople
let jonas: Person

beforeAll(async () => {
  service = await startTestService()
  people = await createDeskPeople(service)
  jonas = await connect(service, telegramIds.jonas, 'Jonas')
})

afterAll(() => service.stop())

/** Opens the list, and the page of one contact on it. */
async function openPage(name: string) {
  const asked = jonas.send('/contacts')
  const list = await sees(jonas, /Baltic Voice: your contacts/, { after: asked })
  jonas.press(name, { message: list })
  return sees(jonas, (message) => message.messageId === list.messageId && message.text.startsWith(`${name}\n`))
}

async function inRights(name: string): Promise<unknown> {
  const rows = await service.db.sql('SELECT main_user, login_access, invoices, active FROM contact WHERE name = $1', [name])
  return rows[0]
}

const audit = (action: string) =>
  service.db.sql<{ actor: string; subject: string; data: unknown }>(
    'SELECT actor, subject, data FROM audit_entry WHERE action = $1 AND actor = $2 ORDER BY id',
    [action, `contact:${people.contacts.jonas}`],
  )

test('the list names the company’s contacts with what they may do, and nobody of another company', async () => {
  const asked = jonas.send('/contacts')
  const { text } = await sees(jonas, /your contacts/, { after: asked })
  expect(text).toContain('Jonas: main user, tickets')
  expect(text).toContain('Rūta: tickets')
  expect(text).toContain('Invoices: invoices')
  expect(text).not.toContain('Ingrid')
})

test('a new contact is asked for name and id, and gets a link that connects the chat it is handed to', async () => {
  const asked = jonas.send('/contacts')
  const list = await sees(jonas, /your contacts/, { after: asked })
  jonas.press('Add a contact', { message: list })
  await sees(jonas, /new contact's name/, { after: asked })
  jonas.send('Agnė')
  const id = await sees(jonas, /Agnė: which Telegram ID/, { after: asked })
  const wrong = jonas.send('agne at home')
  await sees(jonas, /neither a Telegram ID/, { after: wrong })
  jonas.press('Without an ID', { message: id })
  const handed = await sees(jonas, /For Agnė, to hand over/, { after: wrong })
  await sees(jonas, /^Agnė\nMay: tickets\nNot connected yet/, { after: wrong })
  const code = /start=([\w-]+)/.exec(handed.text)?.[1]
  expect(code).toBeDefined()
  const agne = service.telegram.person({ id: 7100, firstName: 'Agnė' })
  const sent = agne.send(`/start ${code}`)
  await sees(agne, 'Successfully connected with our system', { after: sent })
  await sees(agne, /connected as Agnė, Baltic Voice/, { after: sent })
  expect(await audit('register')).toHaveLength(1)
})

test('a contact with an id connects by it; an id somebody has already is refused without saying whose it is', async () => {
  const asked = jonas.send('/contacts')
  const list = await sees(jonas, /your contacts/, { after: asked })
  jonas.press('Add a contact', { message: list })
  await sees(jonas, /new contact's name/, { after: asked })
  jonas.send('Tomas')
  await sees(jonas, /Tomas: which Telegram ID/, { after: asked })
  const taken = jonas.send(String(telegramIds.ingrid))
  await sees(jonas, /That ID cannot be used here/, { after: taken })
  const free = jonas.send('7101')
  await sees(jonas, /Tomas is added/, { after: free })
  await connect(service, 7101, 'Tomas')
})

test('switches change what a contact may do at once, and a second press changes nothing', async () => {
  const ruta = await connect(service, telegramIds.ruta, 'Rūta')
  const page = await openPage('Rūta')
  const pressed = jonas.press('No tickets any more', { message: page })
  await sees(jonas, (message) => message.messageId === page.messageId && message.text.includes('May: nothing yet'), {})
  expect(await inRights('Rūta')).toMatchObject({ login_access: false })
  const written = ruta.send('/tickets')
  await sees(ruta, /I do not know this chat yet/, { after: written })
  const changed = await sees(jonas, (message) => message.messageId === page.messageId && message.text.includes('nothing yet'))
  jonas.press('Send invoices', { message: changed })
  const both = await sees(jonas, (message) => message.messageId === page.messageId && message.text.includes('May: invoices'))
  jonas.press('Allow tickets', { message: both })
  await sees(jonas, (message) => message.messageId === page.messageId && message.text.includes('May: tickets, invoices'))
  expect(await inRights('Rūta')).toMatchObject({ login_access: true, invoices: true })
  const again = ruta.send('/tickets')
  await sees(ruta, /no tickets|Open/i, { after: again })
  expect((await audit('change-rights')).map(({ data }) => data)).toContainEqual({ loginAccess: 'true -> false' })
  expect(pressed).toBeDefined()
})

test('what a contact is told can be switched for them; what carries a promise cannot', async () => {
  const page = await openPage('Rūta')
  jonas.press('What they are told', { message: page })
  const notices = await sees(jonas, (message) => message.messageId === page.messageId && message.text.includes('is told:'))
  expect(notices.text).toContain('answers to your tickets: always told')
  const off = jonas.press('✅ changes of priority', { message: notices })
  await sees(jonas, (message) => message.messageId === page.messageId && message.text.includes('changes of priority: off'))
  expect(off).toBeDefined()
  const { number } = await service.api<{ number: number }>('POST', '/tickets', {
    company: people.company,
    contact: people.contacts.ruta,
    summary: 'No audio',
    description: 'No audio',
    priority: 'low',
  })
  await service.api('PATCH', `/tickets/${number}`, { priority: 'high' })
  const told = await service.api<{ items: { kind: string; status: string; reason: string | null }[] }>(
    'GET',
    `/notifications?contact=${people.contacts.ruta}&ticket=${number}`,
  )
  expect(told.items).toMatchObject([{ kind: 'ticket.priority', status: 'skipped', reason: 'switched-off' }])
})

test('notice addresses and the Request Email are changed, and who did it is kept', async () => {
  const asked = jonas.send('/contacts')
  const list = await sees(jonas, /your contacts/, { after: asked })
  jonas.press('Notice addresses', { message: list })
  await sees(jonas, /addresses for support notices/, { after: asked })
  const wrong = jonas.send('noc@baltic.example, nonsense')
  await sees(jonas, /“nonsense” is no e-mail address/, { after: wrong })
  const many = jonas.send('a@b.lt b@b.lt c@b.lt d@b.lt e@b.lt')
  await sees(jonas, /At most four/, { after: many })
  const right = jonas.send('noc@baltic.example, boss@baltic.example')
  const changed = await sees(jonas, /notices by e-mail: noc@baltic.example, boss@baltic.example/, { after: right })
  jonas.press('Request Email', { message: changed })
  await sees(jonas, /address for development requests/, { after: right })
  const request = jonas.send('dev@baltic.example')
  await sees(jonas, /Request Email\): dev@baltic.example/, { after: request })
  const company = await service.api<{ emails: string[]; requestEmail: string }>('GET', `/companies/${people.company}`)
  expect(company).toMatchObject({
    emails: ['noc@baltic.example', 'boss@baltic.example'],
    requestEmail: 'dev@baltic.example',
  })
  expect((await audit('change-addresses')).map(({ data }) => data)).toEqual([
    { emails: ' -> noc@baltic.example, boss@baltic.example' },
    { requestEmail: ' -> dev@baltic.example' },
  ])
})

test('removing asks first, then disconnects at once; the last main user cannot leave the company without one', async () => {
  const tomas = service.telegram.person({ id: 7101, firstName: 'Tomas' })
  const page = await openPage('Tomas')
  jonas.press('Remove', { message: page })
  const question = await sees(
    jonas,
    (message) => message.messageId === page.messageId && message.text.startsWith('Remove Tomas?'),
  )
  const yes = jonas.press('Yes, remove', { message: question })
  await sees(jonas, /Tomas is removed and disconnected/, { after: yes })
  await sees(tomas, /no longer connected/)
  const stale = jonas.press('Yes, remove', { message: question })
  await sees(jonas, /This button is from before/, { after: stale })

  const own = await openPage('Jonas')
  const refused = jonas.press('No main user any more', { message: own })
  await sees(jonas, /needs a main user/, { after: refused })
  jonas.press('Remove', { message: own })
  const sure = await sees(jonas, (message) => message.messageId === own.messageId && message.text.startsWith('Remove Jonas?'))
  const tried = jonas.press('Yes, remove', { message: sure })
  await sees(jonas, /needs a main user/, { after: tried })
  expect(await inRights('Jonas')).toMatchObject({ main_user: true, active: true })
})

test('a screenshot sent while a question is open is not taken for the answer: it begins a ticket', async () => {
  const asked = jonas.send('/contacts')
  const list = await sees(jonas, /your contacts/, { after: asked })
  jonas.press('Add a contact', { message: list })
  await sees(jonas, /new contact's name/, { after: asked })
  const pictured = jonas.sendPhoto(Buffer.from('picture'), { caption: 'No audio' })
  const card = await sees(jonas, /New ticket/, { after: pictured })
  const blocked = jonas.press('Add a contact', { message: list })
  await sees(jonas, /A ticket is unfinished here/, { after: blocked })
  jonas.press('Cancel', { message: card })
  await sees(jonas, /Dropped/, { after: blocked })
})

test('another company’s contact is answered like one that does not exist', async () => {
  for (const id of [people.contacts.ingrid, '00000000-0000-7000-8000-000000000000']) {
    const pressed = await pressForged(service, jonas, `k:${id}:remove-yes::abc`)
    await sees(jonas, 'This button is from before and does nothing any more.', { after: pressed })
  }
  expect(await inRights('Ingrid')).toMatchObject({ active: true })
})
