// Agreeing to a price beside the chat: several at once, other companies' people, prices that were changed meanwhile.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ContactId } from '../../src/domain/ids.ts'
import type { Contact } from '../../src/domain/party.ts'
import type { Ticket } from '../../src/domain/ticket.ts'
import { agreeToPrice } from '../../src/services/agree-to-price.ts'
import { changeStatus } from '../../src/services/change-status.ts'
import { openTicket } from '../../src/services/open-ticket.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { createDesk } from '../support/desk.ts'
import { createContact, createEngineer } from '../support/factories.ts'

const desk = createDesk()
const price = { cents: 10_000, currency: 'EUR' }

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
  await db.database.transaction((tx) => createEngineer(tx))
})
afterAll(() => db.drop())

async function newClient(companyId?: string): Promise<Contact> {
  const row = await db.database.transaction((tx) => createContact(tx, companyId === undefined ? {} : { companyId }))
  const rights = { mainUser: false, loginAccess: true, invoices: false }
  const { id, name, companyId: company } = row
  return {
    kind: 'contact',
    id,
    companyId: company,
    companyName: '',
    name,
    language: 'en',
    timeZone: null,
    mutedNotices: [],
    currentTicket: true,
    ...rights,
  }
}

function open(by: Contact): Promise<Ticket> {
  const words = { description: 'Calls fail', priority: 'high', channel: 'telegram' } as const
  return db.database.transaction((tx) => openTicket(tx, desk, { companyId: by.companyId, contactId: by.id, ...words, by }))
}

function agree(ticket: Ticket, by: Contact, shown = price) {
  return db.database.transaction((tx) => agreeToPrice(tx, desk, { ticketId: ticket.id, by, price: shown }))
}

async function agreed(ticket: Ticket): Promise<readonly ContactId[]> {
  const rows = await db.sql<{ contact_id: ContactId }>('SELECT contact_id FROM consent WHERE ticket_id = $1', [ticket.id])
  return rows.map((row) => row.contact_id)
}

test('of several who agree at once one is recorded, all are told the same, and the engineers hear of it once', async () => {
  const first = await newClient()
  const second = await newClient(first.companyId)
  const ticket = await open(first)
  const answers = await Promise.all([agree(ticket, first), agree(ticket, second), agree(ticket, first), agree(ticket, second)])
  const [who] = await agreed(ticket)
  const name = who === first.id ? first.name : second.name
  expect(answers).toEqual(
    answers.map(() => expect.objectContaining({ kind: 'agreed', consent: expect.objectContaining({ contactName: name }) })),
  )
  const notices = await db.sql(`SELECT FROM outbox_message WHERE kind = 'ticket.consent' AND ticket_id = $1`, [ticket.id])
  expect(notices).toHaveLength(1)
  const history = await db.sql(`SELECT FROM ticket_event WHERE kind = 'consent' AND ticket_id = $1`, [ticket.id])
  expect(history).toHaveLength(1)
})

test('nobody agrees for another company', async () => {
  const ticket = await open(await newClient())
  await expect(agree(ticket, await newClient())).rejects.toMatchObject({ code: 'ticket-not-found' })
  expect(await agreed(ticket)).toEqual([])
})

test('nobody agrees to a price they were not shown', async () => {
  const client = await newClient()
  const ticket = await open(client)
  expect(await agree(ticket, client, { cents: 5000, currency: 'EUR' })).toEqual({
    kind: 'asked',
    price: { per: 'hour', ...price },
  })
  expect(await agree(ticket, client, { cents: 10_000, currency: 'USD' })).toMatchObject({ kind: 'asked' })
  expect(await agreed(ticket)).toEqual([])
})

test('on an ended ticket there is no work to agree to', async () => {
  const client = await newClient()
  const ticket = await open(client)
  await db.database.transaction((tx) => changeStatus(tx, desk, { ticketId: ticket.id, status: 'closed', by: client }))
  await expect(agree(ticket, client)).rejects.toMatchObject({ code: 'ticket-ended' })
  expect(await agreed(ticket)).toEqual([])
})

test('who agrees takes part in the ticket from then on', async () => {
  const client = await newClient()
  const colleague = await newClient(client.companyId)
  const ticket = await open(client)
  await agree(ticket, colleague)
  const rows = await db.sql<{ contact_id: string }>('SELECT contact_id FROM ticket_participant WHERE ticket_id = $1', [ticket.id])
  expect(rows.map((row) => row.contact_id)).toContain(colleague.id)
})
