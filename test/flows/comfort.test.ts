// An engineer's comfort, through the front door: saved replies, quiet hours and their digest, being away, and who takes next.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/db/client.ts'
import { sendDigests } from '../../src/services/send-digests.ts'
import { createDesk } from '../support/desk.ts'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'

type Person = Awaited<ReturnType<typeof connect>>

let service: TestService
let people: DeskPeople
let jonas: Person
let petras: Person
let asta: Person
let admin: Person
/** How far the desk's clock was moved, in seconds. It never goes back. */
let ahead = 0

beforeAll(async () => {
  service = await startTestService()
  people = await createDeskPeople(service)
  jonas = await connect(service, telegramIds.jonas, 'Jonas')
  petras = await connect(service, telegramIds.petras, 'Petras')
  asta = await connect(service, telegramIds.asta, 'Asta')
  admin = await connect(service, telegramIds.admin, 'Darius')
})
beforeEach(async () => {
  await service.db.sql(
    `UPDATE engineer SET quiet_from_minute = NULL, quiet_to_minute = NULL, away_since = NULL, away_until = NULL`,
  )
  await service.db.sql(`UPDATE ticket SET assignee_id = NULL, status = 'closed', ended_at = now()`)
})
afterAll(() => service.stop())

async function open(summary: string, more: object = {}): Promise<number> {
  const made = await service.api<{ number: number }>('POST', '/tickets', {
    company: people.company,
    contact: people.contacts.jonas,
    summary,
    description: `${summary}, since this morning.`,
    priority: 'medium',
    server: people.servers[0],
    ...more,
  })
  return made.number
}

async function asked(person: Person, line: string, answer: string | RegExp) {
  const sent = person.send(line)
  return sees(person, answer, { after: sent })
}

async function assigneeOf(number: number): Promise<string | null> {
  const ticket = await service.api<{ assignee: { name: string } | null }>('GET', `/tickets/${number}`)
  return ticket.assignee?.name ?? null
}

const labels = (message: { buttons: readonly (readonly { text: string }[])[] }) => message.buttons.flat().map(({ text }) => text)

describe('saved replies', () => {
  test('are filled in for the ticket, in the client’s language, and one tap sends what was shown, once', async () => {
    await asked(asta, '/saved add greeting en Hello {client}, {engineer} looks into {ticket}.', '“greeting” is saved in English')
    await asked(
      asta,
      '/saved add greeting lt Sveiki, {client}! {ticket} rūpinasi {engineer}.',
      '“greeting” is saved in Lithuanian',
    )
    await service.api('PATCH', `/contacts/${people.contacts.jonas}`, { language: 'lt' })
    const number = await open('Silence')
    const page = await asked(asta, `/saved ${number}`, 'A button sends what is shown')
    expect(page.text).toContain(`Sveiki, Jonas! #${number} rūpinasi Asta Vaitkutė.`)
    expect(page.text).not.toContain('Hello')
    const pressed = asta.press('greeting', { message: page })
    await sees(asta, `#${number}: on its way to 1 contact`, { after: pressed })
    await sees(jonas, `Sveiki, Jonas! #${number} rūpinasi Asta Vaitkutė.`)
    const again = asta.press('greeting', { message: page })
    await sees(asta, `#${number}: that was sent already`, { after: again })
    expect(jonas.messages().filter(({ text }) => text.includes('rūpinasi'))).toHaveLength(1)
    await asked(asta, '/saved remove greeting lt', 'is gone. It said:')
    const next = await asked(asta, `/saved ${number} greeting`, 'for there is no text in Lithuanian')
    const sent = asta.press('greeting', { message: next })
    await sees(asta, 'There is no “greeting” in Lithuanian, so it went in English.', { after: sent })
    await sees(jonas, `Hello Jonas, Asta Vaitkutė looks into #${number}.`)
    await service.api('PATCH', `/contacts/${people.contacts.jonas}`, { language: null })
    await asked(asta, '/saved remove greeting', 'is gone')
  })

  test('are offered for the ticket at hand: a message replied to, or the one just looked at', async () => {
    await asked(petras, '/saved add restart Please restart the service and try again.', 'is saved')
    const number = await open('At hand')
    const ping = await sees(petras, `New ticket #${number}`)
    const replied = petras.send('/saved', { replyTo: ping.messageId })
    await sees(petras, new RegExp(`^#${number}, to Jonas`), { after: replied })
    const other = await open('Looked at')
    await asked(petras, `/ticket ${other}`, 'Looked at')
    await asked(petras, '/saved restart', new RegExp(`^#${other}, to Jonas`))
    await asked(petras, '/saved remove restart', 'is gone')
  })

  test('what cannot be saved is told, with what can be filled in', async () => {
    await asked(asta, '/saved add two/words x', 'A name is one word')
    await asked(asta, '/saved add hello', 'Write the text after the name')
    await asked(asta, '/saved add hello Dear {klient}', 'Nothing is known to fill in for {klient}. There are: {client}')
    await asked(asta, '/saved add hello Dear {client}', 'is saved in English')
    await asked(asta, '/saved add Hello Dear {client}', 'There is a “Hello” in English already')
    await asked(asta, '/saved change hello Good day, {client}\nHow are you?', 'Good day, {client}\nHow are you?')
    expect((await asked(admin, '/saved', 'With a ticket')).text).toContain('hello (en): Good day, {client}')
    await asked(asta, '/saved remove hello', 'Good day, {client}')
    await asked(asta, '/saved remove hello', 'There is no saved reply “hello”')
  })
})

