// The chat page in a real browser against the loopback server alone: writing, files, replies, edits, two chats, faults, the
// clock; with the keyboard, on a phone, and for those who hear it. What the desk answers is page-with-service.test.ts.
import { Api } from 'grammy'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BotApiServer } from '../../src/playground/server-contract.ts'
import { launchBrowser } from '../support/browser.ts'
import { callRaw, pollRaw, servers } from './raw-bot.ts'

const start = servers()
const persons = [
  { id: 1001, name: 'Ana Petraitė', role: 'client', note: 'Baltic Voice', username: 'ana' },
  { id: 3001, name: 'Tomas', role: 'engineer', note: 'on duty' },
  { id: 9001, name: 'Eve', role: 'stranger', note: 'known to nobody' },
]
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
/** As the page's own script finds it. */
const list = "document.querySelector('.messages')"
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

interface Opened {
  readonly server: BotApiServer
  readonly api: Api
  readonly page: Page
  readonly ana: Locator
  readonly faults: string[]
}

async function openPage(viewport = { width: 1280, height: 800 }): Promise<Opened> {
  const server = await start({ persons })
  const page = await browser.newPage({ viewport })
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  // What the content policy refuses shows as an error in the console.
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  await page.goto(`${server.apiRoot}/playground`)
  await page.getByRole('button', { name: /Ana Petraitė client/ }).waitFor()
  const ana = chatOf(page, 'Ana Petraitė')
  return { server, api: new Api(server.token, { apiRoot: server.apiRoot }), page, ana, faults }
}

function chatOf(page: Page, name: string): Locator {
  return page.getByRole('region', { name: `Chat of ${name}` })
}

async function write(chat: Locator, text: string): Promise<void> {
  await chat.getByLabel('Message', { exact: true }).fill(text)
  await chat.getByRole('button', { name: 'Send', exact: true }).click()
}

test('a chat begins with Start; the bot types, answers, a button is pressed and its answer shown', async () => {
  const { server, api, page, ana, faults } = await openPage()
  await ana.getByRole('button', { name: 'Start', exact: true }).click()
  await ana.getByText('/start').waitFor()
  await api.sendChatAction(1001, 'typing')
  await ana.getByText('Support is typing').waitFor()
  await api.sendMessage(1001, 'How <b>bad</b>? <script>', {
    reply_markup: { inline_keyboard: [[{ text: 'Blocker', callback_data: 'b' }]] },
  })
  await ana.getByText('How <b>bad</b>? <script>').waitFor()
  expect(await ana.getByText('Support is typing').isVisible()).toBe(false)
  await ana.getByRole('button', { name: 'Blocker' }).click()
  const { callback_query: press } = (await pollRaw(server, { offset: -1, timeout: 5 }))[0] ?? {}
  await api.answerCallbackQuery(String(press?.['id']), { text: 'Noted' })
  await page.getByRole('status').getByText('Noted').waitFor()
  expect([press?.['data'], faults]).toEqual(['b', []])
})

test('every call of the bot is listed with what was asked and answered, and can be looked for', async () => {
  const { server, page } = await openPage()
  server.person({ id: 1001 }).begin()
  await callRaw(server, 'sendMessage', { chat_id: 1001, text: 'Ticket #12345' })
  await callRaw(server, 'sendMessage', { chat_id: 5, text: 'Nobody' })
  const calls = page.getByRole('list', { name: 'Calls of the bot, newest first' }).getByRole('listitem')
  await expect.poll(() => calls.count()).toBe(2)
  await calls.getByText('to Ana Petraitė').click()
  await calls.getByText('"text": "Ticket #12345"').first().waitFor()
  await calls.getByText('"ok": true').waitFor()
  await page.getByLabel('Filter the calls').fill('nobody')
  await expect.poll(() => calls.filter({ visible: true }).count()).toBe(1)
  await page.getByLabel('Filter the calls').fill('')
  await page.getByLabel('Failed only').check()
  expect(await calls.filter({ visible: true }).innerText()).toContain('400')
})

test('files wait to be sent with the words; pictures become an album, a document stays one', async () => {
  const { server, ana, faults } = await openPage()
  const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: png })
  const log = { name: 'trace.log', mimeType: 'text/plain', buffer: Buffer.from('SIP 503') }
  await ana.getByLabel('Message', { exact: true }).fill('Look at this')
  await ana.getByLabel('Attach files').setInputFiles([picture('a.png'), picture('b.png'), picture('c.png'), log])
  await ana.getByRole('button', { name: 'Do not send c.png' }).click()
  await ana.getByRole('button', { name: 'Send', exact: true }).click()
  await expect.poll(() => ana.getByRole('img', { name: 'Photo' }).count()).toBe(2)
  await ana.getByRole('link', { name: 'trace.log, 7 B' }).waitFor()
  const messages = (await pollRaw(server)).map(({ message }) => message)
  expect(messages).toMatchObject([
    { caption: 'Look at this', photo: [{}, {}, { file_size: png.length }] },
    { photo: [{}, {}, {}], media_group_id: messages[0]?.media_group_id },
    { document: { file_name: 'trace.log' } },
  ])
  expect([messages[0]?.media_group_id, messages[2]?.media_group_id, faults]).toEqual([expect.any(String), undefined, []])
})

