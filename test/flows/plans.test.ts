// What a client sees of their plan in the chat: promises on the buttons and in the receipt, hours, plan and prices; without a
// plan the price and "I agree".
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'

type Person = Awaited<ReturnType<typeof connect>>

let service: TestService
let people: DeskPeople
let folder: string
/** Of a company without a plan. */
let jonas: Person
let ruta: Person
/** Of a company with PREMIUM. */
let ingrid: Person
let petras: Person

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plans-test-'))
  const catalogue = JSON.parse(readFileSync('prisma/catalogues/kolmisoft.json', 'utf8')) as object
  const file = join(folder, 'kolmisoft.json')
  writeFileSync(file, JSON.stringify({ ...catalogue, supportedVersions: { MOR: ['20', '19'] } }))
  service = await startTestService({ CATALOGUE: file })
  people = await createDeskPeople(service)
  await service.api('POST', `/companies/${people.otherCompany}/subscriptions`, { plan: 'premium', startsOn: '2026-01-01' })
  moveTo('2031-11-24T09:00:10+02:00')
  jonas = await connect(service, telegramIds.jonas, 'Jonas')
  ruta = await connect(service, telegramIds.ruta, 'Rūta')
  ingrid = await connect(service, telegramIds.ingrid, 'Ingrid')
  petras = await connect(service, telegramIds.petras, 'Petras')
})

afterAll(async () => {
  await service.stop()
  rmSync(folder, { recursive: true })
})

let ahead = 0

/** Sets the desk's clock. Always later than before: nothing here goes back in time. */
function moveTo(instant: string): void {
  const seconds = (Date.parse(instant) - Date.now()) / 1000 - ahead
  service.advance(seconds)
  ahead += seconds
}

async function draft(person: Person, text: string) {
  const sent = person.send(`/new ${text}`)
  return sees(person, /New ticket|Nauja užklausa/, { after: sent })
}