describe('who takes next', () => {
  test('is whoever carries least: told with the new ticket, and an admin gives it with one tap', async () => {
    const carried = await open('Carried')
    await asked(petras, `/take ${carried}`, `#${carried} is yours`)
    const number = await open('Who takes it')
    await sees(
      petras,
      (message) => message.text.includes(`New ticket #${number}`) && message.text.includes('Suggested: Asta Vaitkutė'),
    )
    await sees(asta, (message) => message.text.includes(`New ticket #${number}`) && message.text.includes('Suggested: you'))
    const ping = await sees(admin, `New ticket #${number}`)
    expect(labels(ping)).toContain('Give to Asta Vaitkutė')
    const given = admin.press('Give to Asta', { message: ping })
    await sees(admin, `#${number} now belongs to Asta Vaitkutė`, { after: given })
    await sees(asta, `#${number} is assigned to you`)
    const again = admin.press('Give to Asta', { message: ping })
    await sees(admin, `#${number} now belongs to Asta Vaitkutė`, { after: again })
    const events = await service.db.sql(
      `SELECT 1 FROM ticket_event e JOIN ticket t ON t.id = e.ticket_id WHERE t.number = ${number} AND e.kind = 'assigned'`,
    )
    expect(events).toHaveLength(1)
  })

  test('stands in the queue, with a button for whoever is suggested', async () => {
    const carried = await open('Carried on')
    await asked(asta, `/take ${carried}`, `#${carried} is yours`)
    const number = await open('In the queue')
    const queue = await asked(petras, '/queue', /open tickets?:/)
    expect(queue.text).toContain('nobody yet, suggested: Petras Jankauskas')
    expect(labels(await asked(asta, '/queue', /open tickets?:/))).not.toContain(`I take #${number}`)
    const taken = petras.press(`I take #${number}`, { message: queue })
    await sees(petras, `#${number} is yours`, { after: taken })
    expect(await assigneeOf(number)).toBe('Petras Jankauskas')
  })

  test('a suggestion is not followed once somebody else has the ticket', async () => {
    const number = await open('Too late')
    const queue = await asked(admin, '/queue', /open tickets?:/)
    const label = labels(queue).find((text) => text.startsWith(`#${number} →`)) ?? ''
    const [slow, quick] = label.includes('Asta') ? ['Asta Vaitkutė', petras] : ['Petras Jankauskas', asta]
    await asked(quick, `/take ${number}`, `#${number} is yours`)
    const pressed = admin.press(label, { message: queue })
    await sees(admin, `#${number} was taken by`, { after: pressed })
    expect(await assigneeOf(number)).not.toBe(slow)
  })
})

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** The desk's time of day in Vilnius, so many hours from now, as "HH:MM". */
function atHours(hours: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Europe/Vilnius',
    hourCycle: 'h23',
  }).format(new Date(Date.now() + ahead * 1000 + hours * 3_600_000))
}

