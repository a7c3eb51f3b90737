// A Blocker at three on a Saturday night: whoever is on call is called, again and again, until somebody has it; everybody else
// sleeps, and hears of it when the desk opens.
import { type Stage, title } from './stage.ts'

export async function tellSaturdayNight({ telegram, api, seat, clock }: Stage): Promise<void> {
  title('A company with a plan, and the people on call')
  const company = await api('POST', '/companies', { name: 'Baltic Voice UAB' })
  await api('POST', `/companies/${company.id}/subscriptions`, { plan: 'ENTERPRISE', startsOn: '2026-01-01' })
  await api('POST', `/companies/${company.id}/servers`, { name: 'mor-vilnius', product: 'MOR' })
  await api('POST', `/companies/${company.id}/contacts`, { name: 'Jonas Petraitis', telegramId: '1001' })
  const names = { petras: 'Petras Jankauskas', asta: 'Asta Vaitkutė', ona: 'Ona Balsytė' }
  const engineer = (name: string, telegramId: string) => api('POST', '/engineers', { name, role: 'engineer', telegramId })
  const onCall = { weekdays: ['saturday', 'sunday'], from: '00:00', to: '24:00', startsOn: '2026-11-01' }
  const first = await engineer(names.petras, '3001')
  const second = await engineer(names.asta, '3002')
  await engineer(names.ona, '3003')
  await api('POST', '/on-call/rules', { engineer: first.id, rung: 1, ...onCall })
  await api('POST', '/on-call/rules', { engineer: second.id, rung: 2, ...onCall })
  const jonas = seat(telegram.person({ id: 1001, firstName: 'Jonas' }))
  const petras = seat(telegram.person({ id: 3001, firstName: 'Petras' }))
  const asta = seat(telegram.person({ id: 3002, firstName: 'Asta' }))
  const ona = seat(telegram.person({ id: 3003, firstName: 'Ona' }))
  for (const someone of [jonas, petras, asta, ona]) {
    someone.write('/start')
    await someone.reads(/You are connected as/)
  }

  clock('Saturday 28 November 2026, 03:00 in Vilnius', '2026-11-28T03:00:00+02:00')
  jonas.write('No calls at all since 02:50, in or out. MOR answers every INVITE with 503.')
  await jonas.reads(/New ticket/)
  jonas.presses('Blocker')
  await jonas.reads(/means/)
  jonas.presses('Create ticket')
  await jonas.reads(/Ticket #12345 is open/)
  await petras.reads(/call 1/)

  clock('03:05: Petras sleeps on', '2026-11-28T03:05:01+02:00')
  await petras.reads(/call 2/)

  clock('03:10: the second one is called as well', '2026-11-28T03:10:02+02:00')
  await asta.reads(/call 3/)
  asta.presses('I have it')
  await asta.reads(/#12345 is yours/)
  await jonas.reads(/Asta Vaitkutė has it/)
  await petras.reads(/Asta Vaitkutė has it/)

  clock('03:25: the answer, well within the promise', '2026-11-28T03:25:00+02:00')
  asta.write('/reply 12345 The disk of the database was full; I have freed it. Calls go through again. Please try.')
  await jonas.reads(/Please try/)

  clock('Monday 08:00: the desk opens, and those who slept hear of it', '2026-11-30T08:00:05+02:00')
  await ona.reads(/#12345/)
}
