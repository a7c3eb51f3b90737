// A month of three companies: one with PREMIUM that needs work in the evening, one without a plan, and one with a packet whose quota of
// development is used up. What is agreed, what is charged, and the invoices that come of it.
import { type Seat, type Stage, title } from './stage.ts'

export async function tellMonth({ telegram, api, read, seat, clock }: Stage): Promise<void> {
  title('Three companies, an engineer, an administrator')
  const baltic = await api('POST', '/companies', { name: 'Baltic Voice UAB' })
  const nordic = await api('POST', '/companies', { name: 'Nordic Telecom AS' })
  const atlas = await api('POST', '/companies', { name: 'Atlas Gateways Ltd' })
  await api('POST', `/companies/${baltic.id}/subscriptions`, { plan: 'PREMIUM', startsOn: '2026-12-01', endsOn: '2027-01-29' })
  const packet = { plan: 'softswitch Standard', catalogue: 'mizutech', startsOn: '2026-12-01', endsOn: '2027-11-30' }
  await api('POST', `/companies/${atlas.id}/subscriptions`, packet)
  const twoHours = { name: 'Two hours', secondsPerMonth: 7200, priceCents: 15_000, currency: 'EUR', startsOn: '2026-12-01' }
  await api('POST', `/companies/${nordic.id}/allowances`, twoHours)
  const rights = { mainUser: true, invoices: true, loginAccess: true }
  await api('POST', `/companies/${baltic.id}/contacts`, { name: 'Jonas Petraitis', telegramId: '1001', mainUser: true })
  await api('POST', `/companies/${nordic.id}/contacts`, { name: 'Ingrid Dahl', telegramId: '2001', ...rights })
  await api('POST', `/companies/${atlas.id}/contacts`, { name: 'Amina Haddad', telegramId: '4001', mainUser: true })
  await api('POST', `/companies/${baltic.id}/contacts`, {
    name: 'Invoices',
    telegramId: '1003',
    invoices: true,
    loginAccess: false,
  })
  await api('POST', '/engineers', { name: 'Petras Jankauskas', role: 'engineer', telegramId: '3001' })
  await api('POST', '/engineers', { name: 'Darius Kazlauskas', role: 'admin', telegramId: '3003' })
  const person = (id: number, firstName: string) => seat(telegram.person({ id, firstName }))
  const jonas = person(1001, 'Jonas')
  const ingrid = person(2001, 'Ingrid')
  const amina = person(4001, 'Amina')
  const accountant = person(1003, 'Invoices')
  const petras = person(3001, 'Petras')
  const darius = person(3003, 'Darius')
  for (const someone of [jonas, ingrid, amina, accountant, petras, darius]) {
    someone.write('/start')
    await someone.reads(/You are connected as/)
  }

  clock('Tuesday 8 December 2026, 10:00: PREMIUM; the change has to wait for the evening', '2026-12-08T10:00:00+02:00')
  await ticket(jonas, 'Please move our trunk to the new carrier when nobody calls.', /#12345 is open/)
  petras.write('/take 12345')
  await petras.reads(/#12345 is yours/)
  petras.write('/ticket 12345')
  await petras.reads(/PREMIUM, in hours: covered/)
  petras.presses('Ask the client: after hours')
  await jonas.reads(/expects 1 h of work after hours/)
  jonas.presses('I agree: 100.00 EUR per hour')
  await petras.reads(/agreed to work after hours/)

  clock('21:30: done', '2026-12-08T21:30:00+02:00')
  petras.write('/log 12345 1h10m trunk moved, calls tested')
  await petras.reads(/1 h 10 min logged/)

  clock('Wednesday 9 December, 11:00: without a plan, with two hours prepaid', '2026-12-09T11:00:00+02:00')
  await ticket(ingrid, 'Which report shows the margin per route?', /#12346 is open/)
  clock('13:00: an hour and three quarters later', '2026-12-09T13:00:00+02:00')
  petras.write('/log 12346 1h45m explained the reports, with examples')
  await petras.reads(/1 h 45 min logged/)
  await ingrid.reads(/Four fifths of this are used/)
  ingrid.write('/plan')
  await ingrid.reads(/01:45:00\/02:00:00/)
  petras.write('/estimate 12346 1h')
  await petras.reads(/that is covered/)

  clock('Thursday 10 December, 10:00: a packet', '2026-12-10T10:00:00+02:00')
  await ticket(amina, 'The gateway drops calls with a codec of ours; please look into the code.', /#12347 is open/)
  clock('12:00: the hour of development is used', '2026-12-10T12:00:00+02:00')
  petras.write('/log 12347 1h L3 found the place')
  await petras.reads(/1 h logged/)
  await amina.reads(/This is used up/)
  petras.write('/estimate 12347 1h L3')
  await amina.reads(/200.00 USD in all/)
  amina.presses('I agree: 200.00 USD per request')
  await petras.reads(/agreed to work at level 3/)
  clock('15:00: mended', '2026-12-10T15:00:00+02:00')
  petras.write('/log 12347 50m L3 mended and tested')
  await petras.reads(/50 min logged/)
  amina.write('/plan')
  await amina.reads(/Used and left/)

  title('Training for Baltic Voice, agreed before it is scheduled')
  petras.write('/training 12345')
  await petras.reads(/On which system/)
  petras.presses("The client's own system")
  await petras.reads(/What is its scope/)
  petras.write('Least cost routing, for two people, so that they change it themselves')
  await petras.reads(/When does it begin/)
  petras.write('2026-12-15 10:00')
  await petras.reads(/How long/)
  petras.write('2h')
  await petras.reads(/What does it cost/)
  petras.presses('200.00 EUR')
  await petras.reads(/Nothing is scheduled before you agree/)
  petras.presses('Ask the client')
  await jonas.reads(/proposes training/)
  jonas.presses('I agree: 200.00 EUR')
  await jonas.reads(/training is scheduled/)
  await jonas.reads(({ files }) => files.length > 0)
  clock('Tuesday 15 December, 12:05: held', '2026-12-15T12:05:00+02:00')
  petras.write('/log 12345 2h training')
  await petras.reads(/2 h logged/)

  clock('Wednesday 30 December, 09:00: Baltic’s plan ends in a month', '2026-12-30T09:00:05+02:00')
  await jonas.reads(/ends on 29 January 2027/)
  jonas.presses('Ask to extend it')
  await jonas.reads(/asks us to extend PREMIUM/)

  clock('Monday 4 January 2027: the month is billed', '2027-01-04T09:00:00+02:00')
  for (const company of [baltic, nordic, atlas]) await read(`/companies/${company.id}/charges?month=2026-12`)
  const bill = (company: string, currency: string) =>
    api('POST', '/invoices', { company, currency, dueOn: '2027-01-18', charges: '2026-12' })
  await bill(baltic.id, 'EUR')
  await accountant.reads(/Invoice 2027-00001/)
  await bill(nordic.id, 'EUR')
  await ingrid.reads(/Invoice 2027-00002/)
  await bill(atlas.id, 'USD')
  accountant.write('/invoice 1')
  await accountant.reads(/Invoice 2027-00001 of/)

  clock('Monday 11 January: a week before it is due', '2027-01-11T09:00:05+02:00')
  await accountant.reads(/within a week/)
  accountant.presses('Question')
  await accountant.reads(/what would you like to know/)
  accountant.write('Is the training of 15 December in it?')
  await accountant.reads(/Your question about invoice/)
  darius.write('/reply 12349 Yes: two hours, by the minute, 200.00 EUR.')
  await accountant.reads(/two hours, by the minute/)

  clock('Tuesday 19 January: a day late', '2027-01-19T09:00:05+02:00')
  await accountant.reads(/was due on 18 January 2027/)
  accountant.presses('It is paid')
  await accountant.reads(/bank's reference/)
  accountant.write('SEB 20270119-7')
  await accountant.reads(/is noted/)
  await darius.reads(/reference SEB 20270119-7/)
}

async function ticket(who: Seat, text: string, receipt: RegExp): Promise<void> {
  who.write(`/new ${text}`)
  await who.reads((message) => message.buttons.flat().length > 0)
  who.presses('Create ticket')
  await who.reads(receipt)
}