describe('quiet hours', () => {
  test('notices wait and come as one message; the ledger says why they waited', async () => {
    await asked(asta, `/quiet ${atHours(-1)}-${atHours(2)}`, 'Quiet hours:')
    const begun = asta.mark()
    const first = await open('First in the night')
    const second = await open('Second in the night')
    await sees(petras, `New ticket #${second}`)
    await service.api('POST', `/tickets/${second}/comments`, { author: { contact: people.contacts.jonas }, body: 'Still silent' })
    await sees(petras, 'Still silent')
    const waiting = await service.api<{ items: { status: string; reason: string | null; recipient: { engineer?: string } }[] }>(
      'GET',
      `/notifications?ticket=${second}`,
    )
    const hers = waiting.items.filter(({ recipient }) => recipient.engineer === people.engineers.asta)
    expect(hers.map(({ status, reason }) => `${status} ${reason}`)).toEqual(['queued quiet-hours', 'queued quiet-hours'])
    expect(asta.messages().filter(({ mark }) => mark > begun)).toEqual([])
    await asked(asta, '/quiet off', 'Quiet hours are off')
    const digest = await sees(asta, /Your quiet hours are over. 3 messages waited:/)
    expect(digest.text).toContain(`#${first} Medium · First in the night: new.`)
    expect(digest.text).toContain(`#${second} Medium · Second in the night: new, 1 comment. Now open, nobody yet.`)
    expect(labels(digest)).toEqual([`#${first}`, `#${second}`])
    expect(asta.messages().filter(({ text }) => text.includes('New ticket') && text.includes('in the night'))).toEqual([])
    const after = await service.api<typeof waiting>('GET', `/notifications?ticket=${second}`)
    const told = after.items.filter(({ recipient }) => recipient.engineer === people.engineers.asta)
    expect(told.map(({ status, reason }) => `${status} ${reason}`)).toEqual(['skipped in-digest', 'skipped in-digest'])
  })

  test('a single notice comes as it is, with its buttons, when they end by themselves', async () => {
    await asked(asta, `/quiet ${atHours(-1)}-${atHours(1)}`, 'Quiet hours:')
    const number = await open('Alone in the night')
    await sees(petras, `New ticket #${number}`)
    service.advance(3700)
    ahead += 3700
    const ping = await sees(asta, `New ticket #${number}`, { timeoutMs: 10_000 })
    expect(labels(ping)).toContain('Take')
  })

  test('are said once, however many processes see that they are over', async () => {
    await asked(asta, `/quiet ${atHours(-1)}-${atHours(2)}`, 'Quiet hours:')
    const numbers = [await open('Told once'), await open('Told once as well')]
    await sees(petras, `New ticket #${numbers[1]}`)
    const { db } = service
    const later = () => new Date(Date.now() + ahead * 1000 + 3 * 3_600_000)
    const open3 = () => openDatabase({ url: db.url, secrets: db.secrets, now: later, onCommit: () => {} })
    const replicas = [open3(), open3(), open3()]
    const desk = createDesk()
    await Promise.all([...replicas, ...replicas].map((database) => sendDigests({ database, desk })))
    for (const replica of replicas) await replica.close()
    const digests = await db.sql(
      `SELECT 1 FROM outbox_message WHERE kind = 'digest' AND state <> 'skipped' AND due_at > now() + interval '2 hours'`,
    )
    expect(digests).toHaveLength(1)
    const held = await db.sql(`SELECT 1 FROM outbox_message WHERE state = 'held'`)
    expect(held).toEqual([])
    await db.sql(`DELETE FROM outbox_message WHERE kind = 'digest' AND state = 'queued'`)
    await asked(asta, '/quiet off', 'Quiet hours are off')
  })

  test('a Blocker’s call comes through, and what the client says to whoever has it', async () => {
    await service.api('POST', `/companies/${people.company}/subscriptions`, { plan: 'ENTERPRISE', startsOn: '2026-01-01' })
    await asked(asta, `/quiet ${atHours(-1)}-${atHours(2)}`, 'Quiet hours:')
    await asked(petras, '/away', 'You are away')
    const number = await open('All is down', { priority: 'blocker' })
    const call = await sees(asta, new RegExp(`Blocker #${number}`))
    asta.press('I have it', { message: call })
    await sees(asta, `#${number} is yours`)
    await service.api('POST', `/tickets/${number}/comments`, { author: { contact: people.contacts.jonas }, body: 'Every trunk' })
    await sees(asta, 'Every trunk')
    expect(petras.messages().filter(({ text }) => text.includes('All is down'))).toEqual([])
  })

  test.each([
    ['/quiet', 'You have no quiet hours'],
    ['/quiet tomorrow', 'Write them like this'],
  ])('%s is answered', async (line, answer) => {
    await asked(asta, line, answer)
  })
})

