// The engineers' group on the page, in a real browser against the real service, as `npm start` opens it: a client's ticket becomes
// a topic, and an engineer works in it.
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { type PlaygroundService, startPlaygroundService } from './real-service.ts'

const groupId = -1_004_200_000_042
let db: TestDatabase
let service: PlaygroundService
let browser: Browser
let page: Page
let jonas: Locator
let group: Locator
const faults: string[] = []

beforeAll(async () => {
  db = await createTestDatabase()
  service = await startPlaygroundService({ DATABASE_URL: db.url, TICKET_NUMBER_START: '12345' })
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 1560, height: 640 } })
  page.setDefaultTimeout(15_000)
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(service.page)
  jonas = page.getByRole('region', { name: 'Chat of Jonas Petraitis' })
  group = page.getByRole('region', { name: "Engineers' group" })
})
afterAll(async () => {
  await browser.close()
  await service.stop()
  await db.drop()
})

/** A group takes 20 messages a minute; nobody waits for its places here. */
async function comes(what: Locator, count = 1): Promise<void> {
  const headers = { 'x-playground': '1' }
  const advance = () => fetch(`${service.page}/api/advance-clock`, { method: 'POST', headers, body: '{"seconds":10}' })
  await expect
    .poll(
      async () => {
        await advance()
        return what.count()
      },
      { timeout: 15_000, interval: 120 },
    )
    .toBe(count)
}

async function write(chat: Locator, text: string): Promise<void> {
  await chat.getByLabel('Message', { exact: true }).fill(text)
  await chat.getByRole('button', { name: 'Send', exact: true }).click()
}

