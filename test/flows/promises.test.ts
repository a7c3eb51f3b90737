// What was promised, through the front door: the clocks on tickets, what engineers see is due, and who is warned when. On a
// Saturday night, and over a weekend that a holiday Monday makes longer.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createBusinessCalendar } from '../../src/domain/business-calendar.ts'
import { createDesk } from '../support/desk.ts'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'

type Person = Awaited<ReturnType<typeof connect>>

interface Clock {
  readonly kind: string
  readonly cycle: number
  readonly dueAt: string | null
  readonly stoppedAt: string | null
  readonly outcome: string | null
}
interface TicketAnswer {
  readonly number: number
  readonly plan: string | null
  readonly clocks: readonly Clock[]
  readonly warnings: readonly string[]
}

let service: TestService
let people: DeskPeople
let jonas: Person
let petras: Person
let asta: Person
let admin: Person
let ahead = 0

beforeAll(async () => {
  service = await startTestService()
  people = await createDeskPeople(service)
  await service.api('POST', `/companies/${people.company}/subscriptions`, { plan: 'premium', startsOn: '2026-01-01' })
  jonas = await connect(service, telegramIds.jonas, 'Jonas')
  petras = await connect(service, telegramIds.petras, 'Petras')
  asta = await connect(service, telegramIds.asta, 'Asta')
  admin = await connect(service, telegramIds.admin, 'Darius')
})

afterAll(() => service.stop())

const hours = createDesk().catalogues.standard.hours
const calendar = createBusinessCalendar([{ from: null, hours }])
const hour = 3_600_000
const dayLong = 24 * hour

/** Moves the desk's clock, never back. */
function goTo(instant: number): void {
  const seconds = (instant - Date.now()) / 1000 - ahead
  expect(seconds).toBeGreaterThanOrEqual(0)
  ahead += seconds
  service.advance(seconds)
}

/** Midnight in Vilnius, of the first day from now on that is as wanted. */
function nextDay(isWanted: (midnight: number) => boolean): number {
  const shown = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Vilnius', hour: '2-digit', hourCycle: 'h23' })
  let instant = Math.ceil((Date.now() + ahead * 1000) / hour) * hour
  for (let n = 0; n < 800 * 24; n++, instant += hour) if (shown.format(instant) === '00' && isWanted(instant)) return instant
  throw new Error('there is no such day')
}

const isWeekday = (wanted: string) => (midnight: number) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Vilnius', weekday: 'short' }).format(midnight) === wanted

/** A Friday that the desk is open on, before a Monday that is a holiday. */
function isFridayBeforeHoliday(midnight: number): boolean {
  if (!isWeekday('Fri')(midnight)) return false
  const monday = calendar.dayOf(new Date(midnight + 3 * dayLong + 12 * hour))
  const opens = calendar.windowsOn(calendar.dayOf(new Date(midnight))).length > 0
  return opens && calendar.holidaysBetween(monday, monday).length > 0
}

