// `npm run screenshots`: plays a small story on the page of a real service and keeps pictures of it for the README, in
// src/playground/page/screenshots. Needs a Chromium on PATH.
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Locator, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import { startPlaygroundService } from './real-service.ts'
import { shrinkPng } from './shrink-png.ts'

const folder = fileURLToPath(new URL('../../src/playground/page/screenshots/', import.meta.url))
const largestKilobytes = 150

await main()

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const service = await startPlaygroundService({ TICKET_NUMBER_START: '12345' })
  const browser = await launchBrowser()
  try {
    const desk = await browser.newPage({ viewport: { width: 1360, height: 800 }, colorScheme: 'light' })
    await desk.goto(`${service.page}#1001,3001`)
    await tellStory(desk, { before: await drawCallLog(browser, '503'), after: await drawCallLog(browser, '200 OK') })
    await showTwoChats(desk)
    await showDesk(desk, service.page)
    await showPhone(browser, service.page)
    await showGroup(desk, service.page)
  } finally {
    await browser.close()
    await service.stop()
  }
}

/** A client asks, an engineer takes it and answers. */
async function tellStory(page: Page, callLogs: { before: Buffer; after: Buffer }): Promise<void> {
  const jonas = chatOf(page, 'Jonas Petraitis')
  const petras = chatOf(page, 'Petras Jankauskas')
  for (const chat of [jonas, petras]) {
    await chat.getByRole('button', { name: 'Start', exact: true }).click()
    await chat.getByText('You are connected as').waitFor()
  }
  await jonas.getByLabel('Attach files').setInputFiles([{ name: 'calls.png', mimeType: 'image/png', buffer: callLogs.before }])
  await write(jonas, 'Calls to Germany fail with SIP 503 since 09:10, other countries work')
  await jonas.getByText(/File: /).waitFor()
  const created = ['Create ticket', 'Ticket #12345 is open'] as const
  await fillDraft(jonas, ['High', 'Priority: High'], ['mor-vilnius', 'Server: mor-vilnius'], created)
  await petras.getByRole('img', { name: 'Photo' }).waitFor()
  await petras.getByRole('button', { name: 'Take' }).click()
  await jonas.getByText('Petras Jankauskas is working on it').waitFor()
  await write(jonas, 'Will calls to Austria be affected, too?')
  const asked = petras.getByRole('listitem').filter({ hasText: 'Will calls to Austria' }).last()
  await asked.hover()
  await asked.getByRole('button', { name: 'Reply' }).click()
  await write(petras, 'No, only the German route. The provider changed their address; the new one is set. Please try again.')
  await jonas.getByText('Please try again.').waitFor()
  await jonas.getByLabel('Attach files').setInputFiles([{ name: 'now.png', mimeType: 'image/png', buffer: callLogs.after }])
  await write(jonas, 'Works again, thank you!')
  await petras.getByText('Works again, thank you!').waitFor()
  await petras.getByRole('img', { name: 'Photo' }).nth(1).waitFor()
}

/** Each button, and what stands in the chat after it. */
async function fillDraft(chat: Locator, ...steps: readonly (readonly [button: string, then: string])[]): Promise<void> {
  for (const [button, then] of steps) {
    await chat.getByRole('button', { name: button }).last().click()
    await chat.getByText(then).last().waitFor()
  }
}

async function showTwoChats(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Faults' }).click()
  await page.getByLabel('every call until it is off').check()
  await page.getByRole('switch', { name: /Slow/ }).click()
  await page.getByLabel('1 switched on').waitFor()
  await keep(page, 'side-by-side')
  await page.getByRole('button', { name: 'Switch all off' }).click()
}

async function showDesk(page: Page, address: string): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${address}#1001`)
  await chatOf(page, 'Jonas Petraitis').getByText('Works again, thank you!').waitFor()
  await page.getByRole('list', { name: 'Calls of the bot, newest first' }).getByRole('listitem').first().waitFor()
  await keep(page, 'desk-light')
}

