// The engineers' group and a messenger that tells later what became of a message: a sign when it arrived, a word when it failed.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConversationId } from '../../src/domain/ids.ts'
import type { Actor, Group, SeenMessage } from '../../src/playground/server-contract.ts'
import { connect, createDeskPeople, type DeskPeople, telegramIds } from '../support/desk-people.ts'
import { createScriptedMessenger, type ScriptedPerson } from '../support/scripted-messenger.ts'
import { startTestService, type TestService } from '../support/service.ts'
import { waitUntil } from '../support/wait-until.ts'

const groupId = -1_001_234_567_891
const messenger = createScriptedMessenger()
let service: TestService
let people: DeskPeople
let group: Group
let petras: Actor
let ona: ScriptedPerson
let contact: string

beforeAll(async () => {
  service = await startTestService({ TELEGRAM_STAFF_CHAT_ID: String(groupId) }, undefined, [messenger])
  group = service.telegram.group({ title: 'Engineers', forum: true, id: groupId })
  people = await createDeskPeople(service)
  petras = group.as(await connect(service, telegramIds.petras, 'Petras'))
  contact = (await service.api<{ id: string }>('POST', `/companies/${people.company}/contacts`, { name: 'Ona' })).id
  const { code } = await service.api<{ code: string }>('POST', `/contacts/${contact}/link-codes`)
  ona = messenger.person({ userId: 'ona' })
  await ona.send(code)
  await ona.sees(/You are connected as/)
})
afterAll(() => service.stop())

/** Places in the group's line come with time; nobody waits for them here. */
async function inGroup(wanted: RegExp): Promise<SeenMessage> {
  return waitUntil(
    () => {
      service.advance(5)
      return group.messages().find(({ text }) => wanted.test(text))
    },
    { everyMs: 200, timeoutMs: 20_000, what: String(wanted) },
  )
}

/** An engineer's answer, written in the topic. @returns that message, and what stands in the client's chat. */
async function answered(summary: string) {
  const ticket = { company: people.company, contact, summary, description: `${summary}, since noon.`, priority: 'high' }
  await service.api('POST', '/tickets', ticket)
  const words = await inGroup(new RegExp(`Ona, Baltic Voice:\\n${summary}`, 'u'))
  const written = petras.send(`About ${summary}`, { topic: words.topic ?? 0, replyTo: words.messageId })
  const said = await ona.sees(`About ${summary}`)
  const conversationId = `whatsapp:${messenger.account}:ona` as ConversationId
  await waitUntil(async () => {
    const rows = await service.db.sql('SELECT 1 FROM chat_message WHERE external_id = $1 AND outbox_id IS NOT NULL', [said.id])
    return rows.length > 0
  })
  return { written, report: { conversationId, messageId: said.id, at: new Date() } }
}

const reactions = (id: number) => group.transcript().find(({ messageId }) => messageId === id)?.reactions

test('An answer is marked as arrived when it arrived, not when it was taken', async () => {
  const { written, report } = await answered('No calls')
  expect(reactions(written.messageId)).not.toEqual([{ type: 'emoji', emoji: '👍' }])
  await messenger.report([{ ...report, state: 'delivered' }])
  await expect.poll(() => reactions(written.messageId), { timeout: 10_000 }).toEqual([{ type: 'emoji', emoji: '👍' }])
})

test('An answer that failed later is told with the reason, and can be sent again', async () => {
  const { report } = await answered('One-way audio')
  await messenger.report([{ ...report, state: 'failed', reason: 'conversation-closed' }])
  const told = await inGroup(/Ona did not get your message: the chat there may not be written to just now/)
  const before = ona.shown().length
  petras.press('Retry', { message: told })
  expect((await ona.sees('About One-way audio', before)).id).not.toBe(report.messageId)
})
