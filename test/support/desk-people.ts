// The people most flows need: a company with two servers and two contacts, a second company, two engineers, an admin and
// an invoices contact; made through the API, each with a Telegram id.
import { expect } from 'vitest'
import type { Person } from '../../src/playground/server-contract.ts'
import type { TestService } from './service.ts'

export interface DeskPeople {
  readonly company: string
  readonly otherCompany: string
  readonly servers: readonly string[]
  readonly contacts: { readonly jonas: string; readonly ruta: string; readonly ingrid: string; readonly invoices: string }
  readonly engineers: { readonly petras: string; readonly asta: string; readonly admin: string }
}

export const telegramIds = { jonas: 1001, ruta: 1002, invoices: 1003, ingrid: 2001, petras: 3001, asta: 3002, admin: 3003 }

interface Made {
  readonly id: string
}

export async function createDeskPeople({ api }: TestService): Promise<DeskPeople> {
  const post = async (path: string, body: object) => (await api<Made>('POST', path, body)).id
  const company = await post('/companies', { name: 'Baltic Voice' })
  const otherCompany = await post('/companies', { name: 'Nordic Telecom' })
  const servers = [
    await post(`/companies/${company}/servers`, { name: 'mor-vilnius', product: 'MOR', version: '17' }),
    await post(`/companies/${company}/servers`, { name: 'm4-kaunas', product: 'M4' }),
  ]
  await post(`/companies/${otherCompany}/servers`, { name: 'mor-oslo' })
  const contact = (of: string, name: string, telegramId: number, more: object = {}) =>
    post(`/companies/${of}/contacts`, { name, telegramId: String(telegramId), ...more })
  const engineer = (name: string, telegramId: number, more: object = {}) =>
    post('/engineers', { name, role: 'engineer', telegramId: String(telegramId), ...more })
  return {
    company,
    otherCompany,
    servers,
    contacts: {
      jonas: await contact(company, 'Jonas', telegramIds.jonas, { mainUser: true }),
      ruta: await contact(company, 'Rūta', telegramIds.ruta),
      invoices: await contact(company, 'Invoices', telegramIds.invoices, { invoices: true }),
      ingrid: await contact(otherCompany, 'Ingrid', telegramIds.ingrid),
    },
    engineers: {
      petras: await engineer('Petras Jankauskas', telegramIds.petras),
      asta: await engineer('Asta Vaitkutė', telegramIds.asta),
      admin: await engineer('Darius', telegramIds.admin, { role: 'admin' }),
    },
  }
}

/** A person of the chat, connected with `/start`. */
export async function connect(service: TestService, id: number, firstName = 'Somebody', username?: string) {
  const person = service.telegram.person({ id, firstName, ...(username === undefined ? {} : { username }) })
  const sent = person.send('/start')
  await person.waitFor('Successfully connected with our system', { after: sent })
  await person.waitFor(/You are connected as/, { after: sent })
  return person
}

/** The message of the bot that the person gets to see: there already, or yet to come. Fails when it does not. */
export async function sees(person: Person, ...[wanted, options]: Parameters<Person['waitFor']>) {
  // Longer than the usual patience: one who hears much gets a message a second, and the machine may be busy.
  const message = await person.waitFor(wanted, { timeoutMs: 15_000, ...options })
  expect(message.byBot).toBe(true)
  return message
}
