// Buttons that are pressed twice, or too late: the spinning ends at once, what happened is said, the message with the button shows
// how things stand, and nothing happens a second time.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'

type Person = Awaited<ReturnType<typeof connect>>

let service: TestService
let people: DeskPeople
let jonas: Person
let petras: Person
let asta: Person

beforeAll(async () => {
  service = await startTestService()
  people = await createDeskPeople(service)
  jonas = await connect(service, telegramIds.jonas, 'Jonas')
  petras = await connect(service, telegramIds.petras, 'Petras')
  asta = await connect(service, telegramIds.asta, 'Asta')
})
afterAll(() => service.stop())

async function open(summary: string): Promise<number> {
  const { number } = await service.api<{ number: number }>('POST', '/tickets', {
    company: people.company,
    contact: people.contacts.jonas,
    summary,
    description: summary,
    priority: 'medium',
  })
  return number
}

async function asked(person: Person, line: string, answer: string | RegExp) {
  const sent = person.send(line)
  return sees(person, answer, { after: sent })
}

/** Presses, and waits until the platform was told that the press has arrived. */
async function pressed(person: Person, button: string, message: { messageId: number }) {
  const press = person.press(button, { message })
  await press.answered()
  return press
}

/** The same message as it stands now. */
function now(person: Person, { messageId }: { messageId: number }) {
  const message = person.messages().find((each) => each.messageId === messageId)
  if (message === undefined) throw new Error('the message is gone')
  return message
}

const labels = (message: ReturnType<Person['messages']>[number]) => message.buttons.flat().map(({ text }) => text)

test('“Take” on a ticket that somebody else took says who, and the notice becomes the ticket as it stands', async () => {
  const number = await open('Taken meanwhile')
  const ping = await sees(petras, `New ticket #${number}`)
  await asked(asta, `/take ${number}`, `#${number} is yours`)
  const late = await pressed(petras, 'Take', ping)
  await sees(petras, `#${number} was taken by Asta Vaitkutė already`, { after: late })
  await expect.poll(() => now(petras, ping).text).toContain('Engineer: Asta Vaitkutė')
  expect(labels(now(petras, ping))).toEqual(['Answer the client', 'Ask the client: in hours', 'Ask the client: after hours'])
})

test('“Take” twice takes once, and says both times whose it is', async () => {
  const number = await open('Taken twice by one')
  const ping = await sees(asta, `New ticket #${number}`)
  for (let n = 0; n < 2; n++) {
    const press = await pressed(asta, 'Take', ping)
    await sees(asta, `#${number} is yours`, { after: press })
  }
  const events = await service.db.sql(
    `SELECT 1 FROM ticket_event e JOIN ticket t ON t.id = e.ticket_id WHERE t.number = ${number} AND e.kind = 'assigned'`,
  )
  expect(events).toHaveLength(1)
})

test('“Take” on a ticket that is over says so, and the notice shows it', async () => {
  const number = await open('Over meanwhile')
  const ping = await sees(petras, `New ticket #${number}`)
  await asked(asta, `/resolve ${number}`, 'is resolved')
  const late = await pressed(petras, 'Take', ping)
  await sees(petras, `#${number} is not open any more`, { after: late })
  await expect.poll(() => labels(now(petras, ping))).toEqual([`Reopen #${number}`])
})

test('“Create ticket” twice makes one ticket, and the second press names it', async () => {
  const card = await asked(jonas, '/new Created twice', /New ticket/)
  const presses = [jonas.press('Create ticket', { message: card }), jonas.press('Create ticket', { message: card })]
  for (const press of presses) await press.answered()
  const receipt = await sees(jonas, /Ticket #\d+ is open/, { after: card.mark })
  const number = /#(\d+)/.exec(receipt.text)?.[1]
  await sees(jonas, `That is ticket #${number} already`, { after: card.mark })
  expect(await service.db.sql(`SELECT 1 FROM ticket WHERE summary = 'Created twice'`)).toHaveLength(1)
  await expect.poll(() => labels(now(jonas, card))).toEqual([])
})

test('a button of a draft that was dropped says that it is over, and loses its buttons', async () => {
  const card = await asked(jonas, '/new Dropped by time', /New ticket/)
  // As the end of the reminder leaves it: the dialogue is gone, the card still stands.
  await service.db.sql(`UPDATE conversation SET dialogue = NULL, dialogue_due_at = NULL WHERE address = '${telegramIds.jonas}'`)
  const late = await pressed(jonas, 'Create ticket', card)
  await sees(jonas, 'That draft is over', { after: late })
  await expect.poll(() => labels(now(jonas, card))).toEqual([])
})

test('“Not this ticket” twice takes the message off once', async () => {
  const number = await open('Not this one')
  await asked(jonas, `/ticket ${number}`, 'Not this one')
  const added = await asked(jonas, 'It also rings twice', new RegExp(`^→ #${number}`))
  await pressed(jonas, 'Not this ticket', added)
  await sees(jonas, `Taken off #${number}`)
  const again = await pressed(jonas, 'Not this ticket', added)
  await sees(jonas, 'That message was taken off its ticket already', { after: again })
  await asked(jonas, '/cancel', 'Dropped')
})

test('the question about an ended ticket is answered once', async () => {
  const number = await open('Ended, and asked about')
  await asked(petras, `/resolve ${number}`, 'is resolved')
  const question = await asked(jonas, `ticket #${number} it is back`, 'Reopen it with your message')
  const first = await pressed(jonas, `Reopen #${number}`, question)
  await sees(jonas, `Added to #${number}`, { after: first })
  const again = await pressed(jonas, `Reopen #${number}`, question)
  await sees(jonas, `That is ticket #${number} already`, { after: again })
})

test.each([
  ['Close', 'is closed'],
  ['Reopen', 'is open again'],
])('“%s” twice changes the ticket once', async (button, answer) => {
  const number = await open(`${button} twice`)
  if (button === 'Reopen') await asked(jonas, `/close ${number}`, 'is closed')
  const page = await asked(jonas, `/ticket ${number}`, `${button} twice`)
  for (let n = 0; n < 2; n++) {
    const press = await pressed(jonas, button, page)
    await sees(jonas, new RegExp(`#${number} ${answer}`), { after: press })
  }
  const events = await service.db.sql<{ to: string }>(
    `SELECT e.data->>'to' AS to FROM ticket_event e JOIN ticket t ON t.id = e.ticket_id WHERE t.number = ${number} AND e.kind = 'status'`,
  )
  expect(events.map(({ to }) => to)).toEqual(button === 'Close' ? ['closed'] : ['closed', 'open'])
})

test('a swap of the rota is taken back once', async () => {
  const made = await asked(asta, '/oncall swap me tomorrow 18:00 24:00', 'is on call')
  const undone = await pressed(asta, 'Take that back', made)
  await sees(asta, 'That is taken back', { after: undone })
  const again = await pressed(asta, 'Take that back', made)
  await sees(asta, 'does nothing any more', { after: again })
})
