// A group with topics on the page, in a real browser against the loopback server alone: the list of topics, what is new, albums and
// files, replies, commands; with the keyboard and on a phone. What the desk does in its group is page-group.test.ts.
import { Api, InputFile } from 'grammy'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BotApiServer, Group } from '../../src/playground/server-contract.ts'
import { launchBrowser } from '../support/browser.ts'
import { pollRaw, servers } from './raw-bot.ts'

const start = servers()
const persons = [
  { id: 1001, name: 'Ana', role: 'client', note: 'Baltic Voice' },
  { id: 3001, name: 'Tomas', role: 'engineer', note: '', begun: true },
  { id: 3002, name: 'Eglė', role: 'engineer', note: '', begun: true },
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

interface Opened {
  readonly server: BotApiServer
  readonly api: Api
  readonly staff: Group
  /** Two tickets' topics. */
  readonly calls: number
  readonly voice: number
  readonly page: Page
  readonly group: Locator
  readonly list: Locator
}

/** Two topics, seen by nobody yet. */
async function openGroup(viewport = { width: 1400, height: 800 }): Promise<Opened> {
  const server = await start({ persons })
  const members = [3001, 3002].map((id) => server.person({ id }))
  const staff = server.group({ title: 'Engineers', forum: true, id: -1_005, members })
  const api = new Api(server.token, { apiRoot: server.apiRoot })
  const topic = async (name: string) => (await api.createForumTopic(staff.chatId, name)).message_thread_id
  const [calls, voice] = [await topic('🆕 #1 Calls fail'), await topic('🆕 #2 No voice')]
  const page = await browser.newPage({ viewport })
  page.setDefaultTimeout(15_000)
  await page.goto(`${server.apiRoot}/playground#-1005`)
  const group = page.getByRole('region', { name: 'Engineers' })
  const list = group.getByRole('navigation', { name: 'Topics of Engineers' })
  await list.getByRole('button', { name: '#2 No voice' }).waitFor()
  return { server, api, staff, calls, voice, page, group, list }
}

const rows = (list: Locator) => list.getByRole('button')
const focused = (page: Page) => page.evaluate('document.activeElement.innerText')

async function write(group: Locator, text: string): Promise<void> {
  await group.getByLabel('Message', { exact: true }).fill(text)
  await group.getByRole('button', { name: 'Send', exact: true }).click()
}

test('topics stand in the order in which something was said, new messages are counted, each topic keeps what was begun in it', async () => {
  const { server, api, staff, calls, voice, group, list } = await openGroup()
  server.advanceClock(60)
  await api.sendMessage(staff.chatId, 'A word about voice', { message_thread_id: voice })
  server.advanceClock(60)
  await api.sendMessage(staff.chatId, 'A word about calls', { message_thread_id: calls })
  await list.getByLabel('1 new').nth(1).waitFor()
  expect((await rows(list).allInnerTexts()).map((text) => text.match(/#\d|General/)?.[0])).toEqual(['General', '#1', '#2'])
  await rows(list).filter({ hasText: '#1' }).click()
  await group
    .getByRole('list', { name: /Messages in .*#1/ })
    .getByText('A word about calls')
    .waitFor()
  await group.getByLabel('Message', { exact: true }).fill('Half a sentence')
  await rows(list).filter({ hasText: '#2' }).click()
  expect(await group.getByLabel('Message', { exact: true }).inputValue()).toBe('')
  await rows(list).filter({ hasText: '#1' }).click()
  expect(await group.getByLabel('Message', { exact: true }).inputValue()).toBe('Half a sentence')
  expect(await list.getByLabel('1 new').count()).toBe(0)
})

test('what is written, answered, edited and attached goes to the open topic, by whoever one is', async () => {
  const { server, api, staff, calls, group, list } = await openGroup()
  await api.sendMessage(staff.chatId, 'The client asks', { message_thread_id: calls })
  await rows(list).filter({ hasText: '#1' }).click()
  await group.getByLabel('Write and press as').selectOption('Eglė')
  await group.getByRole('listitem').filter({ hasText: 'The client asks' }).last().hover()
  await group.getByRole('listitem').filter({ hasText: 'The client asks' }).last().getByRole('button', { name: 'Reply' }).click()
  await write(group, 'An answr')
  await group.getByText('In reply to: The client asks').waitFor()
  await group.getByLabel('Message', { exact: true }).press('ArrowUp')
  await write(group, 'An answer')
  await group.getByText('edited').waitFor()
  const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: png })
  await group.getByLabel('Attach files').setInputFiles([picture('a.png'), picture('b.png')])
  await group.getByRole('button', { name: 'Send', exact: true }).click()
  await expect.poll(() => group.getByRole('img', { name: 'Photo' }).count()).toBe(2)
  const place = { message_thread_id: calls, is_topic_message: true, from: { id: 3002 } }
  const updates = (await pollRaw(server)).filter(({ message, edited_message: edited }) => (message ?? edited)?.from?.id === 3002)
  expect(updates).toMatchObject([
    { message: { text: 'An answr', reply_to_message: { text: 'The client asks' }, ...place } },
    { edited_message: { text: 'An answer', ...place } },
    { message: { photo: [{}, {}, {}], ...place } },
    { message: { photo: [{}, {}, {}], media_group_id: updates[2]?.message?.media_group_id, ...place } },
  ])
})

test("files of the bot's, its signs on a message, a press and its answer; an album stays together", async () => {
  const { server, api, staff, calls, page, group, list } = await openGroup()
  const tomas = staff.as(server.person({ id: 3001 }))
  const { messageId } = tomas.send('Noted?', { topic: calls })
  await rows(list).filter({ hasText: '#1' }).click()
  await api.setMessageReaction(staff.chatId, messageId, [{ type: 'emoji', emoji: '👍' }])
  await group.getByRole('listitem').filter({ hasText: 'Noted?' }).last().getByText('👍').waitFor()
  const media = ['one.log', 'two.log'].map((name) => ({
    type: 'document' as const,
    media: new InputFile(Buffer.from('x'), name),
  }))
  await api.sendMediaGroup(staff.chatId, media, { message_thread_id: calls })
  const album = group.getByRole('listitem').filter({ hasText: 'one.log' }).last()
  await album.getByRole('link', { name: 'two.log, 1 B' }).waitFor()
  const keyboard = { inline_keyboard: [[{ text: 'Take', callback_data: 't:1:take' }]] }
  await api.sendMessage(staff.chatId, 'The card', { message_thread_id: calls, reply_markup: keyboard })
  await group.getByLabel('Write and press as').selectOption('Eglė')
  await group.getByRole('button', { name: 'Take' }).click()
  const { callback_query: press } = (await pollRaw(server, { offset: -1, timeout: 5 }))[0] ?? {}
  await api.answerCallbackQuery(String(press?.['id']), { text: 'Yours now' })
  await page.getByRole('status').getByText('Yours now').waitFor()
  expect(press).toMatchObject({ from: { id: 3002 }, data: 't:1:take', message: { message_thread_id: calls } })
})

test('with the keyboard alone: along the topics, into one, to its pinned message, and the menu', async () => {
  const { api, staff, calls, page, group, list } = await openGroup()
  const card = await api.sendMessage(staff.chatId, 'The card', {
    message_thread_id: calls,
    reply_markup: { inline_keyboard: [[{ text: 'Take', callback_data: 't' }]] },
  })
  await api.pinChatMessage(staff.chatId, card.message_id)
  await rows(list).first().focus()
  await page.keyboard.press('ArrowDown')
  expect(await focused(page)).toContain('#1 Calls fail')
  await page.keyboard.press('Enter')
  await group.getByRole('button', { name: 'Pinned: The card' }).waitFor()
  await group.getByRole('button', { name: 'Pinned: The card' }).press('Enter')
  await expect.poll(() => focused(page)).toBe('Take')
  await group.getByLabel('More').press('Enter')
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('Delete this topic')
  await page.keyboard.press('Enter')
  await page.getByRole('status').getByText('The topic 🆕 #1 Calls fail is gone').waitFor()
  expect([await rows(list).count(), await group.getByRole('heading', { level: 3 }).innerText()]).toEqual([2, 'General'])
})

test('on a phone the people, the topics and a topic take turns, and nothing scrolls sideways', async () => {
  const { api, staff, calls, page, group, list } = await openGroup({ width: 360, height: 720 })
  await api.sendMessage(staff.chatId, `A long word: ${'x'.repeat(300)}`, { message_thread_id: calls })
  await list.getByLabel('1 new').waitFor()
  const overflow = () => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  const message = group.getByRole('list', { name: /Messages in/ }).getByText('A long word')
  expect([await overflow(), await message.isVisible()]).toEqual([0, false])
  await rows(list).filter({ hasText: '#1' }).click()
  await message.waitFor()
  const line = await group.getByLabel('Message', { exact: true }).boundingBox()
  expect([await overflow(), await list.isVisible(), (line?.y ?? 999) + (line?.height ?? 0) <= 720]).toEqual([0, false, true])
  await group.getByRole('button', { name: 'Back to the topics' }).click()
  expect([await list.isVisible(), await focused(page)]).toEqual([true, expect.stringContaining('#1')])
  await group.getByRole('button', { name: 'Back to the people' }).click()
  expect(await group.isVisible()).toBe(false)
  await api.sendMessage(staff.chatId, 'While you were away')
  await page
    .getByRole('button', { name: /Engineers group/ })
    .getByLabel('1 new')
    .waitFor()
})
