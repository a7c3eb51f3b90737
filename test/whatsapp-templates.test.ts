// The check of message templates, as the operator runs it.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkTemplates } from '../src/channels/whatsapp/cloud/template-check.ts'
import { noticeKinds } from '../src/domain/notification.ts'
import { type GraphServer, startGraphServer } from '../src/playground/graph/graph-server.ts'

let graph: GraphServer
beforeAll(async () => {
  graph = await startGraphServer()
})
afterAll(() => graph.close())

function run(settings: Record<string, string>): Promise<{ status: number; output: string }> {
  const file = join(import.meta.dirname, '../src/whatsapp-templates.ts')
  const env = { PATH: process.env['PATH'], ...settings }
  return new Promise((resolve) => {
    execFile(process.execPath, [file], { env }, (error, stdout, stderr) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr })
    })
  })
}

test('each notice in each language has a line, and what is missing makes the status 1', async () => {
  graph.addTemplate({ name: 'desk_notice', language: 'en', body: 'About {{1}}: {{2}}' })
  const templates = { '*': { en: 'desk_notice', lt: 'desk_notice' }, 'invoice.issued': { en: 'invoice' } }
  const settings = { ...graph.settings, WHATSAPP_TEMPLATES: JSON.stringify(templates) }
  const before = await run(settings)
  expect(before.status).toBe(1)
  expect(before.output).toContain('desk_notice: missing in lt (there is en)')
  expect(before.output).toMatch(/MISSING invoice\.issued +en +invoice: missing in en/)
  expect(before.output.trim().split('\n')).toHaveLength(noticeKinds.length * 2 + 1)

  graph.addTemplate({ name: 'desk_notice', language: 'lt', body: 'Dėl {{1}}: {{2}}' })
  graph.addTemplate({ name: 'invoice', language: 'en', body: 'Invoice {{1}}: {{2}}' })
  // More than Meta lists at once.
  for (let index = 0; index < 12; index++) graph.addTemplate({ name: `other_${index}`, language: 'en', body: 'x' })
  expect(await run(settings)).toMatchObject({ status: 0, output: expect.stringContaining('All can be used.') })
})

test('without the Cloud API, without the business or with a wrong token the command says what is wrong', async () => {
  expect(await run({})).toMatchObject({ status: 78, output: expect.stringContaining('WHATSAPP_PROVIDER') })
  const { WHATSAPP_CLOUD_BUSINESS_ID: _, ...rest } = graph.settings
  expect(await run(rest)).toMatchObject({ status: 78, output: expect.stringContaining('WHATSAPP_CLOUD_BUSINESS_ID') })
  const wrong = await run({ ...graph.settings, WHATSAPP_CLOUD_TOKEN: 'another' })
  expect(wrong).toMatchObject({ status: 1, output: expect.stringContaining('(190)') })
  expect(wrong.output).not.toContain('    at ')
})

test.each([
  ['is approved', { status: 'APPROVED' }, null],
  ['is paused', { status: 'PAUSED' }, 'paused'],
  ['takes one parameter', { places: 1 }, 'takes 1 parameters instead of 2'],
  ['has a parameter in its header', { otherPlaces: 1 }, 'has parameters outside its body'],
  ['is in American English', { language: 'en_US' }, 'missing in en (there is en_US)'],
])('a template that %s', (_, more, fault) => {
  const known = { name: 'a', language: 'en', status: 'APPROVED', places: 2, otherPlaces: 0, ...more }
  const asked = { kinds: ['digest'], languages: ['en' as const] }
  expect(checkTemplates({ '*': { en: 'a' } }, [known], asked)).toMatchObject([{ template: 'a', fault }])
})

test('a language without a template of its own is told in English, and none at all is a fault', () => {
  const known = [{ name: 'a', language: 'en', status: 'APPROVED', places: 2, otherPlaces: 0 }]
  const asked = { kinds: ['digest'], languages: ['lt' as const] }
  expect(checkTemplates({ digest: { en: 'a' } }, known, asked)).toMatchObject([{ inEnglish: true, fault: null }])
  expect(checkTemplates({}, known, asked)).toMatchObject([{ template: null, fault: 'no template is named' }])
})
