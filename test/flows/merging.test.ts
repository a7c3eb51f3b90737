// Duplicates become one ticket without losing a promise, and related tickets know of each other.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/db/client.ts'
import { checkClocks } from '../../src/services/check-clocks.ts'
import { silentLog } from '../support/delivery.ts'
import { createDesk } from '../support/desk.ts'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'

type Person = Awaited<ReturnType<typeof connect>>
interface Ticket {
  readonly number: number
  readonly status: string
  readonly priority: string
  readonly mergedInto: number | null
  readonly merged: readonly number[]
  readonly links: readonly number[]
  readonly clocks: readonly {
    kind: string
    cycle: number
    dueAt: string | null
    stoppedAt: string | null
    outcome: string | null
  }[]
}

let service: TestService
let people: DeskPeople
let jonas: Person
let ruta: Person
let petras: Person
let asta: Person

beforeAll(async () => {
  service = await startTestService()
  people = await createDeskPeople(service)
  await service.api('POST', `/companies/${people.company}/subscriptions`, { plan: 'ENTERPRISE', startsOn: '2026-01-01' })
  jonas = await connect(service, telegramIds.jonas, 'Jonas')
  ruta = await connect(service, telegramIds.ruta, 'Rūta')
  petras = await connect(service, telegramIds.petras, 'Petras')
  asta = await connect(service, telegramIds.asta, 'Asta')
})

afterAll(() => service.stop())

/** Everything was said, and it is written down which message says what. */
const settled = () =>
  expect
    .poll(() => service.db.sql(`SELECT id FROM outbox_message WHERE state IN ('queued', 'sending')`), { timeout: 15_000 })
    .toEqual([])

const read = (number: number) => service.api<Ticket>('GET', `/tickets/${number}`)

async function open(summary: string, more: Record<string, unknown> = {}): Promise<number> {
  const made = await service.api<{ number: number }>('POST', '/tickets', {
    company: people.company,
    contact: people.contacts.jonas,
    summary,
    description: `${summary}, since this morning.`,
    priority: 'medium',
    ...more,
  })
  return made.number
}

const running = ({ clocks }: Ticket, kind: string) => clocks.find((clock) => clock.kind === kind && clock.stoppedAt === null)

