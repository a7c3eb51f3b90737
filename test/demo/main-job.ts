// Connect, ticket with a screenshot, take, follow-up by number, answer, invoice.
import { type Stage, title } from './stage.ts'

export async function tellMainJob({ telegram, api, seat }: Stage): Promise<void> {
  title('The CRM tells the desk who there is')
  const company = await api('POST', '/companies', { name: 'Baltic Voice UAB' })
  await api('POST', `/companies/${company.id}/servers`, { name: 'mor-vilnius', product: 'MOR', version: '17' })
  await api('POST', `/companies/${company.id}/servers`, { name: 'm4-kaunas', product: 'M4' })
  await api('POST', `/companies/${company.id}/contacts`, { name: 'Jonas Petraitis', telegramId: '1001', mainUser: true })
  await api('POST', `/companies/${company.id}/contacts`, { name: 'Invoices', telegramId: '1003', invoices: true })
  await api('POST', '/engineers', { name: 'Petras Jankauskas', role: 'engineer', telegramId: '@petras_k', publicContact: true })

  const jonas = seat(telegram.person({ id: 1001, firstName: 'Jonas' }))
  const finance = seat(telegram.person({ id: 1003, firstName: 'Accounting' }), 'Accounting')
  const petras = seat(telegram.person({ id: 3001, firstName: 'Petras', username: 'petras_k' }))

  title('Everybody connects')
  for (const someone of [jonas, finance, petras]) {
    someone.write('/start')
    await someone.reads('Successfully connected with our system')
    await someone.reads(/You are connected as/)
  }

  title('A client says what is wrong')
  jonas.write('Calls to Germany fail with SIP 503 error. Since 09:10 every call to +49 is refused, other countries work.')
  await jonas.reads(/New ticket/)
  jonas.sendsPicture('screenshot.png', 'The call log')
  await jonas.reads(/File: /)
  jonas.presses('High')
  await jonas.reads(/Priority: High/)
  jonas.presses('mor-vilnius')
  await jonas.reads(/Server: mor-vilnius/)
  jonas.presses('Create ticket')
  await jonas.reads(/Ticket #12345 is open/)

  title('The engineer hears of it and takes it')
  await petras.reads(/New ticket #12345/)
  await petras.reads((message) => message.files.length > 0)
  petras.presses('Take')
  await petras.reads(/#12345 is yours/)
  await jonas.reads(/#12345: Petras Jankauskas is working on it/)

  title('A follow-up by number, and the answer')
  jonas.write('Hello, I have a follow-up question about ticket #12345. Will calls to Austria be affected, too?')
  await jonas.reads(/Added to #12345/)
  const asked = await petras.reads(/follow-up question about ticket #12345/)
  petras.write(
    'No, only the German route. The provider changed their address; I have set the new one. Please try again.',
    asked.messageId,
  )
  await jonas.reads(/Please try again/)

  title('The invoice goes to the Invoices contact, and to nobody else')
  await api('POST', '/invoices', {
    company: company.id,
    currency: 'EUR',
    dueOn: '2026-12-15',
    lines: [{ description: 'Hourly support, ticket #12345', quantity: 1, unitPriceCents: 10000 }],
  })
  await finance.reads(/Invoice .+ due/)
}
