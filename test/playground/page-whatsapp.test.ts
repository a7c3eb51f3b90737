// Somebody on WhatsApp on the page, in a real browser against the whole service as `npm start` opens it: the invitation, a ticket
// with choices as numbered lines and a file, the engineer's answer on Telegram, a reply to it.
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { type PlaygroundService, startPlaygroundService } from './real-service.ts'

let db: TestDatabase
let service: PlaygroundService
let browser: Browser
let page: Page
let marta: Locator
let petras: Locator

beforeAll(async () => {
  db = await createTestDatabase()
  service = await startPlaygroundService({ DATABASE_URL: db.url, TICKET_NUMBER_START: '12345' })
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.setDefaultTimeout(20_000)
  await page.goto(`${service.page}#3001`)
  marta = page.getByRole('region', { name: 'Chat of Marta Kalniņa' })
  petras = page.getByRole('region', { name: 'Chat of Petras Jankauskas' })
}, 40_000)
afterAll(async () => {
  await browser.close()
  await service.stop()
  await db.drop()
})

async function write(chat: Locator, text: string): Promise<void> {
  await chat.getByLabel('Message', { exact: true }).fill(text)
  await chat.getByRole('button', { name: 'Send', exact: true }).click()
}

test('she comes to the list by herself once her messenger runs, and it is plain which one it is', async () => {
  const onWhatsApp = page.getByRole('list', { name: 'On WhatsApp' })
  await onWhatsApp
    .getByRole('button', { name: /^MK? ?Marta Kalniņa client|Marta Kalniņa/ })
    .first()
    .waitFor()
  await petras.getByRole('button', { name: 'Start', exact: true }).click()
  await petras.getByText('Successfully connected with our system').waitFor()
  await onWhatsApp.getByRole('button', { name: 'Open Marta Kalniņa beside' }).focus()
  await page.keyboard.press('Enter')
  await marta.getByText('WhatsApp +37061110001').waitFor()
  await marta.locator('summary').click()
  expect(await marta.getByRole('button', { name: 'Block the bot' }).isVisible()).toBe(false)
  await page.keyboard.press('Escape')
})

test('Start follows her invitation, and she is connected under her opaque id', async () => {
  await marta.getByRole('button', { name: 'Start', exact: true }).click()
  await marta.getByText('Successfully connected with our system').waitFor()
  await marta.getByText('You are connected as Marta Kalniņa').waitFor()
  const [identity] = await db.sql(`SELECT user_id FROM chat_identity WHERE channel = 'whatsapp' AND contact_id IS NOT NULL`)
  expect(identity?.['user_id']).toContain('990000000011101')
})

/** The number of the line that offers this, in the newest message that does. */
async function numberOf(words: RegExp): Promise<string> {
  const offer = marta.getByText(words).last()
  await offer.waitFor()
  return words.exec((await offer.textContent()) ?? '')?.[1] ?? ''
}

test('a ticket with a file: choices are numbered lines, and a number is a press', async () => {
  await marta
    .getByLabel('Attach files')
    .setInputFiles([{ name: 'sip.log', mimeType: 'text/plain', buffer: Buffer.from('a trace') }])
  await write(marta, 'Calls to Latvia fail with SIP 503')
  const high = await numberOf(/(\d+)\. [^\d]*High/)
  expect(await marta.getByRole('button', { name: 'High' }).count()).toBe(0)
  await write(marta, high)
  await marta
    .getByText(/Priority: High/)
    .last()
    .waitFor()
  await write(marta, await numberOf(/(\d+)\. Create ticket/))
  await marta.getByText('Ticket #12345 is open').waitFor()
  await petras.getByText('New ticket #12345').waitFor()
  await petras.getByRole('link', { name: /sip\.log/ }).waitFor()
})

test('the engineer answers on Telegram, she reads it on WhatsApp and replies to it', async () => {
  await petras.getByRole('button', { name: 'Take' }).click()
  await marta.getByText('#12345: Petras Jankauskas is working on it').waitFor()
  await write(petras, '/reply 12345 Please try it again now')
  const answer = marta.getByRole('listitem').filter({ hasText: 'Please try it again now' }).last()
  await answer.hover()
  await answer.getByRole('button', { name: 'Reply' }).click()
  await write(marta, 'It works, thank you very much for the help')
  await petras.getByText('It works, thank you very much').waitFor()
  expect(await service.api('GET', '/channels')).toMatchObject({
    items: [{ name: 'telegram' }, { name: 'whatsapp', state: 'open', malformed: 0 }],
  })
})