describe('merging a duplicate', () => {
  test('closes it with a reference, tells its followers once, and shows its comments on the one that stays', async () => {
    const stays = await open('No audio at all')
    const duplicate = await open('Cannot hear anybody', { contact: people.contacts.ruta })
    const opened = await sees(asta, `New ticket #${duplicate}`)
    await settled()
    asta.send('Rūta, which phone is it?', { replyTo: opened.messageId })
    const question = await sees(ruta, 'which phone is it')
    const merged = petras.send(`/merge ${duplicate} into #${stays}`)
    await sees(petras, `#${duplicate} is now part of #${stays} No audio at all`, { after: merged })
    const told = await sees(ruta, `#${duplicate} is about the same as #${stays}`)
    expect(told.text).toContain('Reply to this message')
    expect(await read(duplicate)).toMatchObject({ status: 'closed', mergedInto: stays })
    expect(await read(stays)).toMatchObject({ status: 'open', merged: [duplicate] })

    await settled()
    const said = ruta.send('It is a Yealink', { replyTo: question.messageId })
    await sees(ruta, `Added to #${stays}`, { after: said })
    const shown = petras.send(`/ticket ${stays}`)
    const page = await sees(petras, 'No audio at all, since this morning', { after: shown })
    for (const words of ['which phone is it', 'It is a Yealink', `With #${duplicate} Cannot hear anybody`])
      expect(page.text).toContain(words)
    const old = petras.send(`/ticket ${duplicate}`)
    expect((await sees(petras, 'Cannot hear anybody, since', { after: old })).text).toContain(`Part of #${stays}`)
    const reopened = petras.send(`/reopen ${duplicate}`)
    await sees(petras, `#${duplicate} is part of #${stays} now`, { after: reopened })
    const answered = petras.send(`/reply ${duplicate} A new firmware cures it`)
    await sees(petras, `#${stays}: on its way to 2 contacts`, { after: answered })
    await sees(ruta, 'A new firmware cures it')
    expect(ruta.messages().filter(({ text }) => text.includes('is about the same as'))).toHaveLength(1)
    expect(jonas.messages().filter(({ text }) => text.includes('is about the same as'))).toHaveLength(0)
  })

  test('keeps the older promise and the higher priority, and counts each promise once', async () => {
    const urgent = await open('Trunk down', { priority: 'high' })
    const promised = running(await read(urgent), 'first-response')
    service.advance(600)
    const later = await open('Trunk is down again', { priority: 'medium' })
    expect((await read(later)).clocks.length).toBeGreaterThan(0)
    await service.api('POST', `/tickets/${urgent}/merge`, { into: later })
    const kept = await read(later)
    expect(kept.priority).toBe('high')
    expect(running(kept, 'first-response')?.dueAt).toBe(promised?.dueAt)
    const gone = await read(urgent)
    expect(gone.clocks.map(({ outcome }) => outcome)).toEqual(['cancelled', 'cancelled'])
  })

  test('a question that nobody has answered yet waits for its answer on the ticket that stays', async () => {
    const stays = await open('Fax lines')
    await service.api('POST', `/tickets/${stays}/comments`, {
      author: { engineer: people.engineers.asta },
      body: 'We look at it',
    })
    expect(running(await read(stays), 'next-response')).toBeUndefined()
    const duplicate = await open('Fax lines, too')
    const promised = running(await read(duplicate), 'first-response')
    await service.api('POST', `/tickets/${duplicate}/merge`, { into: stays })
    expect(running(await read(stays), 'next-response')?.dueAt).toBe(promised?.dueAt)
  })

  test('tickets of different companies, a ticket and itself, and one that is merged already are refused', async () => {
    const one = await open('One')
    const two = await open('Two')
    const foreign = await open('Foreign', { company: people.otherCompany, contact: people.contacts.ingrid })
    const asked = petras.send(`/merge ${foreign} ${one}`)
    await sees(petras, /of different companies and stay apart/, { after: asked })
    await service.api('POST', `/tickets/${two}/merge`, { into: one })
    await expect(service.api('POST', `/tickets/${two}/merge`, { into: one })).rejects.toThrow('409')
    await expect(service.api('POST', `/tickets/${one}/merge`, { into: one })).rejects.toThrow('422')
    await expect(service.api('POST', `/tickets/${one}/merge`, { into: foreign })).rejects.toThrow('422')
    await expect(service.api('POST', `/tickets/${one}/merge`, { into: 999_999 })).rejects.toThrow('422')
    const unclear = petras.send('/merge that one')
    await sees(petras, /The duplicate comes first/, { after: unclear })
  })

  test('the clocks counted again from the history are those that are stored', async () => {
    const database = openDatabase({ url: service.db.url, secrets: service.db.secrets, now: () => new Date(), onCommit: () => {} })
    const deps = { database, desk: createDesk(), log: silentLog }
    const { tickets, differences } = await checkClocks(deps).finally(() => database.close())
    expect(tickets).toBeGreaterThan(6)
    expect(differences).toBe(0)
  })
})

describe('linking', () => {
  test('shows on both pages; a client sees no link to another company’s ticket', async () => {
    const one = await open('Linked one')
    const two = await open('Linked two')
    const foreign = await open('Not for Jonas', { company: people.otherCompany, contact: people.contacts.ingrid })
    const linked = petras.send(`/link ${one} ${two}`)
    await sees(petras, `#${one} and #${two} are linked`, { after: linked })
    await service.api('POST', `/tickets/${one}/links`, { ticket: foreign })
    expect((await read(one)).links).toEqual([two, foreign])
    expect((await read(foreign)).links).toEqual([one])
    const shown = petras.send(`/ticket ${one}`)
    const page = await sees(petras, 'Linked one, since', { after: shown })
    expect(page.text).toContain(`Related: #${two} Linked two`)
    expect(page.text).toContain(`Related: #${foreign} Not for Jonas`)
    const asked = jonas.send(`/ticket ${one}`)
    const clients = await sees(jonas, 'Linked one, since', { after: asked })
    expect(clients.text).toContain(`Related: #${two}`)
    expect(clients.text).not.toContain('Not for Jonas')
    const undone = petras.send(`/unlink ${two} ${one}`)
    await sees(petras, 'not linked any more', { after: undone })
    await service.api('DELETE', `/tickets/${one}/links/${foreign}`)
    expect((await read(one)).links).toEqual([])
  })
})
