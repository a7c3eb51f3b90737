// A template that Meta refused is known to every process, until its time is over or it is approved again.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTemplateHolds } from '../../src/db/template-holds.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())

test('held for one number, name and language, as all processes see it', async () => {
  const one = createTemplateHolds(db.database, '1')
  const other = createTemplateHolds(db.database, '1')
  const template = { name: 'desk_notice', language: 'lt' }
  const tomorrow = new Date(Date.now() + 24 * 3600 * 1000)
  expect(await one.isHeld(template)).toBe(false)
  await one.hold(template, 'paused (132015)', tomorrow)
  await other.hold(template, 'paused (132015)', tomorrow)
  expect(await other.isHeld(template)).toBe(true)
  expect(await other.isHeld({ ...template, language: 'en' })).toBe(false)
  expect(await createTemplateHolds(db.database, '2').isHeld(template)).toBe(false)
  await other.lift(template)
  expect(await one.isHeld(template)).toBe(false)
})

test('a hold whose time is over holds nothing', async () => {
  const holds = createTemplateHolds(db.database, '1')
  await holds.hold({ name: 'old', language: 'en' }, 'missing', new Date(Date.now() - 1000))
  expect(await holds.isHeld({ name: 'old', language: 'en' })).toBe(false)
})
