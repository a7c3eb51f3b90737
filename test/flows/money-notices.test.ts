// What people are told of invoices, plans that end and prepaid time: in their working hours, once each, with buttons that reach somebody.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { pressForged } from '../support/forged-button.ts'
import { startTestService, type TestService } from '../support/service.ts'

type Person = Awaited<ReturnType<typeof connect>>

let service: TestService
let people: DeskPeople
let accountant: Person
let jonas: Person
let admin: Person
let petras: Person
let ahead = 0

/** Sets the desk's clock. Always later than before. */
function moveTo(instant: string): void {
  const seconds = (Date.parse(instant) - Date.now()) / 1000 - ahead
  service.advance(seconds)
  ahead += seconds
}

async function invoice(dueOn: string, company = people.company): Promise<string> {
  const lines = [{ description: 'Support', quantity: 1, unitPriceCents: 10_000 }]
  return (await service.api<{ number: string }>('POST', '/invoices', { company, currency: 'EUR', dueOn, lines })).number
}

/** Waits until no invoice and no subscription is to be looked at any more. */
async function lookedAt(): Promise<void> {
  await expect
    .poll(async () => {
      const [row] = await service.db.sql<{ n: string }>(
        'SELECT count(*) AS n FROM invoice WHERE notice_at < now() + make_interval(secs => $1)',
        [ahead],
      )
      return Number(row?.n)
    })
    .toBe(0)
}

async function told(kind: string): Promise<readonly string[]> {
  const rows = await service.db.sql<{ key: string }>('SELECT dedup_key AS key FROM outbox_message WHERE kind = $1 ORDER BY id', [
    kind,
  ])
  return rows.map(({ key }) => key.split(':')[0] ?? '')
}

beforeAll(async () => {
  service = await startTestService()
  people = await createDeskPeople(service)
  moveTo('2031-11-03T09:00:10+02:00')
  accountant = await connect(service, telegramIds.invoices, 'Invoices')
  jonas = await connect(service, telegramIds.jonas, 'Jonas')
  admin = await connect(service, telegramIds.admin, 'Darius')
  petras = await connect(service, telegramIds.petras, 'Petras')
})

afterAll(() => service.stop())