async function openInChat(text: string, priority: string): Promise<number> {
  const written = jonas.send(`/new ${text}`)
  await sees(jonas, /New ticket/, { after: written })
  const placed = jonas.press('mor-vilnius')
  await sees(jonas, /Server: mor-vilnius/, { after: placed })
  const chosen = jonas.press(priority)
  await sees(jonas, new RegExp(priority), { after: chosen })
  const created = jonas.press('Create ticket')
  const receipt = await sees(jonas, /Ticket #\d+ is open/, { after: created })
  return Number(/#(\d+)/.exec(receipt.text)?.[1])
}

const read = (number: number) => service.api<TicketAnswer>('GET', `/tickets/${number}`)
const clockOf = (ticket: TicketAnswer, kind: string) => ticket.clocks.findLast((clock) => clock.kind === kind)
const warned = (number: number) => new RegExp(`#${number}.* (average answer|promised time)`)

describe('a Blocker at half past eleven on a Saturday night', () => {
  test('is due two hours later on the wall’s clock, and its engineer is warned in the night', async () => {
    const night = nextDay(isWeekday('Sat')) + 23.5 * hour
    goTo(night)
    const number = await openInChat('No calls at all', 'Blocker')
    const opened = await read(number)
    expect(opened.plan).toBe('PREMIUM')
    const due = clockOf(opened, 'first-response')?.dueAt ?? ''
    expect(Date.parse(due) - (night + 2 * hour)).toBeLessThan(60_000)
    expect(due).toMatch(/Z$/)

    const taken = petras.send(`/take ${number}`)
    await sees(petras, `#${number} is yours`, { after: taken })
    goTo(night + 26 * 60_000)
    const warning = await sees(petras, warned(number), { after: taken })
    expect(warning.text).toMatch(/first answer due Sun .* 01:3\d, 1 h 3\d min left/)
    const answered = petras.send('We are on it, a switch has failed', { replyTo: warning.messageId })
    await sees(petras, `#${number}: on its way`, { after: answered })
    const after = await read(number)
    expect(clockOf(after, 'first-response')).toMatchObject({ outcome: 'kept', dueAt: due })
    expect(after.warnings).toEqual(['first-response 1: average'])
    expect(asta.messages().filter(({ text }) => warned(number).test(text))).toEqual([])
  })

  test('thanks start no clock, a question does, and the end of a ticket stops all', async () => {
    const number = await openInChat('One number is engaged', 'Blocker')
    petras.send(`/reply ${number} It was blocked by the carrier`)
    const answer = await sees(jonas, /blocked by the carrier/)
    const thanks = jonas.send('Ačiū labai!', { replyTo: answer.messageId })
    await sees(petras, new RegExp(`#${number}[^]*Ačiū labai`), { after: thanks })
    const running = async () => (await read(number)).clocks.filter(({ stoppedAt }) => stoppedAt === null).map(({ kind }) => kind)
    expect(await running()).toEqual(['resolution'])
    const question = jonas.send('And when will it be free?', { replyTo: answer.messageId })
    await sees(petras, /when will it be free/, { after: question })
    expect(await running()).toEqual(['resolution', 'next-response'])
    await service.api('PATCH', `/tickets/${number}`, { status: 'resolved' })
    expect(await running()).toEqual([])
  })
})

describe('a ticket on a Friday at 17:30, before a Monday that is a holiday', () => {
  test('is due on Tuesday at 9:30; its warnings keep to the working hours, and only the highest missed one is given', async () => {
    const friday = nextDay(isFridayBeforeHoliday)
    goTo(friday + 17.5 * hour)
    const number = await openInChat('Faxes arrive twice', 'High')
    const due = Date.parse(clockOf(await read(number), 'first-response')?.dueAt ?? '')
    const tuesday = nextDay((midnight) => isWeekday('Tue')(midnight) && midnight > friday)
    expect(due - (tuesday + 9.5 * hour)).toBeGreaterThanOrEqual(0)
    expect(due - (tuesday + 9.5 * hour)).toBeLessThan(60_000)

    const asked = petras.send('/queue')
    const queue = await sees(petras, /open ticket/, { after: asked })
    expect(queue.text).toMatch(new RegExp(`Next: #${number} first answer due Tue .* 09:3\\d, (2 h|1 h 59 min) left`))
    const shown = petras.send(`/ticket ${number}`)
    const card = await sees(petras, /Faxes arrive twice/, { after: shown })
    expect(card.text).toMatch(/Plan: PREMIUM · first answer due Tue/)

    goTo(friday + 17.95 * hour)
    for (const engineer of [petras, asta]) expect((await sees(engineer, warned(number))).text).toContain('average')
    goTo(friday + 36 * hour)
    const saturday = jonas.send('/tickets')
    await sees(jonas, /open ticket/, { after: saturday })
    goTo(tuesday + 9 * hour + 5 * 60_000)
    const urgent = await sees(admin, warned(number))
    expect(urgent.text).toMatch(/three quarters of the promised time are used/)
    expect((await read(number)).warnings).toEqual(['first-response 1: average', 'first-response 1: three-quarters'])
    goTo(due + 61 * 60_000)
    await sees(admin, new RegExp(`#${number}.* still overdue[^]*first answer overdue by 1 h`))
    expect(clockOf(await read(number), 'first-response')?.outcome).toBe('breached')
    const pressed = petras.press('Answer the client', { message: await sees(petras, new RegExp(`#${number}.* still overdue`)) })
    await sees(petras, /Your next message goes to the client/, { after: pressed })
    petras.send('Sorry for the wait: it is mended')
    await sees(jonas, /Sorry for the wait/)
    expect(clockOf(await read(number), 'first-response')).toMatchObject({ outcome: 'breached' })
    expect((await read(number)).warnings).toHaveLength(3)
  })
})

describe('the solving order', () => {
  test('goes by Blocker, plan, priority and due time, in the queue and in the list', async () => {
    const { company, otherCompany, contacts } = people
    const open = async (of: string, priority: string) => {
      const contact = of === company ? contacts.jonas : contacts.ingrid
      const words = { company: of, contact, priority, summary: `A ${priority} ticket`, description: 'Of several' }
      return (await service.api<TicketAnswer>('POST', '/tickets', words)).number
    }
    const wanted: number[] = []
    const [plannedLow, plannedHigh] = [await open(company, 'low'), await open(company, 'high')]
    const [otherHigh, otherBlocker] = [await open(otherCompany, 'high'), await open(otherCompany, 'blocker')]
    const [laterHigh, blocker] = [await open(company, 'high'), await open(company, 'blocker')]
    wanted.push(blocker, otherBlocker, plannedHigh, laterHigh, plannedLow, otherHigh)
    type List = { items: TicketAnswer[]; nextCursor: string | null }
    const numbers: number[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: List = await service.api<List>(
        'GET',
        `/tickets?order=solving&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
      )
      numbers.push(...page.items.map(({ number }) => number))
      cursor = page.nextCursor
    }
    expect(numbers.filter((number) => wanted.includes(number))).toEqual(wanted)
    const asked = petras.send('/queue')
    const { text } = await sees(petras, /open tickets/, { after: asked })
    const listed = [...text.matchAll(/^#(\d+) /gm)].map(([, number]) => Number(number))
    expect(listed.filter((number) => wanted.includes(number))).toEqual(wanted)
    const [other] = (await service.api<List>('GET', `/tickets?company=${otherCompany}`)).items
    expect(other?.plan).toBeNull()
    expect(other?.clocks.map(({ dueAt }) => dueAt)).toEqual([null, null])
  })
})
