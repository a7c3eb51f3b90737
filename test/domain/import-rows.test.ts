import { describe, expect, test } from 'vitest'
import { type ImportFile, readImport } from '../../src/domain/import-rows.ts'

function read(text: string, hint = ''): ImportFile {
  const file = readImport(text, hint)
  if ('fault' in file) throw new Error(`${file.fault}: ${file.word}`)
  return file
}

/** What is wrong with one row of contacts, as "line field reason". */
function faultsOf(text: string, hint = ''): readonly string[] {
  return read(text, hint).faults.map(({ line, field, reason }) => `${line} ${field} ${reason}`)
}

test('a file of companies is read as people write one', () => {
  const { kind, rows, faults } = read(
    'Name;External ID;E-mails;language;Licence\nBaltic Voice;crm-1;"a@example.org, b@example.org";LT;yes\nNordic;;;;'.replace(
      'E-mails',
      'emails',
    ),
  )
  expect([kind, faults]).toEqual(['companies', []])
  expect(rows).toEqual([
    {
      line: 2,
      values: {
        name: 'Baltic Voice',
        externalId: 'crm-1',
        emails: ['a@example.org', 'b@example.org'],
        language: 'lt',
        licence: true,
      },
    },
    { line: 3, values: { name: 'Nordic' } },
  ])
})

describe('which kind of file it is', () => {
  test.each([
    ['name,externalId\nA,1', '', 'companies'],
    ['company,name,telegramId\nA,B,1', '', 'contacts'],
    ['company,name,version\nA,B,1', '', 'servers'],
    ['company,name\nA,B', 'servers.csv', 'servers'],
    ['company,name\nA,B', 'list.csv (Contacts)', 'contacts'],
  ])('%j sent as %j', (text, hint, kind) => {
    expect(read(text, hint).kind).toBe(kind)
  })
})

test.each([
  ['', '', 'empty', ''],
  ['name;licence', '', 'empty', ''],
  ['company;name\nA;B', 'list.csv', 'which-kind', ''],
  ['name;salary\nA;1', '', 'unknown-column', 'salary'],
  ['name;Name\nA;B', '', 'column-twice', 'name'],
  ['externalId;licence\n1;yes', '', 'no-name', 'name'],
  ['name;version\nA;1', 'servers', 'no-name', 'company'],
  ['name\n"A', '', 'quote-open', '2'],
])('%j cannot be read at all', (text, hint, fault, word) => {
  expect(readImport(text, hint)).toEqual({ fault, word })
})

test('ten thousand lines are taken, and not one more', () => {
  const lines = (count: number) => `name\n${Array.from({ length: count }, (_, index) => `Company ${index}`).join('\n')}`
  expect(read(lines(10_000)).rows).toHaveLength(10_000)
  expect(readImport(lines(10_001), '')).toEqual({ fault: 'too-many-rows', word: '10002' })
})

test('every fault names its line and its column, and the other lines stand', () => {
  const text = [
    'company;name;email;telegramId;whatsapp;language;timeZone;mainUser',
    'A;Good;good@example.org;@good_one;+370 612 34567;en;Europe/Vilnius;taip',
    'A;;x@example.org;;;;;',
    ';Nobody;;;;;;',
    'A;Mail;not-mail;;;;;',
    'A;Telegram;;bad name;;;;',
    'A;Phone;;;12345;;;',
    'A;Language;;;;fr;;',
    'A;Zone;;;;;Mars/Base;',
    'A;Main;;;;;;perhaps',
    'A;Long;;;;;;;too;many',
    `A;${'x'.repeat(201)};;;;;;`,
  ].join('\n')
  expect(faultsOf(text)).toEqual([
    '3 name missing',
    '4 company missing',
    '5 email email',
    '6 telegramId telegram',
    '7 whatsapp phone',
    '8 language language',
    '9 timeZone time-zone',
    '10 mainUser yes-no',
    '11  too-many-cells',
    '12 name too-long',
  ])
  expect(read(text).rows.filter(({ values }) => values !== null)).toHaveLength(1)
})

test.each(['=1+1', '+cmd', '-2+3', '@SUM(A1)', "'=HYPERLINK(1)"])(
  'a name that a spreadsheet would run is refused: %s',
  (name) => {
    expect(faultsOf(`name;externalId\n"${name}";1`)).toEqual(['2 name formula'])
  },
)

test('what looks like a formula and is an address is none', () => {
  const text = "company;name;telegramId;whatsapp\nA;B;@petras_j;+37061234567\nA;C;'@asta_v;'+37061234568\nA;D;-;–"
  expect(read(text).faults).toEqual([])
  expect(read(text).rows.map(({ values }) => values)).toEqual([
    { company: 'A', name: 'B', telegramId: '@petras_j', whatsapp: '+37061234567' },
    { company: 'A', name: 'C', telegramId: '@asta_v', whatsapp: '+37061234568' },
    { company: 'A', name: 'D' },
  ])
})

test('a line that repeats an earlier one is a fault, the earlier one is not', () => {
  const text = 'company;name;telegramId\nA;Jonas;1\nA;JONAS;2\nB;Jonas;3\nB;Petras;1'
  expect(faultsOf(text)).toEqual(['3 name twice', '5 telegramId twice'])
})

test('companies with an id of their own may share a name', () => {
  expect(faultsOf('name;externalId\nVoice;1\nVoice;2\nOther;1')).toEqual(['4 name twice'])
})
