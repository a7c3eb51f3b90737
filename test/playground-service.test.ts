// The playground inside the service, started a second time on the same data: the engineers' group has its id again, while its topics
// are gone with the server that held them.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PlaygroundService, startPlaygroundService } from './playground/real-service.ts'
import { createTestDatabase, type TestDatabase } from './support/database.ts'

interface GroupView {
  readonly topics: readonly { readonly id: number; readonly name: string }[]
  readonly messages: readonly { readonly text: string }[]
}

const secretKey = Buffer.alloc(32, 7).toString('base64')
let db: TestDatabase
let service: PlaygroundService

beforeAll(async () => {
  db = await createTestDatabase()
  service = await startService()
})
afterAll(async () => {
  await service.stop()
  await db.drop()
})

const startService = () => startPlaygroundService({ DATABASE_URL: db.url, SECRET_KEY: secretKey, TICKET_NUMBER_START: '12345' })

async function group(): Promise<{ readonly id: number }> {
  const { groups } = (await (await fetch(`${service.page}/api/state`)).json()) as { groups: { id: number }[] }
  expect(groups).toMatchObject([{ name: "Engineers' group", note: '3 people' }])
  return groups[0] as { id: number }
}

async function look(id: number, topic = 0): Promise<GroupView> {
  return (await (await fetch(`${service.page}/api/groups/${id}/topics/${topic}`)).json()) as GroupView
}

const topicsOf = async (id: number, number = 12345) => (await look(id)).topics.filter(({ name }) => name.includes(`#${number} `))

async function post(path: string, body = '{}'): Promise<void> {
  const response = await fetch(`${service.page}/api${path}`, { method: 'POST', headers: { 'x-playground': '1' }, body })
  expect(response.status).toBe(200)
}

/** A group takes 20 messages a minute; nobody waits for its places here. */
const advance = () => post('/advance-clock', '{"seconds":10}')

async function openTicket(): Promise<string> {
  const [jonas] = await db.sql<{ id: string; company_id: string }>(`SELECT id, company_id FROM contact WHERE name LIKE 'Jonas%'`)
  const about = { summary: 'Calls fail', description: 'Calls to Germany fail.', priority: 'high' }
  await service.api('POST', '/tickets', { company: jonas?.company_id, contact: jonas?.id, ...about })
  return jonas?.id ?? ''
}

test('a ticket of the first start has its topic; after the second it is opened anew with the next thing said, once', async () => {
  const first = await group()
  const contact = await openTicket()
  await expect.poll(async () => (await topicsOf(first.id)).length, { timeout: 15_000 }).toBe(1)
  await service.stop()

  service = await startService()
  const second = await group()
  expect([second.id, (await topicsOf(second.id)).length]).toEqual([first.id, 0])
  await service.api('POST', '/tickets/12345/comments', { author: { contact }, body: 'It fails again.' })
  const texts = async () => {
    await advance()
    const [topic] = await topicsOf(second.id)
    return topic === undefined ? '' : (await look(second.id, topic.id)).messages.map(({ text }) => text).join('\n')
  }
  await expect.poll(texts, { timeout: 15_000, interval: 150 }).toContain('It fails again.')
  expect(await texts()).toContain('This topic was deleted')
  expect(await topicsOf(second.id)).toHaveLength(1)
})

test('while the bot is out of the group the desk goes on; brought back, it opens the topics that it owes', async () => {
  const { id } = await group()
  await post(`/groups/${id}/as/3001/remove-bot`)
  await openTicket()
  const calls = async () => (await (await fetch(`${service.page}/api/calls`)).json()) as { method: string; status: number }[]
  const isRefused = async () => (await calls()).some(({ method, status }) => method === 'createForumTopic' && status === 403)
  await expect.poll(isRefused, { timeout: 15_000 }).toBe(true)
  await post(`/groups/${id}/as/3001/return-bot`)
  await post('/advance-clock', '{"seconds":600}')
  const opened = async () => {
    await advance()
    return (await topicsOf(id, 12346)).length
  }
  await expect.poll(opened, { timeout: 15_000, interval: 150 }).toBe(1)
})
