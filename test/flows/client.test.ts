// A client's day in the chat: drafts, follow-ups, current ticket, closing and reopening, other people's tickets.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'

type Person = Awaited<ReturnType<typeof connect>>

let service: TestService
let people: DeskPeople
let jonas: Person
let ruta: Person
let ingrid: Person
let petras: Person

beforeAll(async () => {
  service = await startTestService()
  people = await createDeskPeople(service)
  jonas = await connect(service, telegramIds.jonas, 'Jonas')
  ruta = await connect(service, telegramIds.ruta, 'Rūta')
  ingrid = await connect(service, telegramIds.ingrid, 'Ingrid')
  petras = await connect(service, telegramIds.petras, 'Petras', 'petras_k')
})

afterAll(() => service.stop())

/** Opens a ticket by chat and returns its number; `then` lets the current ticket grow stale. */
async function open(person: Person, text: string): Promise<number> {
  const sent = person.send(`/new ${text}`)
  await sees(person, /New ticket/, { after: sent })
  const pressed = person.press('Create ticket')
  const confirmation = await sees(person, /Ticket #\d+ is open/, { after: pressed })
  return Number(/#(\d+)/.exec(confirmation.text)?.[1])
}

/** Nobody remembers what was spoken of a quarter of an hour ago. */
function later(): void {
  service.advance(16 * 60)
}

beforeEach(() => later())

describe('a draft', () => {
  test('takes further lines and files, shows one card, and keeps every word', async () => {
    const first = ingrid.send('No audio in one direction')
    await sees(ingrid, /New ticket/, { after: first })
    ingrid.send('It began after the update')
    const file = ingrid.sendDocument('sip.log', Buffer.from('INVITE sip:...'))
    const card = await sees(ingrid, (message) => message.text.includes('sip.log') && message.text.includes('after the update'), {
      after: file,
    })
    expect(card.text).toContain('Server: ')
    const pressed = ingrid.press('Create ticket')
    const confirmation = await sees(ingrid, /Ticket #\d+ is open/, { after: pressed })
    const number = Number(/#(\d+)/.exec(confirmation.text)?.[1])
    const ticket = await service.api<{ description: string; summary: string; attachments: unknown[]; channel?: string }>(
      'GET',
      `/tickets/${number}`,
    )
    expect(ticket.description).toBe('No audio in one direction\nIt began after the update')
    expect(ticket.summary).toBe('No audio in one direction')
    expect(ticket.attachments).toHaveLength(1)
  })

  test('a company with one server is not asked which', async () => {
    const sent = ingrid.send('/new Registration fails for all phones since 14:00')
    const card = await sees(ingrid, /New ticket/, { after: sent })
    expect(card.buttons.flat().map((button) => button.text)).not.toContain('Not related to a server')
    ingrid.press('Cancel')
    await sees(ingrid, /Dropped/, { after: sent })
  })

  test('its summary can be changed, and an edited message changes its line', async () => {
    const sent = jonas.send('hlep, it dont work')
    await sees(jonas, /New ticket/, { after: sent })
    const edit = jonas.edit(sent.messageId, 'Help, calls do not work')
    await sees(jonas, /Summary: Help, calls do not work/, { after: edit })
    const asked = jonas.press('Change the summary')
    await sees(jonas, /Write the new summary/, { after: asked })
    const title = jonas.send('All calls fail')
    await sees(jonas, /Summary: All calls fail/, { after: title })
    const cancelled = jonas.press('Cancel')
    await sees(jonas, /Your text, should you need it:\nHelp, calls do not work/, { after: cancelled })
  })

  test('a Blocker is confirmed once, created at once, and asked for the server afterwards', async () => {
    const sent = jonas.send('Everything is down')
    await sees(jonas, /New ticket/, { after: sent })
    const chosen = jonas.press('Blocker')
    const question = await sees(jonas, /Our engineers are told now, and work on it in working hours/, { after: chosen })
    expect(question.buttons.flat().map((button) => button.text)).toEqual(['Create ticket', 'Not a Blocker: High', 'Cancel'])
    const created = jonas.press('Create ticket')
    const confirmation = await sees(jonas, /is open as a Blocker/, { after: created })
    const number = /#(\d+)/.exec(confirmation.text)?.[1]
    await sees(jonas, new RegExp(`Which server is #${number} about`), { after: created })
    const server = jonas.press('m4-kaunas')
    await sees(jonas, new RegExp(`#${number}: server m4-kaunas`), { after: server })
    expect(await service.api('GET', `/tickets/${number}`)).toMatchObject({ priority: 'blocker' })
  })

  test('half-way left, it is brought to mind once and then dropped with its text', async () => {
    const sent = ruta.send('/new Something odd with the fax lines')
    await sees(ruta, /New ticket/, { after: sent })
    service.advance(31 * 60)
    await sees(ruta, /is not sent yet/, { after: sent, timeoutMs: 10_000 })
    service.advance(25 * 3600)
    const dropped = await sees(ruta, /was dropped/, { after: sent, timeoutMs: 10_000 })
    expect(dropped.text).toContain('Something odd with the fax lines')
    const stale = ruta.press('Create ticket')
    await sees(ruta, /^That draft is over/, { after: stale })
  })

  test('pressing Create twice makes one ticket', async () => {
    const sent = ruta.send('/new Twice is not better than once')
    await sees(ruta, /New ticket/, { after: sent })
    ruta.press('Create ticket')
    const again = ruta.press('Create ticket')
    await sees(ruta, /Ticket #\d+ is open/, { after: sent })
    await sees(ruta, /^That is ticket #\d+ already/, { after: again })
    const rows = await service.db.sql(`SELECT 1 FROM ticket WHERE summary = 'Twice is not better than once'`)
    expect(rows).toHaveLength(1)
  })
})

describe('a follow-up', () => {
  test('goes to the ticket just opened, visibly, and can be taken back', async () => {
    const number = await open(jonas, 'Billing shows wrong prices for Poland')
    const more = jonas.send('Only for mobile numbers')
    const shown = await sees(jonas, new RegExp(`^→ #${number}`), { after: more })
    expect(shown.buttons.flat().map((button) => button.text)).toEqual(['Not this ticket'])
    const back = jonas.press('Not this ticket')
    await sees(jonas, new RegExp(`Taken off #${number}`), { after: back })
    const card = await sees(jonas, /New ticket/, { after: back })
    expect(card.text).toContain('Only for mobile numbers')
    const { items } = await service.api<{ items: { body: string }[] }>('GET', `/tickets/${number}/comments`)
    expect(items.map((comment) => comment.body)).not.toContain('Only for mobile numbers')
    const add = jonas.press(`Add to #${number}`)
    await sees(jonas, new RegExp(`Added to #${number}`), { after: add })
  })

  test('several open tickets are never guessed between', async () => {
    await open(jonas, 'First problem with routing')
    await open(jonas, 'Second problem with reports')
    later()
    const sent = jonas.send('It still happens')
    const card = await sees(jonas, /New ticket/, { after: sent })
    expect(card.buttons.flat().filter((button) => button.text.startsWith('Add to #')).length).toBeGreaterThanOrEqual(2)
    jonas.press('Cancel')
    await sees(jonas, /Dropped\. Nothing was created/, { after: sent })
  })

  test('finds its ticket by a reply to any message about it', async () => {
    const number = await open(jonas, 'Voicemail is silent')
    const other = await open(jonas, 'Something else entirely')
    const about = jonas.messages().findLast((message) => message.text.startsWith(`Ticket #${number} is open`))
    const sent = jonas.send('Also on extension 200', { replyTo: about?.messageId ?? 0 })
    await sees(jonas, new RegExp(`Added to #${number}`), { after: sent })
    expect(other).toBeGreaterThan(number)
  })

  test('in Lithuanian words, and with the number alone first', async () => {
    const number = await open(jonas, 'Fax over T.38 fails')
    later()
    const bare = jonas.send(String(number))
    await sees(jonas, new RegExp(`#${number} .*What would you like to add`), { after: bare })
    const sent = jonas.send(`Sveiki, turiu klausimą dėl užklausos nr. ${number}: kada bus sutvarkyta?`)
    await sees(jonas, new RegExp(`Added to #${number}`), { after: sent })
  })

  test('a number that merely looks like one opens no door', async () => {
    const sent = jonas.send('SIP 503 on port 5060, call +370 612 34567, costs 10001 EUR')
    const card = await sees(jonas, /New ticket/, { after: sent })
    expect(card.text).toContain('SIP 503')
    jonas.press('Cancel')
    await sees(jonas, /Dropped\. Nothing was created/, { after: sent })
  })

  test("another company's number and an unknown one get the same answer, and the text is kept", async () => {
    const number = await open(jonas, 'A secret of Baltic Voice')
    const foreign = ingrid.send(`ticket #${number} what is the state?`)
    const one = await sees(ingrid, /I find no ticket/, { after: foreign })
    const card = await sees(ingrid, /New ticket/, { after: foreign })
    expect(card.text).toContain('what is the state?')
    ingrid.press('Cancel')
    await sees(ingrid, /Dropped\. Nothing was created/, { after: foreign })
    const unknown = ingrid.send('/ticket 7654321')
    const other = await sees(ingrid, /I find no ticket/, { after: unknown })
    expect(other.text.replace('7654321', String(number))).toBe(one.text)
  })

  test('colleagues who took part hear of it, the author does not', async () => {
    const number = await open(jonas, 'Conference calls drop after 30 seconds')
    const mark = ruta.send(`I see it too, ticket ${number}`)
    await sees(ruta, new RegExp(`Added to #${number}`), { after: mark })
    const heard = await sees(jonas, /I see it too/, { after: mark })
    expect(heard.text).toContain('Rūta')
    expect(ruta.messages().some((message) => message.text.includes('I see it too'))).toBe(false)
  })
})

describe('an ended ticket', () => {
  test('within two weeks: reopen or new; the message is kept meanwhile', async () => {
    const number = await open(jonas, 'LCR picks the wrong provider')
    const closed = jonas.send(`/close ${number}`)
    await sees(jonas, new RegExp(`#${number} is closed`), { after: closed })
    const sent = jonas.send(`It is back, #${number}`)
    await sees(jonas, /Reopen it with your message/, { after: sent })
    const pressed = jonas.press(`Reopen #${number}`)
    await sees(jonas, new RegExp(`Added to #${number}`), { after: pressed })
    expect(await service.api('GET', `/tickets/${number}`)).toMatchObject({ status: 'open' })
  })

  test('after two weeks a new ticket refers to it', async () => {
    const number = await open(ruta, 'DTMF is not recognised')
    const closed = ruta.send(`/close ${number}`)
    await sees(ruta, new RegExp(`#${number} is closed`), { after: closed })
    service.advance(15 * 24 * 3600)
    const sent = ruta.send(`ticket ${number}: it happens again`)
    await sees(ruta, /a new ticket that refers to it/, { after: sent })
    await sees(ruta, /New ticket/, { after: sent })
    const pressed = ruta.press('Create ticket')
    await sees(ruta, /Ticket #\d+ is open/, { after: pressed })
    const rows = await service.db.sql(
      `SELECT old.number FROM ticket t JOIN ticket old ON old.id = t.refers_to_id ORDER BY t.number DESC LIMIT 1`,
    )
    expect(rows).toEqual([{ number }])
  })
})

describe('commands', () => {
  test('/tickets lists what is open, /ticket shows the engineer on top', async () => {
    const number = await open(jonas, 'IVR plays the wrong file')
    const taken = petras.send(`/take ${number}`)
    await sees(petras, new RegExp(`#${number} is yours`), { after: taken })
    const list = jonas.send('/tickets')
    await sees(jonas, new RegExp(`#${number} IVR plays the wrong file`), { after: list })
    await service.api('PATCH', `/engineers/${people.engineers.petras}`, { publicContact: true })
    const shown = jonas.send(`/ticket ${number}`)
    const page = await sees(jonas, /Opened/, { after: shown })
    expect(page.text.split('\n')[0]).toBe('Your engineer: Petras Jankauskas, @petras_k')
  })

  test('/priority changes it, with words or by buttons', async () => {
    const number = await open(jonas, 'Reports are slow')
    const asked = jonas.send(`/priority ${number}`)
    await sees(jonas, /Change it to/, { after: asked })
    const pressed = jonas.press('Low')
    await sees(jonas, new RegExp(`#${number} now has priority Low`), { after: pressed })
    const typed = jonas.send(`/priority ${number} high`)
    await sees(jonas, new RegExp(`#${number} now has priority High`), { after: typed })
  })

  test('what is not for a client does not exist for them', async () => {
    const sent = jonas.send('/queue')
    await sees(jonas, 'I do not know /queue', { after: sent })
    const help = jonas.send('/help')
    const text = await sees(jonas, /\/new/, { after: help })
    expect(text.text).not.toContain('/queue')
  })

  test('/cancel with nothing unfinished says so', async () => {
    const sent = ingrid.send('/cancel')
    await sees(ingrid, /nothing unfinished/, { after: sent })
  })
})

describe('every kind of content', () => {
  test('an album is one message with all its files, also when a part is late', async () => {
    const number = await open(jonas, 'Screens of the fault follow')
    later()
    const picture = Buffer.from('picture')
    const { albumId, parts } = jonas.sendAlbum([
      { kind: 'photo', bytes: picture, caption: `ticket #${number}` },
      { kind: 'photo', bytes: picture },
    ])
    await sees(jonas, new RegExp(`#${number}`), { after: parts[0]?.mark ?? 0, timeoutMs: 10_000 })
    jonas.sendAlbum([{ kind: 'photo', bytes: picture }], { albumId })
    await expect
      .poll(
        async () => {
          const { items } = await service.api<{ items: { attachments: unknown[] }[] }>('GET', `/tickets/${number}/comments`)
          return items.map((comment) => comment.attachments.length)
        },
        { timeout: 10_000 },
      )
      .toEqual([3])
  })

  test('places, contacts, stickers and voice are kept; a file too large is said at once', async () => {
    const number = await open(ruta, 'All kinds of things')
    ruta.sendLocation(54.6872, 25.2797)
    ruta.sendContact('Provider NOC', '+37060000000')
    ruta.sendSticker('😀')
    ruta.sendVoice(Buffer.from('voice'))
    const large = ruta.sendDocument('huge.pcap', Buffer.from('x'), { statedSize: 30 * 1024 * 1024 })
    await sees(ruta, /huge.pcap is larger than I can fetch/, { after: large })
    await expect
      .poll(
        async () => {
          const { items } = await service.api<{ items: { body: string; attachments: unknown[] }[] }>(
            'GET',
            `/tickets/${number}/comments`,
          )
          return items.map((comment) => comment.body || `files: ${comment.attachments.length}`)
        },
        { timeout: 10_000 },
      )
      .toEqual([
        '📍 54.687200, 25.279700',
        '👤 Provider NOC, +37060000000',
        '😀',
        'files: 1',
        '(file too large to fetch: huge.pcap)',
      ])
  })

  test('an edited comment keeps what it said before', async () => {
    const number = await open(jonas, 'Edits are versions')
    const sent = jonas.send('The port is 5061')
    await sees(jonas, new RegExp(`^→ #${number}`), { after: sent })
    // Only who has read the old words is told of the difference.
    await sees(petras, 'The port is 5061', { timeoutMs: 15_000 })
    jonas.edit(sent.messageId, 'The port is 5060')
    await sees(petras, /changed a message:\n− The port is 5061\n\+ The port is 5060/, { after: sent, timeoutMs: 15_000 })
    const rows = await service.db.sql(
      `SELECT v.body AS before, c.body AS now FROM comment_version v JOIN comment c ON c.id = v.comment_id`,
    )
    expect(rows).toContainEqual({ before: 'The port is 5061', now: 'The port is 5060' })
  })
})
