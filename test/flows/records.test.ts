// An administrator keeps companies, contacts and engineers in the chat: finds, enters step by step, changes, hands over a link
// code, takes access away.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { qrSize } from '../../src/services/draw-qr.ts'
import { readPixels } from '../playground/shrink-png.ts'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'

type Person = Awaited<ReturnType<typeof connect>>

let service: TestService
let people: DeskPeople
let admin: Person
let petras: Person
let jonas: Person

beforeAll(async () => {
  service = await startTestService()
  people = await createDeskPeople(service)
  admin = await connect(service, telegramIds.admin, 'Darius')
  petras = await connect(service, telegramIds.petras, 'Petras')
  jonas = await connect(service, telegramIds.jonas, 'Jonas')
})

afterAll(() => service.stop())

/** Writes, and gets to see the answer. */
async function asks(line: string, answer: string | RegExp) {
  const sent = admin.send(line)
  return sees(admin, answer, { after: sent })
}

async function presses(label: string, answer: string | RegExp) {
  const pressed = admin.press(label)
  return sees(admin, answer, { after: pressed })
}

function labelsOf(message: { readonly buttons: readonly (readonly { readonly text: string }[])[] }): readonly string[] {
  return message.buttons.flat().map(({ text }) => text)
}

test('a new company is entered step by step, and nothing is saved before the last step', async () => {
  await asks('/company', 'Which company?')
  await presses('New company', /company's name/)
  await asks('=Evil()', /begins like a formula/)
  await asks('Vox Vilnius', /Which ID does another system/)
  const external = await asks('crm-77', /support notices/)
  expect(labelsOf(external)).toEqual(['Leave out', '‹ Back', 'Cancel'])
  await asks('not an address', /not up to four e-mail addresses/)
  await asks('noc@vox.example, boss@vox.example', /development requests/)
  await presses('‹ Back', /support notices/)
  await asks('noc@vox.example', /development requests/)
  await presses('Leave out', /Which language/)
  await presses('Lithuanian', /hold a licence/)
  const summary = await presses('yes', /Name: Vox Vilnius/)
  expect(summary.text).toContain('Notice addresses: noc@vox.example')
  const before = await service.api<{ items: unknown[] }>('GET', '/companies?externalId=crm-77')
  expect(before.items).toEqual([])
  const card = await presses('Save', /0 active contacts/)
  expect(card.text).toContain('External ID: crm-77')
  const { items } = await service.api<{ items: { emails: string[]; licence: boolean }[] }>('GET', '/companies?externalId=crm-77')
  expect(items).toMatchObject([{ emails: ['noc@vox.example'], licence: true, language: 'lt' }])
})

test('how a company is named on invoices, and its VAT, are entered and changed one by one', async () => {
  const changes = async (field: string, question: RegExp) => {
    await asks('/company vox', /Vox Vilnius/)
    await presses('Change', /What is to be changed/)
    await presses(field, question)
  }
  await changes('Address', /address for invoices/)
  expect((await asks('Ąžuolyno g. 5\n\nLT-44444 Kaunas', /Vox Vilnius/)).text).toContain(
    'Address: Ąžuolyno g. 5, LT-44444 Kaunas',
  )
  await changes('VAT rate', /What VAT rate/)
  await asks('much', /0 to 100 percent/)
  expect((await asks('21 %', /Vox Vilnius/)).text).toContain('VAT rate: 21 %')
  await changes('Why without VAT', /pay no VAT/)
  await asks('Reverse charge', /exclude each other/)
  await presses('Cancel', /Nothing was saved/)
  await changes('VAT rate', /What VAT rate/)
  expect((await presses('Clear', /Vox Vilnius/)).text).not.toContain('VAT rate')
  const { items } = await service.api<{ items: object[] }>('GET', '/companies?externalId=crm-77')
  expect(items).toMatchObject([{ address: 'Ąžuolyno g. 5\nLT-44444 Kaunas', vatRate: null, vatExemption: null }])
})

test('the company gets a server, a plan and a contact, and the contact a link that connects', async () => {
  await asks('/company vox', /Vox Vilnius/)
  await presses('Add a server', /server's name/)
  await asks('mor-9', /Which product/)
  await asks('MOR', /Which version/)
  await asks('17', /Name: mor-9/)
  await presses('Save', /• mor-9 MOR 17/)
  await presses('Add a plan', /Which plan/)
  await presses('PREMIUM', /From which day/)
  await presses('today', /Until which day/)
  await asks('31.02.2040', /no day that exists/)
  await presses('Leave out', /Plan: PREMIUM/)
  const planned = await presses('Save', /PREMIUM \(kolmisoft\)/)
  expect(planned.text).toContain('• mor-9 MOR 17')
  await presses('Add a plan', /Which plan/)
  await presses('ENTERPRISE', /From which day/)
  await presses('today', /Until which day/)
  await presses('Leave out', /Plan: ENTERPRISE/)
  await presses('Save', /has a plan on some of these days already/)
  await presses('Cancel', /Nothing was saved/)
  await asks('/company vox', /Vox Vilnius/)
  await presses('Add a contact', /person's name/)
  await asks('Milda', /Which Telegram ID/)
  await asks(String(telegramIds.jonas), /Which e-mail/)
  await presses('Leave out', /WhatsApp/)
  await presses('Leave out', /there for/)
  await presses('Tickets, and main user', /Which language/)
  await presses('Leave out', /time zone/)
  await presses('Leave out', /Name: Milda/)
  await presses('Save', /has this Telegram ID/)
  // Back to the Telegram id, over what was left out.
  for (const seen of [/time zone/, /Which language/, /there for/, /WhatsApp/, /Which e-mail/, /Which Telegram ID/])
    await presses('‹ Back', seen)
  await presses('Leave out', /Which e-mail/)
  await presses('Leave out', /WhatsApp/)
  await presses('Leave out', /there for/)
  await presses('Tickets, and main user', /Which language/)
  await presses('Leave out', /time zone/)
  await presses('Leave out', /Name: Milda/)
  const card = await presses('Save', /Milda, Vox Vilnius/)
  expect(card.text).toContain('Not connected to a chat yet')
  expect(labelsOf(card)).toContain('✓ Main user')

  const pressed = admin.press('Link code')
  const { text } = await sees(admin, /good for 15 minutes/, { after: pressed })
  const code = /start=([\w-]{22})/.exec(text)?.[1] ?? ''
  expect(text).toContain(code)
  const picture = await sees(admin, (message) => message.files.length > 0, { after: pressed, timeoutMs: 15_000 })
  expect(picture.text).toContain('The same link for Milda')
  const { width, height, pixels } = readPixels(picture.files[0]?.bytes ?? Buffer.alloc(0))
  expect({ width, height }).toEqual(qrSize)
  expect(new Set(pixels).size).toBeGreaterThan(1)
  const milda = service.telegram.person({ id: 7001, firstName: 'Milda' })
  const started = milda.send(`/start ${code}`)
  await sees(milda, 'Successfully connected with our system', { after: started })
  expect((await asks('/contact milda', /Milda, Vox Vilnius/)).text).toContain('Connected to a chat.')
})

test('a switch on the card switches once, however often it is pressed', async () => {
  const card = await asks('/contact milda', /Milda/)
  const off = card.buttons.flat().find(({ text }) => text === '✓ Main user')
  const [first, second] = [admin.press('✓ Main user'), admin.press('✓ Main user')]
  await sees(admin, (message) => labelsOf(message).includes('○ Main user'), { after: first })
  await sees(admin, (message) => labelsOf(message).includes('○ Main user'), { after: second })
  expect(off).toBeDefined()
})

test('one field is changed, or cleared, without walking through the others', async () => {
  await asks('/contact milda', /Milda/)
  const choice = await presses('Change', /What is to be changed/)
  expect(labelsOf(choice)).toEqual(['Name', 'Telegram', 'E-mail', 'WhatsApp', 'Language', 'Time zone', '‹ Back'])
  await presses('E-mail', /Which e-mail/)
  expect((await asks('milda@vox.example', /Milda, Vox/)).text).toContain('E-mail: milda@vox.example')
  await presses('Change', /What is to be changed/)
  await presses('E-mail', /Which e-mail/)
  expect((await presses('Clear', /Milda, Vox/)).text).not.toContain('E-mail')
})

test('deactivating asks first, unlinks at once, and can be turned back', async () => {
  await asks(`/contact ${telegramIds.jonas}`, /Jonas, Baltic Voice/)
  await presses('Deactivate', /Every access ends at once/)
  const sure = admin.press('Yes, deactivate')
  await sees(admin, /Deactivated: no access/, { after: sure })
  await sees(jonas, /no longer connected/)
  const written = jonas.send('Hello?')
  await sees(jonas, /I do not know this chat yet/, { after: written })
  const audit = await service.db.sql(`SELECT actor, data FROM audit_entry WHERE subject = $1 AND action = 'change-rights'`, [
    `contact:${people.contacts.jonas}`,
  ])
  expect(audit).toMatchObject([{ actor: `engineer:${people.engineers.admin}`, data: { active: 'true -> false' } }])
  await presses('Activate', /Not connected to a chat yet/)
})

test('all contacts of a company lose their access together', async () => {
  await asks('/company nordic', /Nordic Telecom/)
  await presses('Deactivate all contacts', /the one contact of Nordic Telecom/)
  await presses('Yes, deactivate', /0 active contacts/)
  const rows = await service.db.sql('SELECT 1 FROM contact WHERE company_id = $1 AND active', [people.otherCompany])
  expect(rows).toEqual([])
})

describe('engineers', () => {
  test('a new one is entered, and made an administrator', async () => {
    await asks('/engineer', /Which engineer/)
    await presses('New engineer', /person's name/)
    await asks('Ona Onaitė', /Engineer or administrator/)
    await asks('engineer', /Which Telegram ID/)
    await asks('@ona_o', /Which e-mail/)
    await presses('Leave out', /see the engineer's address/)
    await presses('no', /Which language/)
    await presses('Leave out', /Role: engineer/)
    await presses('Save', /Ona Onaitė, engineer/)
    await presses('○ Administrator', /Ona Onaitė, administrator/)
  })

  test('nobody takes their own rights away', async () => {
    await asks('/engineer darius', /Darius, administrator/)
    await presses('✓ Administrator', /not for this chat/)
    await presses('Deactivate', /Every access/)
    await presses('Yes, deactivate', /not for this chat/)
  })

  test('who is no administrator has none of this', async () => {
    for (const line of ['/company', '/contact x', '/engineer', '/import', '/broadcast']) {
      const sent = petras.send(line)
      await sees(petras, /I do not know \//, { after: sent })
    }
  })
})

describe('words that fit', () => {
  test('several are offered to choose among', async () => {
    const found = await asks('/contact baltic', /Which one/)
    expect(labelsOf(found)).toEqual(['Invoices, Baltic Voice', 'Jonas, Baltic Voice', 'Rūta, Baltic Voice', 'New contact'])
    await presses('Rūta, Baltic Voice', /Connected|Not connected/)
  })

  test('signs of patterns are letters like others', async () => {
    await asks('/contact 100%_', /I find nothing under “100%_”/)
  })
})

test('an open form does not swallow commands or answers to clients, and can be dropped by /cancel', async () => {
  await asks('/company', 'Which company?')
  await presses('New company', /company's name/)
  await asks('/hours', /Working hours/)
  await asks('/cancel', /Nothing was saved/)
  await asks('Vox Two', /This reached nobody/)
})

test('a button of an older question does nothing', async () => {
  await asks('/company', 'Which company?')
  await presses('New company', /company's name/)
  const asked = await asks('Vox Three', /Which ID does another system/)
  await asks('crm-78', /support notices/)
  const pressed = admin.press('Leave out', { message: asked.messageId })
  await sees(admin, /button is from before/, { after: pressed })
  await asks('/cancel', /Nothing was saved/)
})
