// An engineer's private chat: pings, taking, handing over, answering, notes; and what goes wrong on the way to the client.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'

type Person = Awaited<ReturnType<typeof connect>>

let service: TestService
let people: DeskPeople
let jonas: Person
let petras: Person
let asta: Person
let admin: Person

beforeAll(async () => {
  service = await startTestService()
  people = await createDeskPeople(service)
  jonas = await connect(service, telegramIds.jonas, 'Jonas')
  petras = await connect(service, telegramIds.petras, 'Petras')
  asta = await connect(service, telegramIds.asta, 'Asta')
  admin = await connect(service, telegramIds.admin, 'Darius')
})

afterAll(() => service.stop())

async function open(summary: string): Promise<number> {
  const made = await service.api<{ number: number }>('POST', '/tickets', {
    company: people.company,
    contact: people.contacts.jonas,
    summary,
    description: `${summary}, since this morning.`,
    priority: 'high',
    server: people.servers[0],
  })
  return made.number
}

describe('taking', () => {
  test('of two who take at once one wins, and the other is told by whom', async () => {
    const number = await open('Taken twice')
    await sees(petras, `New ticket #${number}`)
    await sees(asta, `New ticket #${number}`)
    petras.send(`/take ${number}`)
    asta.send(`/take ${number}`)
    const ticket = async () => service.api<{ assignee: { name: string } | null }>('GET', `/tickets/${number}`)
    await expect.poll(async () => (await ticket()).assignee?.name ?? null).not.toBeNull()
    const winner = (await ticket()).assignee?.name ?? ''
    const [won, lost] = winner.startsWith('Petras') ? [petras, asta] : [asta, petras]
    await sees(won, `#${number} is yours`)
    await sees(lost, `#${number} was taken by ${winner} already`)
  })

  test('handing over pings the colleague with all they need, and tells the client', async () => {
    const number = await open('Handed over')
    const taken = petras.send(`/take ${number}`)
    await sees(petras, `#${number} is yours`, { after: taken })
    petras.send(`/assign ${number} vaitkute`)
    const ping = await sees(asta, `#${number} is assigned to you`)
    expect(ping.text).toContain('Baltic Voice')
    expect(ping.text).toContain('mor-vilnius')
    expect(ping.text).toContain('Handed over')
    await sees(jonas, `#${number}: Asta Vaitkutė is working on it`)
  })

  test('an unknown or ambiguous name says who there is', async () => {
    const number = await open('Whose is it')
    const sent = petras.send(`/assign ${number} nobody`)
    await sees(petras, /I know no engineer “nobody”. There are: .*Asta Vaitkutė/, { after: sent })
  })
})

describe('answering', () => {
  test('by the button, by a command, and by a reply to a ping; a plain text reaches nobody', async () => {
    const number = await open('Answered thrice')
    await sees(petras, `New ticket #${number}`)
    const pressed = petras.press('Answer the client')
    await sees(petras, `Your next message goes to the client of #${number}`, { after: pressed })
    petras.send('First answer')
    await sees(jonas, /First answer/)
    petras.send(`/reply ${number} Second answer`)
    await sees(jonas, /Second answer/)
    const stray = petras.send('this one is a slip of the finger')
    await sees(petras, /This reached nobody/, { after: stray })
    expect(jonas.messages().some((message) => message.text.includes('slip of the finger'))).toBe(false)
  })

  test('a note stays inside', async () => {
    const number = await open('Noted')
    const taken = asta.send(`/take ${number}`)
    await sees(asta, `#${number} is yours`, { after: taken })
    const noted = petras.send(`/note ${number} The client's firewall is the cause`)
    await sees(petras, `Internal note added to #${number}`, { after: noted })
    await sees(asta, /firewall is the cause/)
    const shown = jonas.send(`/ticket ${number}`)
    const page = await sees(jonas, /Noted, since this morning/, { after: shown })
    expect(page.text).not.toContain('firewall')
  })

  test('a file goes along to the client', async () => {
    const number = await open('With a file')
    const ping = await sees(petras, `New ticket #${number}`)
    petras.sendDocument('patch.txt', Buffer.from('the patch'), { caption: 'Please apply this', replyTo: ping.messageId })
    await sees(jonas, /Please apply this/)
    const file = await sees(jonas, (message) => message.files.some((part) => part.fileName === 'patch.txt'))
    expect(file.text).toContain(`#${number}`)
    expect(file.files[0]?.bytes?.toString()).toBe('the patch')
  })

  test('a client who blocked the bot is named on the ticket until they are back', async () => {
    const number = await open('Blocked')
    const ping = await sees(petras, `New ticket #${number}`)
    jonas.block()
    await expect.poll(() => service.db.sql(`SELECT 1 FROM chat_identity WHERE blocked_at IS NOT NULL`)).toHaveLength(1)
    const sent = petras.send('Are you there?', { replyTo: ping.messageId })
    await sees(petras, /has blocked the bot and will not see it/, { after: sent })
    const shown = petras.send(`/ticket ${number}`)
    await sees(petras, /Jonas has blocked the bot/, { after: shown })
    jonas.unblock()
    await expect.poll(() => service.db.sql(`SELECT 1 FROM chat_identity WHERE blocked_at IS NOT NULL`)).toHaveLength(0)
    const again = petras.send('And now?', { replyTo: ping.messageId })
    await sees(jonas, /And now\?/)
    await sees(petras, new RegExp(`#${number}: on its way to 1 contact`), { after: again })
  })
})

describe('the queue', () => {
  test('shows Blockers first, whatever their age', async () => {
    await open('An old one')
    const { number } = await service.api<{ number: number }>('POST', '/tickets', {
      company: people.otherCompany,
      summary: 'A Blocker',
      description: 'All is down',
      priority: 'blocker',
    })
    const sent = admin.send('/queue')
    const queue = await sees(admin, /open tickets?:/, { after: sent })
    expect(queue.text.split('\n')[1]).toContain(`#${number} Blocker`)
  })
})
