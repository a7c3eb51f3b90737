// What engineers see of what a plan covers, how the client is asked before work that it does not, and how training is agreed on.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'

type Person = Awaited<ReturnType<typeof connect>>

let service: TestService
let people: DeskPeople
let jonas: Person
let ingrid: Person
let petras: Person
let ahead = 0

/** Sets the desk's clock. Always later than before. */
function moveTo(instant: string): void {
  const seconds = (Date.parse(instant) - Date.now()) / 1000 - ahead
  service.advance(seconds)
  ahead += seconds
}

async function open(company: string, contact: string): Promise<number> {
  const ticket = { company, contact, summary: 'Help', description: 'Help', priority: 'medium' }
  return (await service.api<{ number: number }>('POST', '/tickets', ticket)).number
}

async function asks(person: Person, line: string, answer: RegExp) {
  const sent = person.send(line)
  return sees(person, answer, { after: sent })
}

async function totals(company: string, month: string) {
  const { totals: sums } = await service.api<{ totals: unknown }>('GET', `/companies/${company}/charges?month=${month}`)
  return sums
}

beforeAll(async () => {
  service = await startTestService()
  people = await createDeskPeople(service)
  moveTo('2031-11-26T10:00:10+02:00')
  await service.api('POST', `/companies/${people.company}/subscriptions`, { plan: 'PREMIUM', startsOn: '2031-12-01' })
  await service.api('POST', `/companies/${people.otherCompany}/subscriptions`, {
    ...{ plan: 'softswitch Standard', catalogue: 'mizutech', startsOn: '2031-11-01', endsOn: '2032-10-31' },
  })
  jonas = await connect(service, telegramIds.jonas, 'Jonas')
  ingrid = await connect(service, telegramIds.ingrid, 'Ingrid')
  petras = await connect(service, telegramIds.petras, 'Petras')
})

afterAll(() => service.stop())

test('work without a plan that nobody agreed to is logged with a warning', async () => {
  const number = await open(people.company, people.contacts.jonas)
  moveTo('2031-11-26T12:00:10+02:00')
  const logged = await asks(petras, `/log ${number} 1h looked at it`, /1 h logged/)
  expect(logged.text).toContain('1 h of it is outside a plan and not agreed: it is not charged')
})

describe('under PREMIUM', () => {
  let number: number

  test('the ticket’s page says what is covered, and a button asks the client about work after hours', async () => {
    moveTo('2031-12-02T10:00:10+02:00')
    number = await open(people.company, people.contacts.jonas)
    const page = await asks(petras, `/ticket ${number}`, /PREMIUM, in hours: covered/)
    expect(page.text).toContain('PREMIUM, after hours: 100.00 EUR per hour, not agreed: ask first')
    const pressed = petras.press('Ask the client: after hours')
    await sees(petras, /the client is asked to agree to 1 h, 100.00 EUR/, { after: pressed })
    const asked = await sees(jonas, /expects 1 h of work after hours/, { after: pressed })
    expect(asked.buttons.flat()[0]?.text).toBe('I agree: 100.00 EUR per hour')
  })

  test('nothing after hours is charged before the client agrees, and all of it after', async () => {
    moveTo('2031-12-02T21:00:10+02:00')
    const first = await asks(petras, `/log ${number} 90m`, /1 h 30 min logged/)
    expect(first.text).toContain('1 h 30 min of it is after hours and not agreed')
    expect(await totals(people.company, '2031-12')).toEqual([])
    const agreed = jonas.press('I agree: 100.00 EUR per hour')
    await sees(jonas, /you agreed to 100.00 EUR per hour/, { after: agreed })
    await sees(petras, /Jonas agreed to work after hours for 100.00 EUR per hour/, { after: agreed })
    expect(await totals(people.company, '2031-12')).toEqual([{ currency: 'EUR', amountCents: 20_000 }])
    const page = await asks(petras, `/ticket ${number}`, /PREMIUM, in hours: covered/)
    expect(page.text).toContain('PREMIUM, after hours: agreed, 100.00 EUR per hour')
    expect(page.buttons.flat().some(({ text }) => text.startsWith('Ask the client'))).toBe(false)
  })

  test('in working hours there is nothing to ask for', async () => {
    moveTo('2031-12-03T10:00:10+02:00')
    await asks(petras, `/estimate ${number} soon`, /How long will it take/)
    await asks(petras, `/estimate ${number} 2h`, /that is covered/)
  })

  test('a Blocker is covered at any hour', async () => {
    await service.api('PATCH', `/tickets/${number}`, { priority: 'blocker' })
    await asks(petras, `/ticket ${number}`, /PREMIUM, at any hour: covered/)
  })
})

