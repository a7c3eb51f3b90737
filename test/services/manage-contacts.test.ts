import { afterAll, beforeAll, expect, test } from 'vitest'
import { findContact } from '../../src/db/people.ts'
import type { ContactId } from '../../src/domain/ids.ts'
import type { Contact } from '../../src/domain/party.ts'
import { addContact, changeOwnContact, listContacts, readContact } from '../../src/services/manage-contacts.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { createDesk } from '../support/desk.ts'
import { createCompany, createContact } from '../support/factories.ts'

let db: TestDatabase
const desk = createDesk()

beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())

async function person(id: ContactId): Promise<Contact> {
  const found = await db.database.transaction((tx) => findContact(tx, id, 'en'))
  if (found === null) throw new Error('no such contact')
  return found
}

/** A company with two main users. */
async function twoMainUsers(): Promise<readonly [Contact, Contact]> {
  const [one, two] = await db.database.transaction(async (tx) => {
    const { id: companyId } = await createCompany(tx)
    const make = () => createContact(tx, { companyId, mainUser: true })
    return [await make(), await make()] as const
  })
  return [await person(one.id), await person(two.id)]
}

const remove = (by: Contact, id: ContactId) =>
  db.database.transaction((tx) => changeOwnContact(tx, desk, by, id, { active: false }))

test('two main users who remove each other at the same moment: one of them stays', async () => {
  const [one, two] = await twoMainUsers()
  const results = await Promise.allSettled([remove(one, two.id), remove(two, one.id)])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const refused = results.find((result) => result.status === 'rejected')
  expect(refused?.reason).toMatchObject({ code: 'not-allowed' })
})

test('of two main users one may go; the last may neither go, nor give up being one, nor lock themselves out', async () => {
  const [one, two] = await twoMainUsers()
  await remove(one, one.id)
  for (const change of [{ active: false }, { mainUser: false }, { loginAccess: false }]) {
    const tried = db.database.transaction((tx) => changeOwnContact(tx, desk, two, two.id, change))
    await expect(tried).rejects.toMatchObject({ code: 'last-main-user' })
  }
})

test('a main user who lost the right a moment ago changes nothing any more', async () => {
  const [one, two] = await twoMainUsers()
  await db.database.transaction((tx) => changeOwnContact(tx, desk, one, two.id, { mainUser: false }))
  const tried = db.database.transaction((tx) => addContact(tx, two, { name: 'Late', telegramId: null }))
  await expect(tried).rejects.toMatchObject({ code: 'not-allowed' })
})

test('a client who is no main user neither lists nor reads contacts', async () => {
  const [one] = await twoMainUsers()
  const client = { ...one, mainUser: false }
  await expect(db.database.transaction((tx) => listContacts(tx, client, '', 10))).rejects.toMatchObject({ code: 'not-allowed' })
  await expect(db.database.transaction((tx) => readContact(tx, client, one.id))).rejects.toMatchObject({ code: 'not-allowed' })
})

test('a long list is cut, says so, and is searched by a part of the name', async () => {
  const [one] = await twoMainUsers()
  await db.database.transaction(async (tx) => {
    for (const name of ['Živilė', 'Ona', 'Onutė']) await createContact(tx, { companyId: one.companyId, name })
  })
  const cut = await db.database.transaction((tx) => listContacts(tx, one, '', 2))
  expect([cut.contacts.length, cut.more]).toEqual([2, true])
  const found = await db.database.transaction((tx) => listContacts(tx, one, 'on', 10))
  expect(found.contacts.map(({ name }) => name).filter((name) => name.startsWith('On'))).toEqual(['Ona', 'Onutė'])
  const marked = await db.database.transaction((tx) => listContacts(tx, one, 'živ', 10))
  expect(marked.contacts.map(({ name }) => name)).toEqual(['Živilė'])
})
