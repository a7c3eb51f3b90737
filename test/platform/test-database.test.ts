// The ground that all other database tests stand on.
import { connect } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { createTestDatabase } from '../support/database.ts'
import { createCompany, createContact, createEngineer, createServer } from '../support/factories.ts'

const one = await createTestDatabase()
const other = await createTestDatabase()
afterAll(() => Promise.all([one.drop(), other.drop()]))

test('two test files never see each other’s rows', async () => {
  await one.database.transaction((tx) => createCompany(tx, { name: 'Acme' }))
  expect(await one.sql('SELECT name FROM company')).toEqual([{ name: 'Acme' }])
  expect(await other.sql('SELECT name FROM company')).toEqual([])
})

test('a cleared database is as a new one', async () => {
  await one.database.transaction(async (tx) => {
    await createContact(tx)
    await createEngineer(tx)
    await createServer(tx)
    tx.wake({ queue: 'files', id: 'x' })
  })
  await one.sql(`SELECT nextval('ticket_number_seq')`)
  expect(one.wakes).toEqual([{ queue: 'files', id: 'x' }])
  await one.clear()
  expect(await one.sql('SELECT * FROM company, contact, engineer, server')).toEqual([])
  expect(await one.sql(`SELECT nextval('ticket_number_seq') AS number`)).toEqual([{ number: '10001' }])
  expect(one.wakes).toEqual([])
})

test('the clock of a test stands still until it is moved', async () => {
  const before = await one.database.transaction(async (tx) => tx.now)
  one.clock.advance(90)
  expect(await one.database.transaction(async (tx) => tx.now.getTime() - before.getTime())).toBe(90_000)
})

test('no test can reach anything outside of this machine', async () => {
  expect(() => connect(80, '192.0.2.1')).toThrow('Tests talk to this machine only')
  await expect(fetch('http://192.0.2.1/')).rejects.toThrow()
})