describe('with a packet', () => {
  test('what is beyond the quota of level 3 is an incident, and each further one is agreed to by itself', async () => {
    const number = await open(people.otherCompany, people.contacts.ingrid)
    moveTo('2031-12-03T15:00:10+02:00')
    await asks(petras, `/log ${number} 1h L3`, /1 h logged/)
    const page = await asks(petras, `/ticket ${number}`, /softswitch Standard, at level 3/)
    expect(page.text).toContain('⚠ softswitch Standard, at level 3: 200.00 USD per request, not agreed: ask first')
    expect(page.text).toContain('softswitch Standard, at levels 1 and 2: covered')

    const asked = await asks(petras, `/estimate ${number} 1h L3`, /asked to agree to 1 h, 200.00 USD/)
    expect(asked.text).toContain(`#${number}`)
    await sees(ingrid, /expects 1 h of work at level 3/)
    const agreed = ingrid.press('I agree: 200.00 USD per request')
    await sees(ingrid, /you agreed to 200.00 USD/, { after: agreed })
    moveTo('2031-12-03T16:00:10+02:00')
    expect((await asks(petras, `/log ${number} 1h L3`, /2 h in all/)).text).not.toContain('not agreed')

    await asks(petras, `/ticket ${number}`, /at level 3: 200.00 USD per request, not agreed/)
    await asks(petras, `/estimate ${number} 30m L3`, /asked to agree to 30 min, 200.00 USD/)
    const second = ingrid.press('I agree: 200.00 USD per request')
    await sees(ingrid, /you agreed to 200.00 USD/, { after: second })
    moveTo('2031-12-03T17:00:10+02:00')
    expect((await asks(petras, `/log ${number} 30m L3`, /2 h 30 min in all/)).text).not.toContain('not agreed')
    const { lines } = await service.api<{ lines: { kind: string }[] }>(
      'GET',
      `/companies/${people.otherCompany}/charges?month=2031-12`,
    )
    expect(lines.filter(({ kind }) => kind === 'incident')).toHaveLength(2)
  })

  test('/plan shows requests and hours, used and left, with the day they come anew', async () => {
    const { text } = await asks(ingrid, '/plan', /Used and left/)
    expect(text).toContain('softswitch Standard, levels 1 and 2 this month: 0/3 requests, 0 min/1 h, anew on 1 January 2032')
    expect(text).toContain('softswitch Standard, level 3 this month: 1/1 requests, 1 h/1 h, anew on 1 January 2032')
  })
})

describe('training', () => {
  test('is proposed with its terms, agreed by a button, and shown in both chats with a calendar file', async () => {
    const number = await open(people.company, people.contacts.jonas)
    await asks(petras, `/training ${number}`, /On which system/)
    const system = petras.press('A system of ours')
    await sees(petras, /What is its scope/, { after: system })
    await asks(petras, 'Routing and LCR, so that three people can set it up', /When does it begin/)
    await asks(petras, '2031-02-30 10:00', /A day and a time to come/)
    await asks(petras, '2031-12-08 10:00', /How long will it take/)
    await asks(petras, '2h', /What does it cost/)
    const priced = petras.press('200.00 EUR')
    const preview = await sees(petras, /Nothing is scheduled before you agree/, { after: priced })
    expect(preview.text).toContain('Routing and LCR')
    const sent = petras.press('Ask the client')
    await sees(petras, /the client is asked/, { after: sent })
    const proposed = await sees(jonas, /proposes training/, { after: sent })
    expect(proposed.text).toContain('Mon 8 Dec 10:00 (Vilnius), 2 h')
    const agreed = jonas.press('I agree: 200.00 EUR')
    for (const person of [jonas, petras]) {
      await sees(person, /agreed, training is scheduled/, { after: agreed })
      await sees(person, ({ files }) => files.some(({ fileName }) => fileName === 'appointment.ics'), { after: agreed })
    }
    const page = await asks(jonas, `/ticket ${number}`, /Agreed: training/)
    expect(page.text).toContain('Mon 8 Dec 10:00')
    moveTo('2031-12-08T13:00:10+02:00')
    const logged = await asks(petras, `/log ${number} 2h training`, /2 h logged/)
    expect(logged.text).not.toContain('not agreed')
  })

  test('that the client does not want is not scheduled, and its buttons are over', async () => {
    const number = await open(people.company, people.contacts.jonas)
    await asks(petras, `/task ${number}`, /Which task is it/)
    petras.press('installation')
    await sees(petras, /On which system/)
    await asks(petras, 'mor-vilnius', /What is its scope/)
    await asks(petras, 'A second server', /When does it begin/)
    await asks(petras, '2031-12-09 10:00', /How long/)
    await asks(petras, '3h', /What does it cost/)
    await asks(petras, '199.50', /Nothing is scheduled/)
    const sent = petras.press('Ask the client')
    const proposed = await sees(jonas, /proposes installation/, { after: sent })
    expect(proposed.text).toContain('199.50 EUR')
    const declined = jonas.press('Not like this')
    await sees(jonas, /nothing is scheduled/, { after: declined })
    await sees(petras, /Jonas does not agree to the terms/, { after: declined })
    const late = jonas.press('I agree: 199.50 EUR', { message: proposed })
    await sees(jonas, /This button is from before/, { after: late })
  })
})
