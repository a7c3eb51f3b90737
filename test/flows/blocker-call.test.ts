// A Blocker at three in the morning: from the client's chat to whoever is on call, and on until somebody has it. And the rota
// in the engineers' chats.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'

type Person = Awaited<ReturnType<typeof connect>>

let service: TestService
let people: DeskPeople
let jonas: Person
let petras: Person
let asta: Person
let marius: Person
let admin: Person

beforeAll(async () => {
  service = await startTestService()
  people = await createDeskPeople(service)
  await service.api('POST', '/engineers', { name: 'Marius', role: 'engineer', telegramId: '3004' })
  await service.api('POST', `/companies/${people.company}/subscriptions`, { plan: 'enterprise', startsOn: '2026-01-01' })
  const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
  const hours = { weekdays, from: '08:00', to: '08:00', startsOn: '2026-01-01' }
  await service.api('POST', '/on-call/rules', { engineer: people.engineers.petras, rung: 1, ...hours })
  await service.api('POST', '/on-call/rules', { engineer: people.engineers.asta, rung: 2, ...hours })
  jonas = await connect(service, telegramIds.jonas, 'Jonas')
  petras = await connect(service, telegramIds.petras, 'Petras')
  asta = await connect(service, telegramIds.asta, 'Asta')
  marius = await connect(service, 3004, 'Marius')
  admin = await connect(service, telegramIds.admin, 'Darius')
  toNextSaturday()
})

afterAll(() => service.stop())

let ahead = 0

function advance(seconds: number): void {
  ahead += seconds
  service.advance(seconds)
}

/** 03:00 in Vilnius. */
function toNextSaturday(): void {
  const wall = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Vilnius',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  const now = Date.now() + ahead * 1000
  const minute = Array.from({ length: 8 * 1440 }, (_, n) => n).find((n) => wall.format(now + n * 60_000) === 'Sat 03:00') ?? 0
  advance(minute * 60)
}

async function openBlocker(summary: string): Promise<number> {
  const { company, contacts } = people
  const request = { company, contact: contacts.jonas, summary, description: `${summary}.`, priority: 'blocker' }
  return (await service.api<{ number: number }>('POST', '/tickets', request)).number
}

const call = (number: number, n: number) => new RegExp(`Blocker #${number}, call ${n}\\n`)
const heardOf = (person: Person, number: number) => person.messages().filter(({ text }) => text.includes(`#${number}`))

async function history(number: number): Promise<string[]> {
  const rows = await service.db.sql<{ line: string }>(
    `SELECT concat_ws(' ', v.kind, v.data->>'call', v.data->>'circle', e.name) AS line FROM ticket_event v
     JOIN ticket t ON t.id = v.ticket_id LEFT JOIN engineer e ON e.id = v.engineer_id
     WHERE t.number = $1 AND v.kind LIKE 'blocker%' ORDER BY v.id`,
    [number],
  )
  return rows.map(({ line }) => line)
}

