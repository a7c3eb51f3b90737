// Demo data for a service without a channel: two companies, their servers and contacts, engineers, an admin, a finance
// contact. Made once, in an empty database, and never in production.
import type { Database, Tx } from './db/client.ts'
import { dayAt, fromDay } from './domain/day.ts'
import { newId } from './domain/ids.ts'
import type { Language } from './domain/language.ts'

export interface DemoPerson {
  /** The person's id on the playground's Telegram. */
  readonly id: number
  readonly name: string
  readonly role: string
  readonly note: string
  readonly username?: string
  readonly language?: string
}

interface DemoContact {
  readonly person: DemoPerson
  readonly mainUser?: boolean
  readonly invoices?: boolean
  readonly loginAccess?: boolean
}

interface DemoCompany {
  readonly name: string
  readonly language: Language
  /** Of the catalogue "kolmisoft"; without it the company pays by the hour. */
  readonly plan?: string
  readonly servers: readonly { readonly name: string; readonly product: string; readonly version: string }[]
  readonly contacts: readonly DemoContact[]
}

const companies: readonly DemoCompany[] = [
  {
    name: 'Baltic Voice UAB',
    language: 'en',
    plan: 'ENTERPRISE',
    servers: [
      { name: 'mor-vilnius', product: 'MOR', version: '17' },
      { name: 'm4-kaunas', product: 'M4', version: '4' },
    ],
    contacts: [
      {
        person: { id: 1001, name: 'Jonas Petraitis', role: 'client', note: 'Baltic Voice, main user', username: 'jonas_bv' },
        mainUser: true,
      },
      { person: { id: 1002, name: 'Rūta Kazlauskienė', role: 'client', note: 'Baltic Voice', language: 'lt' } },
      {
        person: { id: 1003, name: 'Invoices', role: 'finance', note: 'Baltic Voice, invoices only' },
        invoices: true,
        loginAccess: false,
      },
    ],
  },
  {
    name: 'Nordic Telecom AS',
    language: 'en',
    servers: [{ name: 'mor-oslo', product: 'MOR', version: '16' }],
    contacts: [
      { person: { id: 2001, name: 'Ingrid Dahl', role: 'client', note: 'Nordic Telecom, one server, no plan' }, mainUser: true },
    ],
  },
]

interface DemoEngineer {
  readonly person: DemoPerson
  readonly role: 'engineer' | 'admin'
  readonly publicContact: boolean
  /** On call, day and night: 1 is called first. */
  readonly rung?: 1 | 2
}

const engineers: readonly DemoEngineer[] = [
  {
    person: { id: 3001, name: 'Petras Jankauskas', role: 'engineer', note: 'publishes his address', username: 'petras_k' },
    role: 'engineer',
    publicContact: true,
    rung: 1,
  },
  {
    person: { id: 3002, name: 'Asta Vaitkutė', role: 'engineer', note: 'speaks Lithuanian', language: 'lt' },
    role: 'engineer',
    publicContact: false,
    rung: 2,
  },
  { person: { id: 3003, name: 'Darius Admin', role: 'admin', note: 'administrator' }, role: 'admin', publicContact: false },
]

const stranger: DemoPerson = { id: 9001, name: 'Somebody Unknown', role: 'stranger', note: 'not a client' }

/** Makes the data unless there is any company already. @returns the people one can be on the playground. */
export async function addDemoData(database: Database): Promise<readonly DemoPerson[]> {
  await database.transaction(async (tx) => {
    if ((await tx.sql.company.count()) > 0) return
    for (const company of companies) await addCompany(tx, company)
    for (const engineer of engineers) {
      const { id, name, language } = engineer.person
      const engineerId = newId(tx.now)
      await tx.sql.engineer.create({
        data: {
          id: engineerId,
          name,
          role: engineer.role,
          telegramId: String(id),
          publicContact: engineer.publicContact,
          language: language ?? null,
          createdAt: tx.now,
        },
      })
      if (engineer.rung !== undefined) await addRule(tx, engineerId, engineer.rung)
    }
  })
  return [
    ...companies.flatMap((company) => company.contacts.map(({ person }) => person)),
    ...engineers.map(({ person }) => person),
    stranger,
  ]
}

async function addRule(tx: Tx, engineerId: string, rung: number): Promise<void> {
  const always = { weekdays: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 24 * 60 }
  await tx.sql.onCallRule.create({
    data: { id: newId(tx.now), engineerId, rung, ...always, startsOn: fromDay(dayAt(tx.now)), createdAt: tx.now },
  })
}

async function addCompany(tx: Tx, company: DemoCompany): Promise<void> {
  const companyId = newId(tx.now)
  const { name, language, plan } = company
  await tx.sql.company.create({ data: { id: companyId, name, language, emails: [], createdAt: tx.now } })
  const today = fromDay(dayAt(tx.now))
  if (plan !== undefined)
    await tx.sql.subscription.create({
      data: { id: newId(tx.now), companyId, catalogue: 'kolmisoft', plan, startsOn: today, boughtOn: today, createdAt: tx.now },
    })
  await tx.sql.server.createMany({
    data: company.servers.map((server) => ({ id: newId(tx.now), companyId, createdAt: tx.now, ...server })),
  })
  await tx.sql.contact.createMany({
    data: company.contacts.map(({ person, mainUser = false, invoices = false, loginAccess = true }) => ({
      id: newId(tx.now),
      companyId,
      name: person.name,
      telegramId: String(person.id),
      language: person.language ?? null,
      mainUser,
      invoices,
      loginAccess,
      createdAt: tx.now,
    })),
  })
}