const topics = () => group.getByRole('navigation', { name: "Topics of Engineers' group" }).getByRole('button')
/** By its title, which begins with the ticket's state and priority. */
const ticket = (state = /^\S+ #12345/) => group.getByRole('navigation').getByRole('button', { name: state })
const inTopic = (words: string | RegExp) => group.getByRole('list', { name: /^Messages in/ }).getByText(words)
/** What somebody wrote, with what is under it. */
const said = (words: string) => group.getByRole('listitem').filter({ hasText: words }).last()

async function menu(choice: string): Promise<void> {
  await group.getByLabel('More').click()
  await group.getByRole('button', { name: choice }).click()
}

test("who comes first sees a client's chat; the engineers' group is one more row of the list", async () => {
  await jonas.getByRole('button', { name: 'Start', exact: true }).click()
  await jonas.getByText('You are connected as Jonas Petraitis').waitFor()
  expect(await group.count()).toBe(0)
  await page.getByRole('button', { name: 'Close the tools' }).click()
  const row = page.getByRole('list', { name: 'Support' }).getByRole('button', { name: /^Engineers' group group, 3 people/ })
  await row.click({ modifiers: ['Control'] })
  await group.getByText('A topic opens here with each ticket.').waitFor()
  expect([await jonas.isVisible(), await topics().allInnerTexts()]).toEqual([true, ['#\nGeneral']])
})

test("a client's ticket opens a topic, with a card that is pinned, and shows among the new ones", async () => {
  await write(jonas, 'Calls to Germany fail with SIP 503')
  await jonas.getByRole('button', { name: 'High' }).click()
  await jonas.getByText('Priority: High').waitFor()
  await jonas.getByRole('button', { name: 'mor-vilnius' }).click()
  await jonas.getByText('Server: mor-vilnius').waitFor()
  await jonas.getByRole('button', { name: 'Create ticket' }).click()
  await comes(ticket())
  await comes(inTopic(/New: #12345/))
  await comes(ticket().getByLabel(/^\d new$/))
  await ticket().click()
  await inTopic(/Jonas Petraitis, Baltic Voice UAB:/).waitFor()
  expect(await ticket().getByLabel(/new$/).count()).toBe(0)
  await comes(group.getByRole('button', { name: /^Pinned: .*#12345/ }))
  await group.getByRole('button', { name: /^Pinned:/ }).click()
  expect(await page.evaluate('document.activeElement.innerText')).toBe('Take')
})

test('an engineer takes it by a press: the card and the title say so, and the client hears of it', async () => {
  await group.getByLabel('Write and press as').selectOption('Asta Vaitkutė')
  await group.getByText('Asta Vaitkutė has not started the bot yet').waitFor()
  await group.getByRole('button', { name: 'Start the bot' }).click()
  await group.getByText('has not started the bot yet').waitFor({ state: 'hidden' })
  await said('What you write here stays inside').getByRole('button', { name: 'Take' }).click()
  await jonas.getByText('#12345: Asta Vaitkutė is working on it').waitFor()
  await comes(ticket(/^🔧\S* #12345/))
  await comes(said('What you write here stays inside').getByText(/Asta Vaitkutė/))
  await topics().first().click()
  await expect.poll(() => inTopic(/New: #12345/).count()).toBe(0)
  await ticket().click()
})

test('a plain line stays inside; a reply to the client reaches them, is marked, and can be edited', async () => {
  await write(group, 'Their route, I think')
  await said('Their route, I think').getByText('✍').waitFor()
  const words = said('Calls to Germany fail with SIP 503')
  await words.hover()
  await words.getByRole('button', { name: 'Reply' }).click()
  await write(group, 'The route is changd. Please try again.')
  await jonas.getByText('The route is changd. Please try again.').waitFor()
  await said('The route is changd.').getByText('👍').waitFor()
  await said('The route is changd.').hover()
  await said('The route is changd.').getByRole('button', { name: 'Edit' }).click()
  await write(group, 'The route is changed. Please try again.')
  await jonas.getByText('The route is changed. Please try again.').waitFor()
  expect(await jonas.getByText('Their route, I think').count()).toBe(0)
  await group.getByLabel('Write and press as').selectOption('Petras Jankauskas')
  await expect.poll(() => said('The route is changed').getByRole('button', { name: 'Edit' }).count()).toBe(0)
})

test('a topic that is deleted is opened anew with what comes next', async () => {
  await menu('Delete this topic')
  await expect.poll(() => ticket().count()).toBe(0)
  expect(await group.getByRole('heading', { level: 3 }).innerText()).toBe('General')
  await write(jonas, 'Works again, thank you!')
  await comes(ticket())
  await ticket().click()
  await comes(inTopic('Works again, thank you!'))
  await comes(inTopic('This topic was deleted'))
})

test('resolved from the card, the topic is closed with the ticket', async () => {
  await group.getByLabel('Write and press as').selectOption('Asta Vaitkutė')
  await said('What you write here stays inside').getByRole('button', { name: 'Resolve' }).click()
  await comes(ticket().getByText('closed'))
  await group.getByText('This topic is closed: nobody writes here').waitFor()
  expect(await group.getByLabel('Message', { exact: true }).isVisible()).toBe(false)
  expect(await service.api('GET', '/tickets/12345')).toMatchObject({ status: 'resolved' })
})

test('somebody leaves the group and comes back, and so does the bot', async () => {
  await group.getByLabel('Write and press as').selectOption('Petras Jankauskas')
  await menu('Petras Jankauskas leaves the group')
  await group.getByLabel('Write and press as').getByRole('option', { name: 'Petras Jankauskas' }).waitFor({ state: 'detached' })
  await menu('Petras Jankauskas joins the group')
  await menu('Take the bot out of the group')
  await group.getByLabel('More').click()
  await group.getByRole('button', { name: 'Bring the bot back' }).click()
  await group.getByLabel('More').click()
  await group.getByRole('button', { name: 'Take the bot out of the group' }).waitFor()
  expect(faults).toEqual([])
  expect((await (await fetch(`${service.page}/api/groups/${groupId}`)).json()) as object).toMatchObject({
    messages: expect.arrayContaining([expect.objectContaining({ text: 'Petras Jankauskas left' })]),
  })
})
