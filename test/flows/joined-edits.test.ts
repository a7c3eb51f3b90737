// Answers that follow each other quickly reach the client as one message; an edit or a removal of one of them finds it there.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, createDeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'

let service: TestService

beforeAll(async () => {
  service = await startTestService({ NOTICE_JOIN_SECONDS: '30' })
})

afterAll(() => service.stop())

test('of three quick answers one is changed and one taken back; the message the client gets says so', async () => {
  const people = await createDeskPeople(service)
  const jonas = await connect(service, telegramIds.jonas, 'Jonas')
  const petras = await connect(service, telegramIds.petras, 'Petras')
  const { number } = await service.api<{ number: number }>('POST', '/tickets', {
    company: people.company,
    contact: people.contacts.jonas,
    summary: 'Joined',
    description: 'Joined answers',
    priority: 'high',
  })
  const answer = async (text: string) => {
    const sent = petras.send(`/reply ${number} ${text}`)
    await sees(petras, `#${number}: on its way`, { after: sent })
    return sent
  }
  await answer('The first goes at once')
  await sees(jonas, 'The first goes at once')
  const second = await answer('The second waits')
  const third = await answer('The third waits with it')
  const fourth = await answer('The fourth is said')
  petras.edit(third.messageId, `/reply ${number} The third is better now`)
  const asked = petras.send('/remove', { replyTo: second.messageId })
  await sees(petras, /taken back/, { after: asked })
  service.advance(31)
  const joined = await sees(jonas, 'The fourth is said', { timeoutMs: 10_000 })
  expect(joined.text).toContain('The third is better now')
  expect(joined.text).not.toContain('The second waits')

  const late = petras.send('/remove', { replyTo: third.messageId })
  await sees(petras, /taken back/, { after: late })
  petras.edit(fourth.messageId, `/reply ${number} The fourth is said in other words`)
  await expect
    .poll(() => jonas.messages().find(({ messageId }) => messageId === joined.messageId)?.text, { timeout: 5000 })
    .toMatch(/^#\d+ Petras Jankauskas:\nThe fourth is said in other words$/)
})
