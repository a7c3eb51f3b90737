// People are found by any part of what one remembers of them, however they spell it; at a large desk by an index.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { searchCompanies, searchContacts, searchEngineers } from '../../src/services/search-records.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { createCompany, createContact, createEngineer } from '../support/factories.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await createTestDatabase({ now: new Date() })
  await db.database.transaction(async (tx) => {
    const baltic = await createCompany(tx, { name: 'UAB „Žalioji Banga“', externalId: 'CRM-77' })
    const polish = await createCompany(tx, { name: 'Łódź 100%_Telekom' })
    await createContact(tx, { name: 'Rūta Šimkutė', companyId: baltic.id, email: 'ruta@zalioji.example', telegramId: '@ruta_s' })
    await createContact(tx, { name: 'Zoë Groß', companyId: polish.id, whatsapp: '+48600100200' })
    await createContact(tx, { name: 'Ru\u0304ta Nordqvist', companyId: polish.id })
    await createEngineer(tx, { name: 'Aušra Čepaitė' })
  })
})
afterAll(() => db.drop())

const companies = (words: string) =>
  db.database.statements(async (tx) => (await searchCompanies(tx, words)).map(({ name }) => name))
const contacts = (words: string) =>
  db.database.statements(async (tx) => (await searchContacts(tx, words)).map(({ name }) => name))
const engineers = (words: string) =>
  db.database.statements(async (tx) => (await searchEngineers(tx, words)).map(({ name }) => name))

describe('whatever the spelling', () => {
  test.each([
    ['zalioji', ['UAB „Žalioji Banga“']],
    ['ŽALIOJI banga', ['UAB „Žalioji Banga“']],
    ['lodz', ['Łódź 100%_Telekom']],
    ['100%_tele', ['Łódź 100%_Telekom']],
    ['1%', []],
    ['CRM-77', ['UAB „Žalioji Banga“']],
    ['la', []],
    ['ba', ['UAB „Žalioji Banga“']],
  ])('the company “%s”', async (words, found) => {
    expect(await companies(words)).toEqual(found)
  })

  test.each([
    ['ruta', ['Ru\u0304ta Nordqvist', 'Rūta Šimkutė']],
    ['Rūta', ['Ru\u0304ta Nordqvist', 'Rūta Šimkutė']],
    ['imkut', ['Rūta Šimkutė']],
    ['ruta zalioji', ['Rūta Šimkutė']],
    ['ruta lodz', ['Ru\u0304ta Nordqvist']],
    ['zoe', ['Zoë Groß']],
    ['60010', ['Zoë Groß']],
    ['@RUTA_', ['Rūta Šimkutė']],
    ['simkute xyzzy', []],
    ['s_m', []],
  ])('the contact “%s”', async (words, found) => {
    expect((await contacts(words)).toSorted()).toEqual(found.toSorted())
  })

  test('the engineer', async () => {
    expect(await engineers('ausra cepaite')).toEqual(['Aušra Čepaitė'])
    expect(await engineers('')).toEqual(['Aušra Čepaitė'])
  })
})

test('among many an index finds them', async () => {
  const id = (table: number) => `('00000000-0000-7000-800${table}-' || lpad(n::text, 12, '0'))::uuid`
  const company = `('00000000-0000-7000-8001-' || lpad((n % 2000)::text, 12, '0'))::uuid`
  await db.sql(`INSERT INTO company (id, name, emails, created_at)
    SELECT ${id(1)}, 'Company ' || md5(n::text), '{}', now() FROM generate_series(0, 1999) n`)
  await db.sql(`INSERT INTO contact (id, company_id, name, created_at)
    SELECT ${id(2)}, ${company}, 'Person ' || md5((n * 7)::text), now() FROM generate_series(0, 19999) n`)
  await db.sql('ANALYZE company')
  await db.sql('ANALYZE contact')
  const like = `text_grams(find_text) @> text_grams('simkut') AND find_text LIKE '%simkut%'`
  for (const table of ['contact', 'company']) {
    const plan = await db.sql(`EXPLAIN (FORMAT JSON) SELECT id FROM ${table} WHERE ${like}`)
    expect(JSON.stringify(plan)).toContain(`${table}_find`)
  }
  expect(await contacts('simkute zalioji')).toEqual(['Rūta Šimkutė'])
})
