// The page for those who hear it or see badly: names of controls, new messages read out, contrast in light and dark.
import { Api } from 'grammy'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBotApiServer } from '../../src/playground/bot-api-server.ts'
import type { BotApiServer } from '../../src/playground/server-contract.ts'
import { launchBrowser } from '../support/browser.ts'

const persons = [
  { id: 1001, name: 'Ana', role: 'client', note: 'Baltic Voice' },
  { id: 3001, name: 'Tomas', role: 'engineer', note: 'on duty' },
]
let server: BotApiServer
let browser: Browser
let page: Page

beforeAll(async () => {
  server = await startBotApiServer({ persons })
  browser = await launchBrowser()
  page = await openFullPage()
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

/** Two chats with something of everything in them. */
async function openFullPage(): Promise<Page> {
  const api = new Api(server.token, { apiRoot: server.apiRoot })
  const opened = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await opened.goto(`${server.apiRoot}/playground#1001,3001`)
  await opened.getByRole('region', { name: 'Chat of Tomas' }).waitFor()
  server.person({ id: 1001 }).send('Calls fail, see /help')
  server.addFault({ kind: 'refuse', method: 'getChat', label: 'For the list' })
  await api.sendMessage(1001, 'Ticket <b>#12345</b> is open. <a href="https://example.com">More</a>', {
    parse_mode: 'HTML',
    reply_markup: {
      inline_keyboard: [
        [
          { text: 'Take', callback_data: 't' },
          { text: 'Site', url: 'https://example.com' },
        ],
      ],
    },
  })
  await opened.getByRole('button', { name: 'Take' }).waitFor()
  return opened
}

test('every control has a name, every image an alternative, no id comes twice', async () => {
  expect(await page.evaluate(findNameless)).toEqual([])
})

test('there are landmarks and headings to go by, and a way past the list', async () => {
  for (const [role, name] of [
    ['navigation', 'People'],
    ['main', 'Chats'],
    ['complementary', 'Behind the scenes'],
    ['region', 'Chat of Ana'],
    ['list', 'Messages of Ana'],
    ['log', 'New messages'],
  ] as const) {
    expect([name, await page.getByRole(role, { name, exact: true }).count()]).toEqual([name, 1])
  }
  expect(await page.getByRole('heading', { level: 1 }).allInnerTexts()).toEqual(['Playground'])
  await page.evaluate('document.activeElement.blur()')
  await page.keyboard.press('Tab')
  expect(await page.evaluate('document.activeElement.innerText')).toBe('Skip to the chat')
})

test('a new message is read out once, with who says it to whom', async () => {
  const spoken = page.getByRole('log', { name: 'New messages' })
  await expect.poll(() => spoken.innerText()).toBe('Support to Ana: Ticket #12345 is open. More')
  expect(await page.getByRole('list', { name: 'Messages of Ana' }).getAttribute('aria-live')).toBeNull()
})

test.each(['light', 'dark'] as const)('in %s every text stands out from its ground, at least 4.5 to 1', async (colorScheme) => {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  for (const tab of ['Calls', 'Faults', 'Clock']) {
    await page.getByRole('tab', { name: tab }).click()
    await page.mouse.move(0, 0)
    expect(await page.evaluate(findWeakTexts)).toEqual([])
  }
})

test('light and dark can be chosen, and are remembered', async () => {
  await page.emulateMedia({ colorScheme: null })
  const scheme = () =>
    page.evaluate("getComputedStyle(document.documentElement).colorScheme + ' ' + (document.documentElement.dataset.theme ?? '')")
  expect(await scheme()).toBe('light dark ')
  await page.getByRole('button', { name: 'Colours: system' }).click()
  await page.getByRole('button', { name: 'Colours: light' }).click()
  await page.reload()
  await page.getByRole('button', { name: 'Colours: dark' }).waitFor()
  expect(await scheme()).toBe('dark dark')
})

test('in a group, too: names, landmarks, contrast, and what is new read out with its topic', async () => {
  const staff = server.group({ title: 'Engineers', forum: true, id: -1_005, members: [server.person({ id: 3001 })] })
  const api = new Api(server.token, { apiRoot: server.apiRoot })
  const { message_thread_id: open } = await api.createForumTopic(staff.chatId, '#1 Calls fail')
  const { message_thread_id: ended } = await api.createForumTopic(staff.chatId, '#2 Solved', { icon_color: 0x8eee98 })
  await api.sendMessage(staff.chatId, 'A word', { message_thread_id: ended })
  await api.closeForumTopic(staff.chatId, ended)
  await page.setViewportSize({ width: 1920, height: 900 })
  await page.goto('about:blank')
  await page.goto(`${server.apiRoot}/playground#1001,-1005`)
  const topics = page.getByRole('navigation', { name: 'Topics of Engineers' })
  await topics.getByRole('button', { name: '#1 Calls fail' }).click()
  await page.getByRole('heading', { level: 3, name: '#1 Calls fail' }).waitFor()
  const card = await api.sendMessage(staff.chatId, 'The card', { message_thread_id: open })
  await api.pinChatMessage(staff.chatId, card.message_id)
  staff.as(server.person({ id: 3001 })).send('On it', { topic: open })
  await page.getByRole('button', { name: 'Pinned: The card' }).waitFor()
  await page.getByRole('list', { name: 'Messages in #1 Calls fail' }).getByText('On it').waitFor()
  await expect.poll(() => page.getByRole('log').innerText()).toBe('Support in #1 Calls fail: The card')
  expect(await page.getByRole('region', { name: 'Engineers' }).count()).toBe(1)
  expect(await page.evaluate(findNameless)).toEqual([])
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.getByRole('button', { name: /^Colours/ }).waitFor()
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.evaluate('delete document.documentElement.dataset.theme')
    expect([colorScheme, await page.evaluate(findWeakTexts)]).toEqual([colorScheme, []])
  }
})

/** The little of a browser's document that is used here; the tests' own types know no browser. */
interface BrowserElement {
  readonly id: string
  readonly outerHTML: string
  readonly textContent: string | null
  readonly labels?: readonly BrowserElement[]
  readonly parentElement: BrowserElement | null
  readonly childNodes: Iterable<{ readonly nodeType: number; readonly textContent: string | null }>
  getAttribute(name: string): string | null
  closest(selector: string): BrowserElement | null
  checkVisibility(options: object): boolean
}
interface BrowserDocument {
  querySelectorAll(selector: string): Iterable<BrowserElement>
}

/** Runs in the page: controls without a name, images without an alternative, ids that come twice. */
function findNameless(): string[] {
  const { document } = globalThis as unknown as { document: BrowserDocument }
  const named = (node: BrowserElement): boolean =>
    Boolean(
      node.getAttribute('aria-label') ||
        node.textContent?.trim() ||
        node.labels?.[0]?.textContent?.trim() ||
        node.getAttribute('title'),
    )
  const controls = [
    ...document.querySelectorAll('button, a[href], input, textarea, select, summary, [role="switch"], [tabindex="0"]'),
  ]
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
  return [
    ...controls
      .filter((node) => !named(node) && node.closest('[hidden]') === null)
      .map(({ outerHTML }) => outerHTML.slice(0, 120)),
    ...[...document.querySelectorAll('img:not([alt])')].map(({ outerHTML }) => outerHTML),
    ...ids.filter((id, at) => ids.indexOf(id) !== at),
  ]
}

/** Runs in the page: texts whose colour is too close to what lies behind them. Grounds that let through are laid on each other. */
function findWeakTexts(): string[] {
  const { document, getComputedStyle } = globalThis as unknown as {
    document: BrowserDocument
    getComputedStyle(node: BrowserElement): { color: string; backgroundColor: string; backgroundImage: string }
  }
  const parse = (color: string): number[] => {
    const numbers = (color.match(/[\d.]+/g) ?? []).map(Number)
    return [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0, numbers[3] ?? 1]
  }
  const over = (top: number[], below: number[]): number[] => {
    const alpha = top[3] ?? 1
    return [0, 1, 2].map((at) => (top[at] ?? 0) * alpha + (below[at] ?? 0) * (1 - alpha))
  }
  const groundOf = (node: BrowserElement | null): number[] => {
    if (!node) return [255, 255, 255]
    const color = parse(getComputedStyle(node).backgroundColor)
    return color[3] === 1 ? color.slice(0, 3) : over(color, groundOf(node.parentElement))
  }
  const luminance = (color: number[]): number => {
    const [r = 0, g = 0, b = 0] = color.map((value) => {
      const part = value / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const weak: string[] = []
  for (const node of document.querySelectorAll('body *')) {
    const words = [...node.childNodes]
      .filter(({ nodeType }) => nodeType === 3)
      .map(({ textContent }) => textContent?.trim())
      .join('')
    if (!words || !node.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    // Avatars repeat the name beside them and lie on a gradient.
    if (node.getAttribute('aria-hidden') === 'true') continue
    const ground = groundOf(node)
    const [a, b] = [luminance(over(parse(getComputedStyle(node).color), ground)), luminance(ground)]
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
    if (ratio < 4.5) weak.push(`${words.slice(0, 40)}: ${ratio.toFixed(2)}`)
  }
  return weak
}
