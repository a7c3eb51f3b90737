// A messenger may know a person by several ids and tell so late. Whatever comes first, it is one person: connected once, with one
// chat, whose draft and ticket stay. Two people who are connected stay two.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Sender } from '../../src/domain/channel.ts'
import { createDeskPeople, type DeskPeople } from '../support/desk-people.ts'
import { createScriptedMessenger } from '../support/scripted-messenger.ts'
import { startTestService, type TestService } from '../support/service.ts'
import { waitUntil } from '../support/wait-until.ts'

const messenger = createScriptedMessenger()
let service: TestService
let people: DeskPeople
let cases = 0

beforeAll(async () => {
  service = await startTestService({}, undefined, [messenger])
  people = await createDeskPeople(service)
})
afterAll(() => service.stop())

interface Case {
  readonly phone: string
  readonly lid: string
  readonly code: string
  readonly contactId: string
}

async function begin(): Promise<Case> {
  const number = ++cases
  const contact = await service.api<{ id: string }>('POST', `/companies/${people.company}/contacts`, { name: `Client ${number}` })
  const { code } = await service.api<{ code: string }>('POST', `/contacts/${contact.id}/link-codes`)
  return { phone: `3706${number}@phone`, lid: `9000${number}@lid`, code, contactId: contact.id }
}

function person(userId: string, alsoKnownAs?: string) {
  const sender: Sender = { userId, displayName: 'Client', ...(alsoKnownAs === undefined ? {} : { alsoKnownAs: [alsoKnownAs] }) }
  return messenger.person(sender, userId)
}

function move({ phone, lid }: Case): Promise<void> {
  const base = messenger.base(phone, { userId: phone })
  return messenger.receive([{ ...base, kind: 'moved', newAddress: lid, newUserId: lid }])
}

async function settled(): Promise<void> {
  await waitUntil(async () => {
    const [row] = await service.db.sql<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM inbound_message WHERE state = 'new'`,
    )
    return row?.waiting === 0
  })
}

async function identities({ phone, lid }: Case) {
  await settled()
  return service.db.sql<{ user_id: string; aliases: string[]; contact_id: string | null }>(
    `SELECT user_id, aliases, contact_id FROM chat_identity WHERE user_id = ANY($1) OR aliases && $1 ORDER BY user_id`,
    [[phone, lid]],
  )
}

const steps = {
  connects: (one: Case) => person(one.phone).send(one.code),
  'writes under both ids': (one: Case) => person(one.lid, one.phone).send('/help'),
  moves: (one: Case) => move(one),
} as const

const orders: readonly (readonly (keyof typeof steps)[])[] = [
  ['connects', 'writes under both ids', 'moves'],
  ['connects', 'moves', 'writes under both ids'],
  ['writes under both ids', 'connects', 'moves'],
  ['writes under both ids', 'moves', 'connects'],
  ['moves', 'connects', 'writes under both ids'],
  ['moves', 'writes under both ids', 'connects'],
]

describe('One person who is first known by a phone number and then by another id', () => {
  test.each(orders)('is one when the person %s, %s, %s', async (...order) => {
    const one = await begin()
    for (const step of order) {
      await steps[step](one)
      await settled()
    }
    expect(await identities(one)).toEqual([{ user_id: one.lid, aliases: [one.phone], contact_id: one.contactId }])
  })

  test('keeps the draft, and the ticket is created where the person is now', async () => {
    const one = await begin()
    const before = person(one.phone)
    await before.send(one.code)
    await before.sees(/You are connected as/)
    await before.send('No calls since this morning on mor-vilnius, SIP 503')
    await before.sees(/not sent yet/)
    await move(one)
    await settled()
    const after = person(one.lid)
    await after.send('Create ticket')
    await after.sees(/Ticket #\d+ is open: No calls/)
  })

  test('keeps the draft as well when it shows in a message that names both ids', async () => {
    const one = await begin()
    const before = person(one.phone)
    await before.send(one.code)
    await before.sees(/You are connected as/)
    await before.send('The web interface answers with an error page since noon')
    await before.sees(/not sent yet/)
    const after = person(one.lid, one.phone)
    await after.send('Create ticket')
    await after.sees(/Ticket #\d+ is open: The web interface/)
  })
})

test('Two connected people are never made one: the newer claim is refused, and the admins hear of it', async () => {
  const [one, two] = [await begin(), await begin()]
  const first = person(one.phone)
  await first.send(one.code)
  await first.sees(/You are connected as/)
  const second = person(two.lid)
  await second.send(two.code)
  await second.sees(/You are connected as/)
  const seen = person(two.lid).shown().length
  await person(two.lid, one.phone).send('/help')
  await person(two.lid).sees(/help|ticket/iu, seen)
  expect(await identities(one)).toMatchObject([{ user_id: one.phone, contact_id: one.contactId }])
  expect(await identities(two)).toMatchObject([{ user_id: two.lid, contact_id: two.contactId, aliases: [] }])
  const audit = await service.db.sql(`SELECT data FROM audit_entry WHERE action = 'merge-refused'`)
  expect(audit).toHaveLength(1)
  await person(two.lid, one.phone).send('/help')
  await settled()
  expect(await service.db.sql(`SELECT data FROM audit_entry WHERE action = 'merge-refused'`)).toHaveLength(1)
})

test('A number that changed hands opens nothing: who has it now is somebody else than who is known by another id', async () => {
  const one = await begin()
  const owner = person(one.lid, one.phone)
  await owner.send(one.code)
  await owner.sees(/You are connected as/)
  const heir = person('7777@lid', one.phone)
  await heir.send('/start')
  await heir.sees(/I do not know this chat yet/)
  expect(await identities(one)).toEqual([{ user_id: one.lid, aliases: [one.phone], contact_id: one.contactId }])
})
