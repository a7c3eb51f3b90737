import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { WhatsAppServer } from '../../../../src/playground/whatsapp/contract.ts'
import { startWhatsAppServer } from '../../../../src/playground/whatsapp/whatsapp-server.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts'
import { idOf, type Line, type LineOptions, openLine } from './messages-rig.ts'

let db: TestDatabase
let server: WhatsAppServer
let line: Line

beforeAll(async () => {
  server = await startWhatsAppServer()
  server.trust()
})
beforeEach(async () => {
  db = await createTestDatabase()
})
afterEach(async () => {
  await line.stop()
  server.control.reset()
  await db.drop()
})
afterAll(() => server.close())

async function open(options: LineOptions = {}): Promise<void> {
  line = await openLine(db, server, options)
}

describe('a message', () => {
  test.each(['lid', 'number'] as const)('reaches somebody by their %s, and is reported as arrived and read', async (by) => {
    await open()
    const jonas = server.phone('Jonas')
    const outcome = await line.say(by === 'lid' ? jonas.lidAddress : jonas.numberAddress, 'Your ticket is #12345.')
    const seen = await jonas.sees('#12345')
    expect(seen.id).toBe(idOf(outcome))
    await line.reported(seen.id, 'delivered')
    jonas.readAll()
    await line.reported(seen.id, 'read')
    expect(line.reports.map(({ state }) => state)).toEqual(['delivered', 'read'])
    expect(server.faults()).toEqual([])
  })
})
