// An administrator brings in a file by sending it: the report names lines and faults, and nothing happens before the press.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, createDeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'

type Person = Awaited<ReturnType<typeof connect>>

let service: TestService
let admin: Person
let petras: Person

beforeAll(async () => {
  service = await startTestService()
  await createDeskPeople(service)
  admin = await connect(service, telegramIds.admin, 'Darius')
  petras = await connect(service, telegramIds.petras, 'Petras')
})

afterAll(() => service.stop())

const file = [
  '\ufeffcompany;name;telegramId;email',
  'Baltic Voice;Vaida;8001;vaida@example.org',
  'Baltic Voice;Rūta;1002;ruta@example.org',
  'Baltic Voice;Jonas;1001;',
  'Unknown Ltd;Nobody;;',
  'Baltic Voice;=2+2;;',
].join('\r\n')

async function countContacts(): Promise<number> {
  const [row] = await service.db.sql<{ count: number }>('SELECT count(*)::int AS count FROM contact')
  return row?.count ?? 0
}

test('the report names every line with its fault, and the press imports the rest, once', async () => {
  const before = await countContacts()
  const sent = admin.sendDocument('clients.csv', Buffer.from(file))
  await sees(admin, /I am reading clients.csv/, { after: sent })
  const report = await sees(admin, /clients.csv, contacts: 5 rows/, { after: sent })
  expect(report.text).toContain('New: 1. To be changed: 1. As they are: 1. With a fault: 2.')
  expect(report.text).toContain('Line 5, company: there is no such company')
  expect(report.text).toContain('Line 6, name: this begins like a formula')
  expect(report.buttons.flat().map(({ text }) => text)).toEqual(['Import 2 rows', 'Cancel'])
  expect(await countContacts()).toBe(before)

  const pressed = admin.press('Import 2 rows')
  const again = admin.press('Import 2 rows')
  const done = await sees(admin, /clients.csv is imported/, { after: pressed })
  expect(done.text).toContain('New: 1. Changed: 1. As they were: 1. Left out: 2.')
  await sees(admin, /button is from before/, { after: again })
  expect(await countContacts()).toBe(before + 1)
  await connect(service, 8001, 'Vaida')
})

test('the same file again has nothing to import', async () => {
  const good = file.split('\r\n').slice(0, 4).join('\n')
  const sent = admin.sendDocument('clients.csv', Buffer.from(good))
  const report = await sees(admin, /There is nothing to import/, { after: sent })
  expect(report.buttons).toEqual([])
})

test('what is cancelled is not imported, and its text is kept nowhere', async () => {
  const before = await countContacts()
  const sent = admin.sendDocument('more.csv', Buffer.from('company,name,email\nBaltic Voice,Linas,l@example.org'))
  await sees(admin, /more.csv, contacts: 1 row/, { after: sent })
  const pressed = admin.press('Cancel')
  await sees(admin, /Nothing was imported/, { after: pressed })
  expect(await countContacts()).toBe(before)
  expect(await service.db.sql('SELECT 1 FROM record_import WHERE content IS NOT NULL')).toEqual([])
})

test.each([
  ['no text', Buffer.from([0xff, 0x00, 0x10, 0x80]), /it is not a CSV file in UTF-8/],
  ['only a heading', Buffer.from('name;externalId'), /no lines below the first/],
  ['a column nobody knows', Buffer.from('name;salary\nA;1'), /no column “salary”/],
])('a file that is %s is answered with what is wrong', async (_title, bytes, answer) => {
  const sent = admin.sendDocument('odd.csv', bytes)
  const said = await sees(admin, answer, { after: sent })
  expect(said.text).toContain('Nothing was imported')
})

test('/import says how a file has to look', async () => {
  const sent = admin.send('/import')
  const { text } = await sees(admin, /Send me a CSV file/, { after: sent })
  expect(text).toContain('servers: company; name; product; version')
})

test('an engineer’s CSV is a file like any other', async () => {
  const sent = petras.sendDocument('clients.csv', Buffer.from(file))
  await sees(petras, /This reached nobody/, { after: sent })
})