test('a chat opens at its end, pictures and all, and stays there for what comes; one who reads further up is left alone', async () => {
  const { server, page, ana } = await openPage()
  const person = server.person({ id: 1001 })
  const large = await page.screenshot({ clip: { x: 0, y: 0, width: 600, height: 400 } })
  for (let line = 1; line <= 25; line++) person.send(`Line ${line}`)
  person.sendPhoto(large, { caption: 'The last one' })
  await page.reload()
  await ana.getByText('The last one').waitFor()
  const ofList = (expression: string) => page.evaluate(`(({ scrollHeight, scrollTop, clientHeight }) => ${expression})(${list})`)
  const below = () => ofList('Math.round(scrollHeight - scrollTop - clientHeight)')
  await expect.poll(below).toBe(0)
  person.send('One more')
  await ana.getByText('One more').waitFor()
  await expect.poll(below).toBe(0)
  await page.evaluate(`${list}.scrollTop = 0`)
  await expect.poll(below).toBeGreaterThan(300)
  person.send('Not to be jumped to')
  await ana.getByText('Not to be jumped to').waitFor()
  expect(await ofList('scrollTop')).toBe(0)
})

test('a voice message is chosen as a file where there is no microphone, and can be heard', async () => {
  const { server, page, ana } = await openPage()
  await page.evaluate("Object.defineProperty(navigator, 'mediaDevices', { value: undefined })")
  const chooser = page.waitForEvent('filechooser')
  await ana.getByRole('button', { name: 'Record a voice message' }).click()
  await (await chooser).setFiles({ name: 'note.ogg', mimeType: 'audio/ogg', buffer: Buffer.from('OggS....') })
  await ana.getByLabel(/^Voice message, 3 seconds/).waitFor()
  expect((await pollRaw(server))[0]?.message?.voice).toMatchObject({ mime_type: 'audio/ogg' })
})

test('replies, edits, commands, blocking and unblocking', async () => {
  const { server, api, ana } = await openPage()
  await write(ana, 'Cals fail')
  await ana.getByRole('button', { name: 'Edit' }).click()
  await write(ana, 'Calls fail')
  await ana.getByText('edited').waitFor()
  await api.setMyCommands([{ command: 'tickets', description: 'My tickets' }])
  await api.sendMessage(1001, 'Ticket #12345')
  await ana.getByText('Ticket #12345').waitFor()
  await ana.getByRole('button', { name: 'Reply' }).last().click()
  await write(ana, 'Any news?')
  await ana.getByText('In reply to: Ticket #12345').waitFor()
  await ana.getByRole('button', { name: 'Commands of the bot' }).click()
  await ana.getByRole('button', { name: '/tickets' }).click()
  expect(await ana.getByLabel('Message', { exact: true }).inputValue()).toBe('/tickets ')
  await ana.getByLabel('More').click()
  await ana.getByRole('button', { name: 'Block the bot' }).click()
  await ana.getByRole('button', { name: 'Unblock the bot' }).last().click()
  await ana.getByLabel('Message', { exact: true }).waitFor()
  expect(await pollRaw(server)).toMatchObject([
    { message: { text: 'Cals fail' } },
    { edited_message: { text: 'Calls fail' } },
    { message: { text: 'Any news?', reply_to_message: { text: 'Ticket #12345' } } },
    { my_chat_member: { new_chat_member: { status: 'kicked' } } },
    { my_chat_member: { new_chat_member: { status: 'member' } } },
  ])
})

test('a deep link is opened as the person, from the dialog and from a message', async () => {
  const { server, api, page, ana } = await openPage()
  await ana.getByRole('button', { name: 'Open a link to the bot' }).click()
  await page.getByLabel('A t.me link, or only its code').fill('https://t.me/support_playground_bot?start=CODE1')
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await ana.getByText('/start CODE1').waitFor()
  await api.sendMessage(1001, 'Your link: https://t.me/support_playground_bot?start=CODE2')
  await ana.getByRole('link', { name: /CODE2/ }).click()
  await ana.getByText('/start CODE2', { exact: true }).waitFor()
  expect((await pollRaw(server)).map(({ message }) => message?.text)).toEqual(['/start CODE1', '/start CODE2'])
})