async function showPhone(browser: Browser, address: string): Promise<void> {
  const phone = await browser.newPage({
    viewport: { width: 390, height: 800 },
    colorScheme: 'dark',
    hasTouch: true,
    isMobile: true,
  })
  await phone.goto(`${address}#1001`)
  await chatOf(phone, 'Jonas Petraitis').getByText('Works again, thank you!').waitFor()
  await keep(phone, 'phone-dark')
}

/** An engineer works in a ticket's topic: a note that stays inside, and an answer that reaches the client. */
async function showGroup(page: Page, address: string): Promise<void> {
  const jonas = chatOf(page, 'Jonas Petraitis')
  await write(jonas, '/new The CDR export takes ten minutes')
  await fillDraft(jonas, ['Medium', 'Priority: Medium'], ['m4-kaunas', 'Server: m4-kaunas'], ['Create ticket', 'is open'])
  await page.goto('about:blank')
  await page.goto(`${address}#-1004200000042`)
  await page.getByRole('button', { name: 'Close the tools' }).click()
  const group = page.getByRole('region', { name: "Engineers' group" })
  const topics = group.getByRole('navigation').getByRole('button')
  await passUntil(address, topics.filter({ hasText: 'CDR export' }).first())
  const topic = topics.filter({ hasText: '🔧🟧 #12345' })
  await passUntil(address, topic)
  await topic.click()
  await passUntil(address, group.getByRole('button', { name: /^Pinned/ }))
  const last = group.getByRole('listitem').filter({ hasText: 'Works again, thank you!' }).last()
  await passUntil(address, last)
  await write(group, 'The provider says why: DE-881. Ask them for a notice next time.')
  await group.getByText('✍').waitFor()
  await last.hover()
  await last.getByRole('button', { name: 'Reply' }).click()
  await write(group, 'Good. We watch the route until Monday.')
  await group.getByText('👍').last().waitFor()
  await keep(page, 'group')
}

/** A group takes 20 messages a minute: the clock moves until this one is there. */
async function passUntil(address: string, wanted: Locator): Promise<void> {
  const request = { method: 'POST', headers: { 'x-playground': '1' }, body: '{"seconds":4}' }
  for (let tries = 0; tries < 100 && (await wanted.count()) === 0; tries++) {
    await fetch(`${address}/api/advance-clock`, request)
    await wanted.waitFor({ timeout: 300 }).catch(() => undefined)
  }
  await wanted.waitFor()
}

async function keep(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0)
  await page.evaluate('document.activeElement.blur()')
  // Fonts and pictures are there, and one more frame has been drawn.
  await page.evaluate(
    'document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))',
  )
  const path = `${folder}${name}.png`
  writeFileSync(path, shrinkPng(await page.screenshot({ animations: 'disabled', caret: 'hide' })))
  const kilobytes = Math.round(statSync(path).size / 1024)
  console.log(`${name}.png ${kilobytes} KB`)
  if (kilobytes > largestKilobytes) throw new Error(`${name}.png is larger than ${largestKilobytes} KB`)
}

function chatOf(page: Page, name: string): Locator {
  return page.getByRole('region', { name: `Chat of ${name}` })
}

async function write(chat: Locator, text: string): Promise<void> {
  await chat.getByLabel('Message', { exact: true }).fill(text)
  await chat.getByRole('button', { name: 'Send', exact: true }).click()
}

/** What a client would send: a call log, with what became of the calls to Germany. */
async function drawCallLog(browser: Browser, germany: string): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 420, height: 190 } })
  const rows = [
    ['09:08:51', '+370 5 200 0011', '200 OK'],
    ['09:10:02', '+49 30 555 0101', germany],
    ['09:10:40', '+49 89 555 0177', germany],
    ['09:11:15', '+371 67 555 019', '200 OK'],
    ['09:12:33', '+49 40 555 0130', germany],
  ]
  const lines = rows.map(([time, to, result]) => `<tr class="${result}"><td>${time}<td>${to}<td>${result}`).join('')
  await page.setContent(`<style>
    body { margin: 0; padding: 14px; font: 15px "DejaVu Sans Mono", monospace; background: #10181f; color: #cfe3d6 }
    td { padding: 4px 14px 4px 0 } tr[class="503"] { color: #ff8f84 }
  </style><table>${lines}</table>`)
  const picture = await page.screenshot()
  await page.close()
  return picture
}