describe('a Blocker on Saturday at 03:00', () => {
  test('wakes whoever is on call and nobody else, until they have it; the others hear of it on Monday', async () => {
    const written = jonas.send('/new No calls go through at all, since 02:50')
    await sees(jonas, /New ticket/, { after: written })
    const chosen = jonas.press('Blocker')
    await sees(jonas, /engineers are called at once/, { after: chosen })
    const created = jonas.press('Create ticket')
    const receipt = await sees(jonas, /#\d+ is open as a Blocker/, { after: created })
    const number = Number(/#(\d+)/.exec(receipt.text)?.[1])

    const first = await sees(petras, call(number, 1))
    for (const part of ['Baltic Voice', 'Jonas', 'No calls go through']) expect(first.text).toContain(part)
    expect(first.buttons.flat().map(({ text }) => text)).toEqual(['I have it'])
    advance(300)
    const second = await sees(petras, call(number, 2))
    const looked = admin.send(`/ticket ${number}`)
    const card = await sees(admin, /Called 2 times since Sat .* 03:00; nobody has it yet/, { after: looked })
    expect(card.buttons.flat().map(({ text }) => text)).toContain('I have it')
    const pressed = petras.press('I have it', { message: second })
    await sees(petras, new RegExp(`#${number} is yours`), { after: pressed })
    await sees(jonas, `#${number}: Petras Jankauskas has it.`)
    const again = petras.press('I have it', { message: first })
    await sees(petras, new RegExp(`#${number} is yours`), { after: again })

    petras.send(`/reply ${number} The trunk is back, please try a call`)
    await sees(jonas, /The trunk is back/)
    advance(3600)
    const shown = petras.send(`/ticket ${number}`)
    await sees(petras, /Petras Jankauskas has had it since Sat .* 03:0/, { after: shown })
    for (const person of [asta, marius]) expect(heardOf(person, number)).toEqual([])
    expect(await history(number)).toEqual([
      'blocker-called 1 first',
      'blocker-called 2 first',
      'blocker-acknowledged Petras Jankauskas',
    ])
    const ticket = await service.api<{ assignee: { name: string } }>('GET', `/tickets/${number}`)
    expect(ticket.assignee.name).toBe('Petras Jankauskas')

    advance((2 * 24 + 4) * 3600)
    for (const person of [asta, marius, admin]) await sees(person, new RegExp(`New ticket #${number}, Blocker`))
    expect(petras.messages().filter(({ text }) => text.includes(`New ticket #${number}`))).toEqual([])
  })

  test('climbs while nobody answers: the second, all engineers, the admins; then anybody can have it', async () => {
    toNextSaturday()
    const number = await openBlocker('The switch is down')
    await sees(petras, call(number, 1))
    for (const [n, newcomer] of [
      [2, petras],
      [3, asta],
      [4, asta],
      [5, marius],
      [6, marius],
      [7, admin],
    ] as const) {
      advance(300)
      await sees(newcomer, call(number, n))
      await sees(petras, call(number, n))
    }
    // Nobody hears of it before their turn, not even that the promised time runs.
    const turns = [asta, marius, admin].map((person) => heardOf(person, number)[0]?.text)
    expect(turns.map((text, n) => call(number, 3 + 2 * n).test(text ?? ''))).toEqual([true, true, true])

    const pressed = [marius, asta].map((person) => ({ person, mark: person.press('I have it').mark }))
    const answers = await Promise.all(
      pressed.map(({ person, mark }) =>
        sees(person, new RegExp(`#${number} (is yours|was taken by (Asta|Marius))`), { after: mark }),
      ),
    )
    expect(answers.map(({ text }) => (text.includes('is yours') ? 'has it' : 'is told')).sort()).toEqual(['has it', 'is told'])
    await sees(admin, new RegExp(`#${number}: (Asta Vaitkutė|Marius) has it\\. You are not needed`))
    await sees(jonas, new RegExp(`#${number}: (Asta Vaitkutė|Marius) has it\\.$`))
    expect((await history(number)).slice(0, 7)).toEqual([
      'blocker-called 1 first',
      'blocker-called 2 first',
      'blocker-called 3 second',
      'blocker-called 4 second',
      'blocker-called 5 engineers',
      'blocker-called 6 engineers',
      'blocker-called 7 everybody',
    ])
    expect(await history(number)).toHaveLength(8)
  })

  test('ends with an answer, by a reply to the call itself', async () => {
    const number = await openBlocker('The database is full')
    const ping = await sees(petras, call(number, 1))
    petras.send('We free some space now', { replyTo: ping.messageId })
    await sees(jonas, /We free some space now/)
    await sees(jonas, `#${number}: Petras Jankauskas has it.`)
    expect(await history(number)).toEqual(['blocker-called 1 first', 'blocker-acknowledged Petras Jankauskas'])
  })
})

describe('/oncall', () => {
  test('says who is on call now and next, and lets one take over with a tap, and take that back', async () => {
    const asked = marius.send('/oncall')
    const page = await sees(marius, /On call now/, { after: asked })
    expect(page.text).toContain('first: Petras Jankauskas')
    expect(page.text).toContain('second: Asta Vaitkutė')
    const swapped = marius.send('/oncall swap asta now 23:59')
    const done = await sees(marius, /Asta Vaitkutė is on call \(first\) from .* to .* 23:59/, { after: swapped })
    await sees(asta, /Asta Vaitkutė is on call \(first\)/)
    await sees(petras, /Asta Vaitkutė is on call \(first\)/)

    const asks = marius.send('/oncall')
    const then = await sees(marius, /first: Asta Vaitkutė, until .* 23:59; then Petras Jankauskas/, { after: asks })
    const tapped = marius.press('I take over until', { message: then })
    await sees(marius, /Marius is on call \(first\)/, { after: tapped })
    const twice = marius.press('I take over until', { message: then })
    await sees(marius, /You are on call until then already/, { after: twice })
    const number = await openBlocker('Nothing rings')
    await sees(marius, call(number, 1))
    marius.press('I have it')

    const back = marius.press('Take that back', { message: done })
    await sees(marius, /That is taken back/, { after: back })
    const stale = marius.press('Take that back', { message: done })
    await sees(marius, /This button is from before/, { after: stale })
  })

  test.each([
    ['/oncall swap asta', /Write who, and from when to when/],
    ['/oncall help', /Write who, and from when to when/],
    ['/oncall swap asta 2027-02-30 18:00 2027-03-01 08:00', /“2027-02-30” is no day that exists/],
    ['/oncall swap asta sat 26:00 sun 08:00', /“26:00” is no time of day/],
    ['/oncall swap asta 2030-12-24 18:00 2030-12-24 08:00', /That would end before it begins: Tue 24 Dec 18:00/],
    ['/oncall swap asta 2026-01-05 18:00 2026-01-06 08:00', /That is over already/],
    ['/oncall swap asta 2030-01-05 18:00 2030-12-06 08:00', /longer than a quarter of a year/],
    ['/oncall swap nobody sat 18:00 sun 08:00', /I know no engineer “nobody”/],
  ])('“%s” gets a sentence that says what is wrong', async (line, answer) => {
    const before = await service.db.sql('SELECT 1 FROM on_call_swap')
    const sent = petras.send(line)
    await sees(petras, answer, { after: sent })
    expect(await service.db.sql('SELECT 1 FROM on_call_swap')).toHaveLength(before.length)
  })

  test('is not for clients', async () => {
    const sent = jonas.send('/oncall')
    await sees(jonas, /I do not know \/oncall/, { after: sent })
  })
})