test('two chats side by side; a message to somebody else shows as new at that person', async () => {
  const { server, api, page, ana } = await openPage()
  await page.getByRole('button', { name: 'Two chats side by side' }).click()
  const tomas = chatOf(page, 'Tomas')
  await write(tomas, 'from Tomas')
  await write(ana, 'from Ana')
  await tomas.getByText('from Tomas').waitFor()
  await ana.getByText('from Ana').waitFor()
  server.person({ id: 9001 }).begin()
  await api.sendMessage(9001, 'You are not known here')
  await page.getByLabel('1 new').waitFor()
  await page.getByRole('button', { name: /Eve stranger/ }).click()
  await chatOf(page, 'Eve').getByText('You are not known here').waitFor()
  expect([await page.getByLabel('1 new').count(), await tomas.isVisible(), await ana.isVisible()]).toEqual([0, true, false])
})

test('a fault is switched on, met, listed, and switched off; the clock is moved', async () => {
  const { server, page } = await openPage()
  server.person({ id: 1001 }).begin()
  const say = async () => (await callRaw(server, 'sendMessage', { chat_id: 1001, text: 'x' })).status
  await page.getByRole('tab', { name: 'Faults' }).click()
  const busy = page.getByRole('switch', { name: /Telegram says 429/ })
  await busy.click()
  await page.getByRole('switch', { name: /Telegram says 429/, checked: true }).waitFor()
  expect(await say()).toBe(429)
  await page.getByRole('switch', { name: /Telegram says 429/, checked: false }).waitFor()
  await page.getByLabel('every call until it is off').check()
  await page.getByRole('switch', { name: /Down/ }).click()
  await page.getByLabel('1 switched on').waitFor()
  await page.getByText('A fault of your own').click()
  await page.getByLabel('What').selectOption('refuse')
  await page.getByLabel('Text has').fill('y')
  await page.getByRole('button', { name: 'Switch on', exact: true }).click()
  const listed = page.getByRole('list', { name: 'Faults that are on' }).getByRole('listitem')
  await expect.poll(() => listed.count()).toBe(2)
  await page.getByRole('button', { name: 'Switch all off' }).click()
  await expect.poll(() => listed.count()).toBe(0)
  expect(await say()).toBe(200)
  await page.getByRole('tab', { name: 'Clock' }).click()
  await page.getByRole('button', { name: '+1 hour' }).click()
  await page.getByText('1 hour ahead of the real time').waitFor()
  expect(server.clockAhead()).toBe(3_600_000)
})

test('with the keyboard alone: the list, the line, sending, going back', async () => {
  const { page, ana } = await openPage()
  const focused = () => page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText")
  await page.getByLabel('Find a person').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  expect(await focused()).toContain('Tomas')
  await page.keyboard.press('Enter')
  await chatOf(page, 'Tomas').waitFor()
  expect(await focused()).toBe('Message')
  await page.keyboard.type('line one')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('line two')
  await page.keyboard.press('Enter')
  await chatOf(page, 'Tomas').getByText('line one\nline two').waitFor()
  await page.keyboard.press('ArrowUp')
  await chatOf(page, 'Tomas').getByText('Edit message').waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => chatOf(page, 'Tomas').getByText('Edit message').count()).toBe(0)
  expect(await chatOf(page, 'Tomas').getByLabel('Message', { exact: true }).inputValue()).toBe('')
  expect(await ana.count()).toBe(0)
  await page.getByRole('tab', { name: 'Calls' }).focus()
  await page.keyboard.press('ArrowRight')
  expect(await page.getByRole('tab', { name: 'Faults', selected: true }).count()).toBe(1)
})

test('on a phone people and chat take turns, everything fits and nothing scrolls sideways', async () => {
  const { api, page, ana, faults } = await openPage({ width: 360, height: 720 })
  expect(await ana.isVisible()).toBe(false)
  await page.getByRole('button', { name: /Ana Petraitė client/ }).click()
  await write(ana, 'hello')
  await ana.getByText('hello').waitFor()
  await api.sendMessage(1001, `A long word: ${'x'.repeat(300)}`, {
    reply_markup: { inline_keyboard: [[{ text: 'A very long label of a button '.repeat(3), callback_data: 'x' }]] },
  })
  await ana.getByText('A long word').waitFor()
  const overflow = () => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  const line = await ana.getByLabel('Message', { exact: true }).boundingBox()
  expect([await overflow(), (line?.y ?? 999) + (line?.height ?? 0) <= 720]).toEqual([0, true])
  await ana.getByRole('button', { name: 'Back to the people' }).click()
  expect(await ana.isVisible()).toBe(false)
  await api.sendMessage(1001, 'While you were away')
  await page.getByLabel('1 new').waitFor()
  await page.getByRole('button', { name: 'Calls, faults and the clock' }).click()
  await page.getByRole('tab', { name: 'Clock' }).click()
  expect([await overflow(), faults]).toEqual([0, []])
  await page.keyboard.press('Escape')
  expect(await page.getByRole('tab', { name: 'Clock' }).isVisible()).toBe(false)
})