describe('being away', () => {
  test('offers each open ticket to a colleague, who takes it with one tap; nobody pings who is away', async () => {
    const number = await open('To be handed over')
    await asked(petras, `/take ${number}`, `#${number} is yours`)
    const leave = await asked(petras, '/away until mon 08:00', 'You are away until Mon')
    expect(leave.text).toContain(`#${number} Medium · To be handed over → Asta Vaitkutė`)
    const offer = await sees(asta, (message) => message.text.includes('Petras Jankauskas is away until Mon'))
    const begun = petras.mark()
    const other = await open('While away')
    await sees(asta, (message) => message.text.includes(`New ticket #${other}`) && message.text.includes('Suggested: you'))
    await service.api('POST', `/tickets/${number}/comments`, {
      author: { contact: people.contacts.jonas },
      body: 'Anybody there?',
    })
    await sees(asta, 'Anybody there?')
    const taken = asta.press(`I take #${number}`, { message: offer })
    await sees(asta, `#${number} is yours`, { after: taken })
    expect(await assigneeOf(number)).toBe('Asta Vaitkutė')
    expect(petras.messages().filter(({ mark }) => mark > begun)).toEqual([])
    const ledger = await service.api<{ items: { reason: string | null }[] }>('GET', `/notifications?ticket=${other}`)
    expect(ledger.items.map(({ reason }) => reason)).toContain('away')
    await asked(petras, '/back', 'Welcome back')
    const pinged = await open('Back again')
    await sees(petras, `New ticket #${pinged}`)
  })

  test('whoever goes may hand over themselves; nothing is given to somebody who is away', async () => {
    const number = await open('Given before leaving')
    await asked(asta, `/take ${number}`, `#${number} is yours`)
    const leave = await asked(asta, '/away', 'You are away.')
    const queue = await asked(admin, '/queue', /open tickets?:/)
    expect(queue.text).toContain('Asta Vaitkutė (away), suggested: Petras Jankauskas')
    const given = asta.press(`#${number} → Petras`, { message: leave })
    await sees(asta, `#${number} now belongs to Petras Jankauskas`, { after: given })
    await sees(petras, `#${number} is assigned to you`)
    const late = admin.press(`#${number} → Petras`, { message: queue })
    await sees(admin, `#${number} now belongs to Petras Jankauskas`, { after: late })
    await asked(asta, '/back', 'Welcome back')
  })

  test('with everybody away a new ticket still reaches somebody', async () => {
    for (const person of [petras, asta, admin]) await asked(person, '/away', 'You are away.')
    const number = await open('Nobody home')
    await sees(asta, `New ticket #${number}`)
    for (const person of [petras, asta, admin]) await asked(person, '/back', 'Welcome back')
  })

  test('somebody whose chat cannot be written to is not there: who is away hears of a new ticket then', async () => {
    await asked(petras, '/away', 'You are away.')
    await asked(admin, '/away', 'You are away.')
    asta.block()
    const first = await open('Who can hear it')
    await expect
      .poll(() => service.db.sql(`SELECT 1 FROM chat_identity WHERE blocked_at IS NOT NULL`), { timeout: 5000 })
      .toHaveLength(1)
    const number = await open('Nobody else can hear it')
    expect(number).toBeGreaterThan(first)
    await sees(petras, `New ticket #${number}`)
    asta.unblock()
    await asked(asta, '/queue', /open tickets?:/)
    for (const person of [petras, admin]) await asked(person, '/back', 'Welcome back')
  })

  test('what waited for the end of quiet hours is not said to somebody who has gone away meanwhile', async () => {
    await asked(asta, `/quiet ${atHours(-1)}-${atHours(1)}`, 'Quiet hours:')
    const numbers = [await open('Waited one'), await open('Waited two')]
    await sees(petras, `New ticket #${numbers[1]}`)
    await asked(asta, '/away', 'You are away.')
    const begun = asta.mark()
    service.advance(3700)
    ahead += 3700
    await expect.poll(() => service.db.sql(`SELECT 1 FROM outbox_message WHERE state = 'held'`), { timeout: 5000 }).toEqual([])
    expect(asta.messages().filter(({ mark }) => mark > begun)).toEqual([])
    const ledger = await service.api<{ items: { reason: string | null }[] }>('GET', `/notifications?ticket=${numbers[0]}`)
    expect(ledger.items.map(({ reason }) => reason)).toContain('away')
    await asked(asta, '/back', 'Welcome back')
  })

  test('giving them a ticket says that they are not told', async () => {
    const number = await open('Given to somebody away')
    await asked(asta, '/away', 'You are away.')
    await asked(petras, `/assign ${number} asta`, 'who is away and not told')
    await asked(asta, '/back', 'Welcome back')
  })

  test('a Blocker calls whoever is second when the first on call is away', async () => {
    await service
      .api('POST', `/companies/${people.company}/subscriptions`, { plan: 'ENTERPRISE', startsOn: '2026-01-01' })
      .catch(() => {})
    const whole = { weekdays, from: '00:00', to: '00:00', startsOn: '2026-01-05' }
    const rule = (engineer: string, rung: number) =>
      service.api<{ id: string }>('POST', '/on-call/rules', { ...whole, engineer, rung })
    const rules = [await rule(people.engineers.petras, 1), await rule(people.engineers.asta, 2)]
    await asked(petras, '/away', 'You are on call')
    const number = await open('Second is called', { priority: 'blocker' })
    const call = await sees(asta, new RegExp(`Blocker #${number}`))
    expect(petras.messages().filter(({ text }) => text.includes('Second is called'))).toEqual([])
    asta.press('I have it', { message: call })
    await sees(asta, `#${number} is yours`)
    for (const { id } of rules) await service.api('DELETE', `/on-call/rules/${id}`)
    await asked(petras, '/back', 'Welcome back')
  })

  test('a shift in that time is told of', async () => {
    const shift = { engineer: people.engineers.asta, weekdays: ['monday', 'thursday'], from: '08:00', to: '18:00' }
    const rule = await service.api<{ id: string }>('POST', '/on-call/rules', { ...shift, startsOn: '2026-01-05' })
    const leave = await asked(asta, '/away', 'You are on call (first) from')
    expect(leave.text).toContain('/oncall swap name')
    await service.api('DELETE', `/on-call/rules/${rule.id}`)
    await asked(asta, '/away yesterday', 'Write until when')
    await asked(asta, '/back', 'Welcome back')
  })
})
