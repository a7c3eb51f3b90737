// The desk that fuzz is thrown at: companies, people, tickets and invoices made through the API, in a fixed order, so that
// the third ticket is the third ticket in every run.

export interface FuzzDesk {
  readonly companies: readonly string[]
  readonly contacts: readonly string[]
  readonly servers: readonly string[]
  readonly engineers: readonly string[]
  readonly tickets: readonly number[]
  readonly comments: readonly string[]
  readonly attachments: readonly string[]
  readonly invoices: readonly string[]
  /** Telegram ids of people who are linked once they have sent /start: contacts, then engineers. */
  readonly people: readonly number[]
}

type Post = (path: string, body: object | FormData) => Promise<Record<string, unknown>>

export async function createFuzzDesk(post: Post): Promise<FuzzDesk> {
  const companies: string[] = []
  const contacts: string[] = []
  const servers: string[] = []
  const engineers: string[] = []
  const tickets: number[] = []
  const comments: string[] = []
  const attachments: string[] = []
  const invoices: string[] = []
  const people: number[] = []
  const telegramId = () => {
    const id = 500_000 + people.length
    people.push(id)
    return String(id)
  }
  const made = async (path: string, body: object) => String((await post(path, body))['id'])

  for (let n = 0; n < 4; n++) {
    const company = await made('/companies', {
      name: `Company ${n}`,
      externalId: `crm-${n}`,
      language: n % 2 === 0 ? 'en' : 'lt',
    })
    companies.push(company)
    for (let server = 0; server < n; server++)
      servers.push(await made(`/companies/${company}/servers`, { name: `mor-${n}-${server}` }))
    for (let contact = 0; contact < 6; contact++)
      contacts.push(
        await made(`/companies/${company}/contacts`, {
          name: `Contact ${n}.${contact}`,
          telegramId: telegramId(),
          invoices: contact === 5,
          mainUser: contact === 0,
        }),
      )
  }
  for (let n = 0; n < 6; n++)
    engineers.push(
      await made('/engineers', { name: `Engineer ${n}`, role: n === 0 ? 'admin' : 'engineer', telegramId: telegramId() }),
    )
  for (const [n, company] of companies.entries()) {
    const ticket = { company, contact: contacts[n * 6], summary: 'No audio', description: 'One way audio.', priority: 'medium' }
    for (let count = 0; count < 3; count++) tickets.push(Number((await post('/tickets', ticket))['number']))
    const comment = { author: { engineer: engineers[n] }, body: 'We are looking into it.' }
    comments.push(await made(`/tickets/${tickets.at(-1)}/comments`, comment))
    const form = new FormData()
    form.append('file', new Blob(['INVITE sip:100@example.com']), 'trace.log')
    attachments.push(String((await post(`/tickets/${tickets.at(-1)}/attachments`, form))['id']))
    const lines = [{ description: 'Support', quantity: 1, unitPriceCents: 10_000 }]
    invoices.push(String((await post('/invoices', { company, currency: 'EUR', dueOn: '2027-01-15', lines }))['number']))
  }
  return { companies, contacts, servers, engineers, tickets, comments, attachments, invoices, people }
}
