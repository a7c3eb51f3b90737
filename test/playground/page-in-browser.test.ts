// The chat page in a real browser: writing, buttons, files, replies, edits, blocking; on a phone, and with hostile texts.
import { Api } from 'grammy'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BotApiServer } from '../../src/playground/server-contract.ts'
import { launchBrowser } from '../support/browser.ts'
import { pollRaw, servers } from './raw-bot.ts'

const start = servers()
const persons = [
  { id: 1001, name: 'Ana', role: 'client', note: 'Baltic Voice', username: 'ana' },
  { id: 3001, name: 'Tomas', role: 'engineer', note: 'on duty' },
]
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

async function openPage(
  viewport = { width: 1280, height: 800 },
): Promise<{ server: BotApiServer; api: Api; page: Page; faults: string[] }> {
  const server = await start({ persons })
  const page = await browser.newPage({ viewport })
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(`${server.apiRoot}/playground`)
  await page.getByRole('heading', { name: 'Ana' }).waitFor()
  return { server, api: new Api(server.token, { apiRoot: server.apiRoot }), page, faults }
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByLabel('Message', { exact: true }).fill(text)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}

test('a person writes, the bot answers, a button is pressed and its answer shown', async () => {
  const { server, api, page, faults } = await openPage()
  await write(page, '/start')
  await page.getByRole('list', { name: 'Messages' }).getByText('/start').waitFor()
  await api.sendMessage(1001, 'How <b>bad</b>? <script>', {
    reply_markup: { inline_keyboard: [[{ text: 'Blocker', callback_data: 'b' }]] },
  })
  await page.getByText('How <b>bad</b>? <script>').waitFor()
  await page.getByRole('button', { name: 'Blocker' }).click()
  const { callback_query: press } = (await pollRaw(server, { offset: -1, timeout: 5 }))[0] ?? {}
  await api.answerCallbackQuery(String(press?.['id']), { text: 'Noted' })
  await page.getByRole('status').getByText('Noted').waitFor()
  await page.getByText('sendMessage to 1001: 200').waitFor()
  expect([press?.['data'], faults]).toEqual(['b', []])
})

test('a photo and a document are sent and seen', async () => {
  const { server, page } = await openPage()
  const files = [
    { name: 'screen.png', mimeType: 'image/png', buffer: png },
    { name: 'trace.log', mimeType: 'text/plain', buffer: Buffer.from('SIP 503') },
  ]
  await page.getByLabel('Message', { exact: true }).fill('Look at this')
  await page.locator('#file').setInputFiles(files)
  await page.getByRole('img', { name: 'Photo' }).waitFor()
  await page.getByRole('link', { name: 'trace.log, 7 B' }).waitFor()
  const messages = (await pollRaw(server)).map(({ message }) => message)
  expect(messages).toMatchObject([
    { caption: 'Look at this', photo: [{}, {}, { file_size: png.length }] },
    { document: { file_name: 'trace.log' } },
  ])
})

test('replies, edits, commands, blocking and changing the person', async () => {
  const { server, api, page } = await openPage()
  await write(page, 'Cals fail')
  await page.getByRole('button', { name: 'Edit' }).click()
  await write(page, 'Calls fail')
  await page.getByText('edited').waitFor()
  await api.setMyCommands([{ command: 'tickets', description: 'My tickets' }])
  await api.sendMessage(1001, 'Ticket #12345')
  await page.getByText('Ticket #12345').waitFor()
  await page.getByRole('button', { name: 'Reply' }).last().click()
  await write(page, 'Any news?')
  await page.getByText('Any news?').waitFor()
  await page.getByRole('button', { name: 'Commands' }).click()
  await page.getByRole('button', { name: '/tickets' }).click()
  expect(await page.getByLabel('Message', { exact: true }).inputValue()).toBe('/tickets ')
  await page.getByRole('button', { name: 'Block the bot' }).click()
  await page.getByRole('button', { name: 'Unblock the bot' }).waitFor()
  await page.getByRole('button', { name: /^Tomas/ }).click()
  await page.getByRole('heading', { name: 'Tomas' }).waitFor()
  const updates = await pollRaw(server)
  expect(updates).toMatchObject([
    { message: { text: 'Cals fail' } },
    { edited_message: { text: 'Calls fail' } },
    { message: { text: 'Any news?', reply_to_message: { text: 'Ticket #12345' } } },
    { my_chat_member: { new_chat_member: { status: 'kicked' } } },
  ])
})

test('a message to somebody else shows as new at that person', async () => {
  const { server, api, page } = await openPage()
  server.person({ id: 3001 }).send('hello')
  await api.sendMessage(3001, 'Assigned to you')
  await page.getByLabel('1 new').waitFor()
  await page.getByRole('button', { name: /^Tomas/ }).click()
  await page.getByText('Assigned to you').waitFor()
  expect(await page.getByLabel('1 new').count()).toBe(0)
})

test('on a phone everything fits and nothing scrolls sideways', async () => {
  const { api, page, faults } = await openPage({ width: 360, height: 720 })
  await write(page, 'hello')
  await page.getByText('hello').waitFor()
  await api.sendMessage(1001, `A long word: ${'x'.repeat(300)}`)
  await page.getByText('A long word').waitFor()
  const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  const send = await page.getByRole('button', { name: 'Send', exact: true }).boundingBox()
  expect(overflow).toBe(0)
  expect((send?.x ?? 999) + (send?.width ?? 0)).toBeLessThanOrEqual(360)
  expect((send?.y ?? 999) + (send?.height ?? 0)).toBeLessThanOrEqual(720)
  expect(faults).toEqual([])
})