describe('an invoice', () => {
  let number: string

  test('is brought to mind a week before it is due, in working hours, to the Invoices contact alone', async () => {
    number = await invoice('2031-11-17')
    await sees(accountant, new RegExp(`Invoice ${number}`))
    const mark = accountant.mark()
    moveTo('2031-11-10T07:30:00+02:00')
    await lookedAt()
    expect(await told('invoice.due')).toEqual([])
    moveTo('2031-11-10T08:00:05+02:00')
    const notice = await sees(accountant, /to be paid within a week/, { after: mark })
    expect(notice.text).toContain(`Invoice ${number}: 100.00 EUR`)
    expect(notice.buttons.flat().map(({ text }) => text)).toEqual(['PDF', 'It is paid', 'Question'])
    expect(await told('invoice.due')).toEqual(['invoice.due-in-7'])
  })

  test('gives its document by a button', async () => {
    const pressed = accountant.press('PDF')
    await sees(accountant, ({ files }) => files.some(({ fileName }) => fileName === `invoice-${number}.pdf`), { after: pressed })
  })

  test('is said to be paid: the reference is noted and told to the admins, and no payment is booked', async () => {
    const pressed = accountant.press('It is paid')
    await sees(accountant, /what is the bank's reference/, { after: pressed })
    const sent = accountant.send('SEPA 2031-4711')
    await sees(accountant, /the reference SEPA 2031-4711 is noted/, { after: sent })
    await sees(admin, new RegExp(`Invoices, Baltic Voice: invoice ${number} \\(100.00 EUR\\) is paid, reference SEPA 2031-4711`))
    expect(await service.api('GET', `/invoices/${number}`)).toMatchObject({ status: 'issued', paidCents: 0 })
    const asked = accountant.send(`/invoice ${number}`)
    await sees(accountant, /paid, reference SEPA 2031-4711/, { after: asked })
  })

  test('can be asked about: a ticket on billing, whose answer comes to whoever asked, and can be answered', async () => {
    const pressed = accountant.press('Question')
    await sees(accountant, /what would you like to know/, { after: pressed })
    const sent = accountant.send('Why is there no VAT on it?')
    const receipt = await sees(accountant, /is ticket #\d+/, { after: sent })
    const ticket = Number(/#(\d+)/.exec(receipt.text)?.[1])
    await sees(petras, /Billing: question about invoice/)
    const answered = petras.send(`/reply ${ticket} It is exempt.`)
    const answer = await sees(accountant, /It is exempt/, { after: sent })
    expect(answered.mark).toBeGreaterThan(0)
    const replied = accountant.send('Thank you, which article?', { replyTo: answer.messageId })
    await sees(accountant, /Added to your question/, { after: replied })
    await sees(petras, /which article/)
    const other = accountant.send('And another thing')
    await sees(accountant, /This chat is for invoices/, { after: other })
  })

  test('that is partly paid is brought to mind with the rest, and once it is paid, never again', async () => {
    await service.api('POST', `/invoices/${number}/payments`, { amountCents: 4000, receivedOn: '2031-11-11' })
    const mark = accountant.mark()
    moveTo('2031-11-17T08:00:05+02:00')
    const notice = await sees(accountant, /to be paid today/, { after: mark })
    expect(notice.text).toContain('60.00 EUR')
    await service.api('POST', `/invoices/${number}/payments`, { amountCents: 6000, receivedOn: '2031-11-17' })
    moveTo('2031-11-24T08:00:05+02:00')
    await lookedAt()
    expect(await told('invoice.overdue')).toEqual([])
  })

  test('of a month without the service is told of with its highest stage alone', async () => {
    const late = await invoice('2031-11-27')
    const mark = accountant.mark()
    moveTo('2032-01-07T10:00:00+02:00')
    const notice = await sees(accountant, /is a month overdue/, { after: mark })
    expect(notice.text).toContain(late)
    expect(await told('invoice.overdue')).toEqual(['invoice.overdue-30'])
  })

  test('of another company cannot be pressed', async () => {
    const foreign = await invoice('2032-12-01', people.otherCompany)
    const [row] = await service.db.sql<{ id: string }>('SELECT id FROM invoice WHERE number = $1', [foreign])
    for (const action of ['pdf', 'paid', 'ask']) {
      const pressed = await pressForged(service, accountant, `i:${row?.id}:${action}`)
      await sees(accountant, /This button is from before/, { after: pressed })
    }
  })
})

describe('a plan that ends', () => {
  test('is brought to mind to the main user and the Invoices contact, who can ask to extend it', async () => {
    await service.api('POST', `/companies/${people.company}/subscriptions`, {
      plan: 'PREMIUM',
      startsOn: '2031-03-01',
      endsOn: '2032-02-29',
    })
    const marks = { accountant: accountant.mark(), jonas: jonas.mark() }
    moveTo('2032-01-30T08:00:05+02:00')
    await sees(accountant, /Your plan PREMIUM ends on 29 February 2032/, { after: marks.accountant })
    await sees(jonas, /Your plan PREMIUM ends on 29 February 2032/, { after: marks.jonas })
    const pressed = jonas.press('Ask to extend it')
    const receipt = await sees(jonas, /Ticket #\d+ asks us to extend PREMIUM/, { after: pressed })
    const again = accountant.press('Ask to extend it')
    expect((await sees(accountant, /asks us to extend PREMIUM/, { after: again })).text).toBe(receipt.text)
    await sees(petras, /Billing: extend PREMIUM/)
  })

  test('and is followed by another one is left alone', async () => {
    await service.api('POST', `/companies/${people.company}/subscriptions`, { plan: 'PREMIUM', startsOn: '2032-03-01' })
    const pressed = jonas.press('Ask to extend it')
    await sees(jonas, /goes on already/, { after: pressed })
    moveTo('2032-02-23T08:00:05+02:00')
    await lookedAt()
    expect((await told('subscription.ending')).filter((key) => key !== 'subscription.ends-in-30')).toEqual([])
  })
})

describe('prepaid time', () => {
  test('is shown with /plan, and its use is told at half, four fifths and the whole, once each', async () => {
    const { otherCompany } = people
    await service.api('PATCH', `/contacts/${people.contacts.ingrid}`, { mainUser: true })
    const ingrid = await connect(service, telegramIds.ingrid, 'Ingrid')
    await service.api('POST', `/companies/${otherCompany}/allowances`, {
      ...{ name: 'Ten minutes', secondsPerMonth: 600, priceCents: 1000, currency: 'EUR', startsOn: '2032-02-01' },
      boughtOn: '2032-02-01',
    })
    const opened = await service.api<{ number: number }>('POST', '/tickets', {
      ...{ company: otherCompany, summary: 'Help', description: 'Help', priority: 'low', openedAt: '2032-02-20T07:00:00Z' },
    })
    const log = (startedAt: string, seconds: number) =>
      service.api('POST', `/tickets/${opened.number}/time-entries`, { engineer: people.engineers.petras, startedAt, seconds })
    await log('2032-02-20T08:00:00Z', 534)
    const warned = await sees(ingrid, /Four fifths of this are used/)
    expect(warned.text).toContain('Ten minutes: 00:08:54/00:10:00, anew on 1 March 2032')
    await log('2032-02-20T09:00:00Z', 6)
    await log('2032-02-20T10:00:00Z', 120)
    await sees(ingrid, /This is used up/)
    const asked = ingrid.send('/plan')
    expect((await sees(ingrid, /Used and left/, { after: asked })).text).toContain('Ten minutes: 00:10:00/00:10:00')
    const levels = await service.db.sql<{ key: string }>(
      "SELECT dedup_key AS key FROM outbox_message WHERE kind = 'usage.warning' ORDER BY id",
    )
    expect(levels.map(({ key }) => key.split(':').at(-2))).toEqual(['80', '100'])
  })
})
