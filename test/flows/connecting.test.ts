// Who gets in, and how: stored ids, usernames that are pinned, one-time codes, changed ids; and what a stranger learns.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'

let service: TestService
let people: DeskPeople
const connected = 'Successfully connected with our system'

beforeAll(async () => {
  service = await startTestService()
  people = await createDeskPeople(service)
})

afterAll(() => service.stop())

const person = (id: number, username?: string) =>
  service.telegram.person({ id, firstName: `Person ${id}`, ...(username === undefined ? {} : { username }) })

async function newContact(telegramId: string | undefined, more: object = {}): Promise<string> {
  const body = { name: 'New contact', ...(telegramId === undefined ? {} : { telegramId }), ...more }
  return (await service.api<{ id: string }>('POST', `/companies/${people.company}/contacts`, body)).id
}

async function linkCode(contact: string): Promise<{ code: string; links: { telegram?: string } }> {
  return service.api('POST', `/contacts/${contact}/link-codes`, {})
}

describe('a stored id', () => {
  test('connects with /start: first the exact sentence, then who one is; again is harmless', async () => {
    const jonas = person(telegramIds.jonas)
    jonas.send('/start')
    await sees(jonas, /You are connected as Jonas, Baltic Voice/)
    expect(jonas.messages().map((message) => message.text)[0]).toBe(connected)
    const again = jonas.send('/start')
    await sees(jonas, connected, { after: again })
    await sees(jonas, /You are connected as Jonas/, { after: again })
  })

  test('counts for what is written right behind /start, before anything was answered', async () => {
    await newContact('7001')
    const hasty = person(7001)
    const sent = hasty.send('/start')
    hasty.send('/new All calls fail since midnight')
    await sees(hasty, connected, { after: sent })
    const card = await sees(hasty, /New ticket/, { after: sent })
    expect(card.text).toContain('All calls fail since midnight')
  })

  test('gives the commands of the role as a menu, and takes them away with the access', async () => {
    const contact = await newContact('7101')
    const someone = await connect(service, 7101)
    const menu = await service.telegram.waitForCall(
      (call) => /setMyCommands/i.test(call.method) && JSON.stringify(call.parameters).includes('7101'),
    )
    expect(JSON.stringify(menu.parameters)).toContain('tickets')
    await service.api('PATCH', `/contacts/${contact}`, { active: false })
    await sees(someone, /no longer connected/)
    await service.telegram.waitForCall(
      (call) => /deleteMyCommands/i.test(call.method) && JSON.stringify(call.parameters).includes('7101'),
    )
    const sent = someone.send('/tickets')
    await sees(someone, /I do not know this chat yet/, { after: sent })
  })

  test('a username opens once, and then belongs to the number it was matched to', async () => {
    await newContact('@Vilius_K')
    const vilius = await connect(service, 7201, 'Vilius', 'vilius_k')
    expect(vilius.messages()[0]?.text).toBe(connected)
    const thief = person(7202, 'vilius_k')
    const sent = thief.send('/start')
    await sees(thief, /I do not know this chat yet/, { after: sent })
  })

  test('a changed id connects the new chat, and the old one is told', async () => {
    const contact = await newContact('7301')
    const before = await connect(service, 7301)
    await service.api('PATCH', `/contacts/${contact}`, { telegramId: '7302' })
    await sees(before, /no longer connected/)
    const after = await connect(service, 7302)
    expect(after.messages()[0]?.text).toBe(connected)
    const sent = before.send('/tickets')
    await sees(before, /I do not know this chat yet/, { after: sent })
  })
})

describe('a one-time code', () => {
  test('connects by link, by /start CODE, or bare; once, and for the same person again', async () => {
    const { code, links } = await linkCode(await newContact(undefined))
    expect(links.telegram).toContain(`start=${code}`)
    const first = person(7401)
    const opened = first.openLink(code)
    await sees(first, connected, { after: opened })
    const again = first.openLink(code)
    await sees(first, connected, { after: again })
    const other = person(7402)
    const stolen = other.send(code)
    await sees(other, /This code does not work/, { after: stolen })

    const bare = person(7403)
    const pasted = bare.send((await linkCode(await newContact(undefined))).code)
    await sees(bare, connected, { after: pasted })
  })

  test('moves the connection to another chat, and the old one is told', async () => {
    const contact = await newContact('7501')
    const old = await connect(service, 7501)
    const fresh = person(7502)
    fresh.openLink((await linkCode(contact)).code)
    await sees(fresh, connected)
    await sees(old, /no longer connected/)
    const sent = old.send('/start')
    await sees(old, /I do not know this chat yet/, { after: sent })
  })

  test('is gone after 15 minutes', async () => {
    const { code } = await linkCode(await newContact(undefined))
    service.advance(15 * 60 + 1)
    const late = person(7601)
    const sent = late.send(code)
    await sees(late, /This code does not work/, { after: sent })
  })

  test('cannot be guessed for long', async () => {
    const guesser = person(7701)
    for (let attempt = 0; attempt < 5; attempt++) {
      const sent = guesser.send(`/start ${String(attempt).repeat(22)}`)
      await sees(guesser, /This code does not work/, { after: sent })
    }
    const right = (await linkCode(await newContact(undefined))).code
    const sent = guesser.send(`/start ${right}`)
    await sees(guesser, /Too many wrong codes/, { after: sent })
  })
})

describe('somebody unknown', () => {
  test('sees their id and how to connect, once, whatever they send', async () => {
    const stranger = person(9001)
    for (let line = 0; line < 40; line++) stranger.send(`ticket #${10001 + line} tell me about it`)
    const told = await sees(stranger, /I do not know this chat yet/)
    expect(told.text).toContain('9001')
    await expect.poll(() => service.db.sql(`SELECT 1 FROM inbound_message WHERE state = 'new'`)).toHaveLength(0)
    expect(stranger.messages()).toHaveLength(1)
  })

  test('cannot press what they were never shown', async () => {
    const jonas = person(telegramIds.jonas)
    const sent = jonas.send('/new A draft of somebody else')
    await sees(jonas, /New ticket/, { after: sent })
    const rows = await service.db.sql(`SELECT count(*)::int AS tickets FROM ticket`)
    expect(rows).toEqual([{ tickets: 0 }])
  })
})

describe('the invoices contact', () => {
  test('is told what this chat is for, and sees no tickets', async () => {
    const finance = await connect(service, telegramIds.invoices)
    const asked = finance.send('What about my ticket #10001?')
    await sees(finance, /This chat is for invoices and payments/, { after: asked })
    const command = finance.send('/tickets')
    await sees(finance, 'I do not know /tickets', { after: command })
  })
})