/** @returns the receipt, and the number in it. */
async function create(person: Person): Promise<{ text: string; labels: string[]; number: number; mark: number }> {
  const pressed = person.press('Create ticket')
  const receipt = await sees(person, /Ticket #\d+ is open/, { after: pressed })
  const labels = receipt.buttons.flat().map(({ text }) => text)
  return { text: receipt.text, labels, number: Number(/#(\d+)/.exec(receipt.text)?.[1]), mark: pressed.mark }
}

async function asks(person: Person, line: string, answer: RegExp): Promise<string> {
  const sent = person.send(line)
  return (await sees(person, answer, { after: sent })).text
}

describe('with a plan', () => {
  test('each priority button shows what is promised, and begins with its word', async () => {
    const card = await draft(ingrid, 'No audio in one direction')
    expect(card.buttons.slice(0, 4)).toMatchObject([
      [{ text: 'Blocker: answer in 2 h, 24/7' }],
      [{ text: 'High: answer in 2 working h' }],
      [{ text: 'Medium ✓: answer in 2 working h' }],
      [{ text: 'Low: answer in 2 working h' }],
    ])
    expect(card.text).toContain('Priority: Medium, first answer in 2 working h')
    expect(card.text).not.toContain('EUR')
  })

  test('while the desk is open, the receipt says by when they are answered, as the ticket’s clock does', async () => {
    const { text, labels, number } = await create(ingrid)
    expect(text).toContain('First answer by Mon 24 Nov 11:00 (Vilnius).')
    expect(text).not.toContain('EUR')
    expect(labels).toEqual([])
    const ticket = await service.api<{ plan: string; clocks: { kind: string; dueAt: string }[] }>('GET', `/tickets/${number}`)
    expect(ticket.plan).toBe('PREMIUM')
    expect(ticket.clocks.find(({ kind }) => kind === 'first-response')?.dueAt).toMatch(/^2031-11-24T09:00:/)
    expect(await asks(ingrid, `/ticket ${number}`, /Opened/)).toContain('You are answered by Mon 24 Nov 11:00 (Vilnius).')
    const priority = ingrid.send(`/priority ${number}`)
    const asked = await sees(ingrid, /Change it to/, { after: priority })
    expect(asked.buttons.flat().map(({ text }) => text)[1]).toBe('High: answer in 2 working h')
  })

  test('a client elsewhere reads their own time first', async () => {
    await service.api('PATCH', `/contacts/${people.contacts.ingrid}`, { timeZone: 'America/New_York' })
    await draft(ingrid, 'Fax fails')
    const { text } = await create(ingrid)
    expect(text).toContain('First answer by Mon 24 Nov 04:00 (New York), Mon 24 Nov 11:00 (Vilnius).')
    await service.api('PATCH', `/contacts/${people.contacts.ingrid}`, { timeZone: null })
  })

  test('a plan on its last day of Vilnius still promises; the day after there is none', async () => {
    const { id } = await service.api<{ id: string }>('POST', '/companies', { name: 'Short Lines' })
    await service.api('POST', `/companies/${id}/contacts`, { name: 'Ona', telegramId: '4001' })
    await service.api('POST', `/companies/${id}/subscriptions`, {
      plan: 'ENTERPRISE',
      startsOn: '2031-11-01',
      endsOn: '2031-11-24',
    })
    const ona = await connect(service, 4001, 'Ona')
    expect(await asks(ona, '/plan', /Your plan/)).toContain(
      'Your plan: ENTERPRISE (Kolmisoft support plans), until 24 November 2031.',
    )
    moveTo('2031-11-25T00:00:01+02:00')
    expect(await asks(ona, '/plan', /active support plan/)).toContain('You have no active support plan.')
  })
})

describe('without a plan', () => {
  test('the card tells the price before anything is made', async () => {
    moveTo('2031-11-25T10:00:10+02:00')
    const card = await draft(jonas, 'Calls to Poland fail')
    expect(card.text).toContain('Without an active plan, work costs 100.00 EUR per hour. It starts only after you agree.')
    expect(card.buttons.slice(0, 2).map((row) => row.map(({ text }) => text))).toEqual([
      ['Blocker', 'High'],
      ['Medium ✓', 'Low'],
    ])
  })

  test('the receipt asks for "I agree", and the ticket says that work waits for it', async () => {
    jonas.press('Not related to a server')
    const { text, labels, number } = await create(jonas)
    expect(text).toContain(
      'You have no active support plan: work on this ticket costs 100.00 EUR per hour and starts after you agree.',
    )
    expect(text).not.toContain('First answer')
    expect(labels).toEqual(['I agree: 100.00 EUR per hour'])
    expect(await asks(petras, `/ticket ${number}`, /Opened/)).toContain('100.00 EUR per hour is not agreed to yet')
    const page = ruta.send(`/ticket ${number}`)
    const shown = await sees(ruta, /Opened/, { after: page })
    expect(shown.buttons.flat().map((button) => button.text)).toContain('I agree: 100.00 EUR per hour')
  })

  test('agreeing is recorded once with its price, on the ticket and its history, and the engineers hear of it', async () => {
    const receipt = jonas.messages().findLast(({ text }) => /is open: Calls to Poland/.test(text))
    const number = Number(/#(\d+)/.exec(receipt?.text ?? '')?.[1])
    const pressed = jonas.press('I agree')
    expect((await sees(jonas, /you agreed to/, { after: pressed })).text).toBe(
      `Thank you. #${number}: you agreed to 100.00 EUR per hour. Our engineers are told, and can start.`,
    )
    await sees(petras, `#${number}: Jonas agreed to 100.00 EUR per hour. Work can start.`, { after: pressed })
    const again = jonas.press('I agree')
    expect((await sees(jonas, /already/, { after: again })).text).toContain(
      'Jonas agreed to 100.00 EUR per hour on Tue 25 Nov 10:00',
    )
    const colleague = ruta.press('I agree')
    await sees(ruta, /Jonas agreed to .* already/, { after: colleague })

    const rows = await service.db.sql(
      `SELECT c.kind, c.contact_id, c.rate_cents, c.currency FROM consent c JOIN ticket t ON t.id = c.ticket_id WHERE t.number = $1`,
      [number],
    )
    expect(rows).toEqual([{ kind: 'billable', contact_id: people.contacts.jonas, rate_cents: 10_000, currency: 'EUR' }])
    const events = await service.db.sql(
      `SELECT e.data FROM ticket_event e JOIN ticket t ON t.id = e.ticket_id WHERE t.number = $1 AND e.kind = 'consent'`,
      [number],
    )
    expect(events).toEqual([{ data: { kind: 'billable', per: 'hour', cents: 10_000, currency: 'EUR' } }])
    const told = petras.messages().filter(({ text }) => text.includes(`#${number}: Jonas agreed`))
    expect(told).toHaveLength(1)
    expect(await asks(petras, `/ticket ${number}`, /Opened/)).toContain('Jonas agreed to 100.00 EUR per hour on Tue 25 Nov 10:00')
  })

  test('a Blocker is honest about working hours', async () => {
    await draft(jonas, 'Everything is down')
    const chosen = jonas.press('Blocker')
    await sees(jonas, /Our engineers are told now, and work on it in working hours/, { after: chosen })
    const { text } = await create(jonas)
    expect(text).toContain('is open as a Blocker')
    expect(text).toContain('work in working hours')
    expect(text).not.toContain('being called')
  })

  test('a plan bought meanwhile covers the ticket: nothing is left to agree to', async () => {
    await draft(jonas, 'Reports are empty')
    jonas.press('Not related to a server')
    const { number } = await create(jonas)
    const { id } = await service.api<{ id: string }>('POST', `/companies/${people.company}/subscriptions`, {
      plan: 'ENTERPRISE',
      startsOn: '2031-11-25',
      endsOn: '2031-11-25',
    })
    expect(id).toBeTruthy()
    expect(await service.api('GET', `/tickets/${number}`)).toMatchObject({ plan: 'ENTERPRISE' })
    const pressed = jonas.press('I agree')
    await sees(jonas, new RegExp(`#${number}: there is nothing to agree to`), { after: pressed })
  })
})

describe('while the desk is closed', () => {
  test('the receipt says when it opens and when the clock starts, and what to do in an outage', async () => {
    moveTo('2031-11-29T12:00:10+02:00')
    await draft(ingrid, 'A question about tariffs')
    const { text, number } = await create(ingrid)
    expect(text).toContain(
      'We open Mon 1 Dec 08:00 (Vilnius), your clock starts then: first answer by Mon 1 Dec 10:00 (Vilnius). ' +
        `For a total outage choose Blocker, day or night: /priority ${number} blocker`,
    )
  })

  test('a Blocker under a plan is promised in hours of the clock on the wall', async () => {
    await draft(ingrid, 'Nothing works at all')
    const chosen = ingrid.press('Blocker')
    await sees(ingrid, /engineers are called at once/, { after: chosen })
    const { text } = await create(ingrid)
    expect(text).toContain('Our engineers are being called now.')
    expect(text).toContain('First answer by Sat 29 Nov 14:00 (Vilnius).')
  })

  test('/hours says so, in Lithuanian as well', async () => {
    const closed = await asks(ingrid, '/hours', /closed/)
    expect(closed.split('\n')).toEqual([
      'We are closed and open Mon 1 Dec 08:00 (Vilnius).',
      '',
      'Working hours (Vilnius):',
      'Monday – Friday: 08:00–18:00',
      'Your Blockers are answered day and night.',
      '',
      'Next holidays:',
      expect.stringMatching(/^24 December 2031: \w/),
      expect.stringMatching(/^25 December 2031: \w/),
      expect.stringMatching(/^26 December 2031: \w/),
    ])
    await service.api('PATCH', `/contacts/${people.contacts.ingrid}`, { language: 'lt' })
    const lithuanian = await asks(ingrid, '/hours', /nedirbame/)
    expect(lithuanian).toContain('Dabar nedirbame, pradėsime gruodžio 1 d., pr. 08:00 (Vilnius).')
    expect(lithuanian).toContain('Pirmadienis – penktadienis: 08:00–18:00')
  })

  test('a Lithuanian’s buttons begin with the same words', async () => {
    const card = await draft(ingrid, 'Nėra garso')
    expect(
      card.buttons
        .slice(0, 4)
        .flat()
        .map(({ text }) => text),
    ).toEqual([
      'Blocker: atsakymas per 2 val., 24/7',
      'High: atsakymas per 2 darbo val.',
      'Medium ✓: atsakymas per 2 darbo val.',
      'Low: atsakymas per 2 darbo val.',
    ])
    const pressed = ingrid.press('Sukurti užklausą')
    const receipt = await sees(ingrid, /sukurta: Nėra garso/, { after: pressed })
    expect(receipt.text).toContain('Pradėsime dirbti gruodžio 1 d., pr. 08:00 (Vilnius), tada prasidės jūsų laikas')
    await service.api('PATCH', `/contacts/${people.contacts.ingrid}`, { language: 'en' })
    await service.api('PATCH', `/contacts/${people.contacts.jonas}`, { language: 'lt' })
    await draft(jonas, 'Neveikia ataskaitos')
    jonas.press('Nesusijusi su serveriu')
    const made = jonas.press('Sukurti užklausą')
    const asked = await sees(jonas, /Galiojančio palaikymo plano neturite/, { after: made })
    expect(asked.buttons.flat().map(({ text }) => text)).toEqual(['I agree (sutinku): 100,00 EUR už val.'])
    await service.api('PATCH', `/contacts/${people.contacts.jonas}`, { language: 'en' })
  })

  test('/hours while open says until when; a day that was closed by hand is a holiday of the desk', async () => {
    moveTo('2031-12-01T09:00:10+02:00')
    await service.api('PUT', '/calendars/kolmisoft/days/2031-12-05', { windows: [] })
    const open = await asks(petras, '/hours', /open/)
    expect(open).toContain('We are open until Mon 1 Dec 18:00 (Vilnius).')
    expect(open).toContain('5 December 2031: closed\n24 December 2031')
    expect(open).toContain('Blockers of companies with an active plan are answered day and night.')
  })
})

describe('a server with an old version', () => {
  test('is mentioned once in the receipt, kindly, and to the engineers on the ticket', async () => {
    await draft(jonas, 'Trunks flap')
    const chosen = jonas.press('mor-vilnius')
    await sees(jonas, /Server: mor-vilnius/, { after: chosen })
    const { text, number, mark } = await create(jonas)
    expect(text).toContain('By the way, mor-vilnius runs MOR 17. Officially supported are 20, 19.')
    await sees(petras, new RegExp(`New ticket #${number}[^]*mor-vilnius \\(MOR 17\\) ⚠ supported versions: 20, 19`), {
      after: mark,
    })
    expect(await asks(petras, `/ticket ${number}`, /Opened/)).toContain('⚠ supported versions: 20, 19')
    const more = jonas.send('Since the morning')
    await sees(jonas, new RegExp(`#${number}`), { after: more })
    const mentions = jonas.messages().filter((message) => message.text.includes('By the way'))
    expect(mentions).toHaveLength(1)
  })
})

describe('/plan and /rates', () => {
  test('tell what the plan includes, and what the rest costs', async () => {
    const plan = await asks(ingrid, '/plan', /Your plan/)
    expect(plan).toContain('Your plan: PREMIUM (Kolmisoft support plans), until further notice.')
    expect(plan).toContain('• Blocker: in 2 h, 24/7, on average 25 min')
    expect(plan).toContain('• High, Medium, Low: in 2 working h, on average 25 min')
    expect(plan).toContain("• a Let's Encrypt certificate on a new system's web interface")
    const rest = await sees(ingrid, /Not included in PREMIUM/)
    expect(rest.text).toContain('• 100.00 EUR per hour, in full hours: ')
    expect(rest.text).toContain('• 210.00 EUR: server migration')
    expect(rest.text).toContain('• agreed case by case: custom development')
    expect(rest.text).toContain('Never done, at any price: SNMP service configuration')
    expect(rest.text.indexOf('not offered')).toBeGreaterThan(rest.text.indexOf('agreed case by case'))
    const rates = await asks(ingrid, '/rates', /Prices/)
    expect(rates).toContain('Installation of the latest version, per server: 210.00 EUR per server')
    expect(rates).toContain('Support after working hours: 100.00 EUR per hour, in full hours')
    expect(rates).toContain('What your plan PREMIUM includes costs nothing more.')
  })

  test('are those of the company’s own vendor', async () => {
    const { id } = await service.api<{ id: string }>('POST', '/companies', { name: 'Packet Lines' })
    await service.api('POST', `/companies/${id}/contacts`, { name: 'Ula', telegramId: '4002' })
    await service.api('POST', `/companies/${id}/subscriptions`, { plan: 'softswitch Advanced', startsOn: '2031-06-01' })
    const ula = await connect(service, 4002, 'Ula')
    const plan = await asks(ula, '/plan', /Your plan/)
    expect(plan).toContain('until 31 May 2032')
    expect(plan).toContain('• Blocker: at once, on average 1 h')
    expect(plan).toContain('• High, Medium, Low: in 3 working days, on average 5 h')
    expect(plan).toContain('• 6 requests, 6 h a month (levels 1 and 2)')
    expect(plan).toContain('• 6 requests, 6 h in the whole period (level 3, development)')
    expect(await asks(ula, '/rates', /Prices/)).toContain('A request outside a packet, levels 1 and 2, up to 1 h: 90.00 USD')
    const card = await draft(ula, 'The dialer is slow')
    expect(card.buttons.flat().map(({ text }) => text)[0]).toBe('Blocker: answer at once')
  })

  test('a plan that counts a Blocker in working hours promises no more than that', async () => {
    const { id } = await service.api<{ id: string }>('POST', '/companies', { name: 'Golden Lines' })
    await service.api('POST', `/companies/${id}/contacts`, { name: 'Vida', telegramId: '4003' })
    await service.api('POST', `/companies/${id}/subscriptions`, { plan: 'gold', startsOn: '2031-06-01' })
    const vida = await connect(service, 4003, 'Vida')
    const card = await draft(vida, 'No calls at all')
    expect(card.buttons.flat().map(({ text }) => text)[0]).toBe('Blocker: answer in 3 working h')
    expect(card.text).not.toContain('EUR')
    const chosen = vida.press('Blocker')
    await sees(vida, /Our engineers are told now, and work on it in working hours/, { after: chosen })
    const { text } = await create(vida)
    expect(text).toContain('work in working hours')
    expect(text).toContain('First answer by Mon 1 Dec 12:00 (Vilnius).')
    expect(await asks(vida, '/hours', /open/)).not.toContain('day and night')
  })

  test('without a plan tell the price of work; an invoices contact may read prices, and no plan', async () => {
    expect(await asks(jonas, '/plan', /no active/)).toContain('work costs 100.00 EUR per hour and starts after you agree')
    expect(await asks(jonas, '/rates', /Prices/)).toContain('Work without a plan starts after you agree to its price.')
    const invoices = await connect(service, telegramIds.invoices, 'Invoices')
    expect(await asks(invoices, '/rates', /Prices/)).toContain('Personal training: 100.00 EUR per hour, by the minute')
    await asks(invoices, '/plan', /I do not know \/plan/)
  })
})
