// An ordinary ticket half an hour before the desk closes for a long weekend: the promise is counted in working time, over two
// public holidays and a clock change, and nobody is woken.
import { type Stage, title } from './stage.ts'

export async function tellFridayEvening({ telegram, api, seat, clock }: Stage): Promise<void> {
  title('A company with a plan, and an engineer')
  const company = await api('POST', '/companies', { name: 'Nordic Telecom AS' })
  await api('POST', `/companies/${company.id}/subscriptions`, { plan: 'PREMIUM', startsOn: '2026-01-01' })
  await api('POST', `/companies/${company.id}/contacts`, { name: 'Ingrid Dahl', telegramId: '2001' })
  await api('POST', '/engineers', { name: 'Petras Jankauskas', role: 'engineer', telegramId: '3001' })
  const ingrid = seat(telegram.person({ id: 2001, firstName: 'Ingrid' }))
  const petras = seat(telegram.person({ id: 3001, firstName: 'Petras' }))
  for (const someone of [ingrid, petras]) {
    someone.write('/start')
    await someone.reads(/You are connected as/)
  }

  clock('Friday 29 October 2027, 17:30 in Vilnius; Monday and Tuesday are holidays', '2027-10-29T17:30:00+03:00')
  ingrid.write('/hours')
  await ingrid.reads(/We are open/)
  ingrid.write('The daily rate import failed today: the file has a new column, and we cannot map it.')
  await ingrid.reads(/New ticket/)
  ingrid.presses('Create ticket')
  await ingrid.reads(/Ticket #12345 is open/)
  await petras.reads(/New ticket #12345/)

  clock('Saturday 11:00: nobody is reminded of anything', '2027-10-30T11:00:00+03:00')
  petras.write('/queue')
  await petras.reads(/#12345/)

  clock('Wednesday 08:30: half an hour of Friday and half an hour of today are used', '2027-11-03T08:30:05+02:00')
  await petras.reads(/half of the promised time/)
  petras.write('/take 12345')
  await petras.reads(/#12345 is yours/)
  petras.write('/reply 12345 Please send me the first lines of the file; then I map the column with you.')
  await ingrid.reads(/first lines of the file/)
  ingrid.write('/ticket 12345')
  await ingrid.reads(/#12345/)
}
