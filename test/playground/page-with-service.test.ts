// The page in a real browser against the real service, as `npm start` opens it: a link, a ticket with a file, two people in
// one conversation, an answer that arrives by itself, and a fault that is survived.
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { type PlaygroundService, startPlaygroundService } from './real-service.ts'

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
let db: TestDatabase
let service: PlaygroundService
let browser: Browser
let page: Page
let jonas: Locator
let petras: Locator

beforeAll(async () => {
  db = await createTestDatabase()
  service = await startPlaygroundService({ DATABASE_URL: db.url, TICKET_NUMBER_START: '12345' })
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.setDefaultTimeout(15_000)
  await page.goto(`${service.page}#1001,3001`)
  jonas = page.getByRole('region', { name: 'Chat of Jonas Petraitis' })
  petras = page.getByRole('region', { name: 'Chat of Petras Jankauskas' })
})
afterAll(async () => {
  await browser.close()
  await service.stop()
  await db.drop()
})

async function write(chat: Locator, text: string): Promise<void> {
  await chat.getByLabel('Message', { exact: true }).fill(text)
  await chat.getByRole('button', { name: 'Send', exact: true }).click()
}

test('client and engineer press Start and are connected', async () => {
  for (const chat of [jonas, petras]) {
    await chat.getByRole('button', { name: 'Start', exact: true }).click()
    await chat.getByText('Successfully connected with our system').waitFor()
  }
  await jonas.getByText('You are connected as Jonas Petraitis').waitFor()
  await petras.getByRole('button', { name: 'Commands of the bot' }).click()
  expect(await petras.getByRole('group', { name: 'Commands of the bot' }).getByText('/queue').count()).toBe(1)
  await page.keyboard.press('Escape')
})

test('a ticket is opened with a picture, and reaches the engineer with it', async () => {
  await jonas.getByLabel('Attach files').setInputFiles([{ name: 'calls.png', mimeType: 'image/png', buffer: picture }])
  await write(jonas, 'Calls to Germany fail with SIP 503')
  await jonas.getByText(/File: /).waitFor()
  await jonas.getByRole('button', { name: 'High' }).click()
  await jonas.getByText('Priority: High').waitFor()
  await jonas.getByRole('button', { name: 'mor-vilnius' }).click()
  await jonas.getByText('Server: mor-vilnius').waitFor()
  await jonas.getByRole('button', { name: 'Create ticket' }).click()
  await jonas.getByText('Ticket #12345 is open').waitFor()
  await petras.getByText('New ticket #12345').waitFor()
  await petras.getByRole('img', { name: 'Photo' }).waitFor()
  expect(await petras.getByRole('button', { name: 'Take' }).count()).toBe(1)
})

test('the engineer takes it and answers; the client sees both without a reload', async () => {
  await petras.getByRole('button', { name: 'Take' }).click()
  await jonas.getByText('#12345: Petras Jankauskas is working on it').waitFor()
  await write(jonas, 'Will calls to Austria be affected, too?')
  const asked = petras.getByRole('listitem').filter({ hasText: 'Will calls to Austria be affected' }).last()
  await asked.hover()
  await asked.getByRole('button', { name: 'Reply' }).click()
  await write(petras, 'No, only the German route. Please try again.')
  await jonas.getByText('No, only the German route. Please try again.').waitFor()
  expect(await service.api('GET', '/tickets/12345')).toMatchObject({ number: 12345, assignee: { name: 'Petras Jankauskas' } })
})

test('Telegram is down while the engineer writes; once it is back the client reads it, once', async () => {
  await page.getByRole('tab', { name: 'Faults' }).click()
  await page.getByLabel('every call until it is off').check()
  await page.getByRole('switch', { name: /Telegram says 429/ }).click()
  const met = page.getByRole('list', { name: 'Faults that are on' }).getByText(/met \d+ ×/)
  const { id } = await service.api<{ id: string }>('POST', '/tickets/12345/comments', {
    author: { engineer: await engineerId() },
    body: 'The route is stable now.',
  })
  await met.waitFor()
  expect([typeof id, await jonas.getByText('The route is stable now.').count()]).toEqual(['string', 0])
  await page.getByRole('button', { name: 'Switch all off' }).click()
  await jonas.getByText('The route is stable now.').waitFor()
  await page.getByRole('tab', { name: 'Calls' }).click()
  await page.getByLabel('Failed only').check()
  expect(await page.getByText('too-many-requests').filter({ visible: true }).count()).toBeGreaterThan(0)
  expect(await jonas.getByText('The route is stable now.').count()).toBe(1)
})

test('somebody unknown opens a link made for them and is connected', async () => {
  const companies = await db.sql<{ id: string }>('SELECT id FROM company LIMIT 1')
  const { id } = await service.api<{ id: string }>('POST', `/companies/${companies[0]?.id}/contacts`, { name: 'New Colleague' })
  const { links } = await service.api<{ links: { telegram: string } }>('POST', `/contacts/${id}/link-codes`)
  await page.getByRole('button', { name: /Somebody Unknown stranger/ }).click()
  const stranger = page.getByRole('region', { name: 'Chat of Somebody Unknown' })
  await stranger.getByRole('button', { name: 'Open a link to the bot' }).click()
  await page.getByLabel('A t.me link, or only its code').fill(links.telegram)
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await stranger.getByText('Successfully connected with our system').waitFor()
  await stranger.getByText('You are connected as').waitFor()
  expect(await stranger.getByText('You are connected as New Colleague').count()).toBe(1)
})

test("the desk's clock moves with the playground's", async () => {
  await page.getByRole('tab', { name: 'Clock' }).click()
  await page.getByRole('button', { name: '+1 day' }).click()
  await page.getByText('1 day ahead of the real time').waitFor()
  const opened = { company: await companyId(), summary: 'Tomorrow', description: 'A ticket of tomorrow', priority: 'low' }
  const { openedAt } = await service.api<{ openedAt: string }>('POST', '/tickets', opened)
  expect(Date.parse(openedAt) - Date.now()).toBeGreaterThan(86_000_000)
})

async function engineerId(): Promise<string> {
  return (await db.sql<{ id: string }>(`SELECT id FROM engineer WHERE name LIKE 'Petras%'`))[0]?.id ?? ''
}

async function companyId(): Promise<string> {
  return (await db.sql<{ id: string }>('SELECT id FROM company LIMIT 1'))[0]?.id ?? ''
}
