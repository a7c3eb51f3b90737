// What goes wrong, and what people notice of it: a poison message, a platform that refuses, the database away, the queue away.
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startRedis } from '../support/redis.ts'
import { startTestService, type TestService } from '../support/service.ts'

type Person = Awaited<ReturnType<typeof connect>>

describe('with the embedded queue', () => {
  let service: TestService
  let people: DeskPeople
  let jonas: Person
  let ruta: Person
  let admin: Person

  beforeAll(async () => {
    service = await startTestService()
    people = await createDeskPeople(service)
    jonas = await connect(service, telegramIds.jonas, 'Jonas')
    ruta = await connect(service, telegramIds.ruta, 'Rūta')
    admin = await connect(service, telegramIds.admin, 'Darius')
  })

  afterAll(() => service.stop())

  test('a message that cannot be processed holds nobody else up, and is told after five tries', async () => {
    await service.db.sql(`
      CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF NEW.body LIKE '%poison%' THEN RAISE EXCEPTION 'poisoned'; END IF; RETURN NEW; END $$`)
    await service.db.sql('CREATE TRIGGER poison BEFORE INSERT ON comment FOR EACH ROW EXECUTE FUNCTION poison()')
    const { number } = await service.api<{ number: number }>('POST', '/tickets', {
      company: people.company,
      contact: people.contacts.jonas,
      summary: 'Poisoned',
      description: 'A ticket',
      priority: 'medium',
    })
    const bad = jonas.send(`ticket #${number} poison`)
    jonas.send(`ticket #${number} and this is fine`)
    const other = ruta.send(`ticket #${number} from somebody else`)
    await sees(ruta, `Added to #${number}`, { after: other })
    const isParked = async () => {
      service.advance(2)
      return service.db.sql(`SELECT 1 FROM inbound_message WHERE state = 'parked'`)
    }
    await expect.poll(isParked, { timeout: 15_000, interval: 200 }).toHaveLength(1)
    await sees(jonas, /I could not process your last message/, { after: bad, timeoutMs: 15_000 })
    await sees(jonas, `Added to #${number}`, { after: bad, timeoutMs: 15_000 })
    await sees(admin, /could not be processed after five tries/, { timeoutMs: 15_000 })
    const parked = await service.db.sql(
      `SELECT attempts, payload IS NOT NULL AS kept FROM inbound_message WHERE state = 'parked'`,
    )
    expect(parked).toEqual([{ attempts: 5, kept: true }])
    await service.db.sql('DROP TRIGGER poison ON comment')
  })

  test('a platform that says 429, 500, nothing, or drops the answer: everybody hears in the end, in order', async () => {
    const { telegram } = service
    const faults = [
      { kind: 'too-many-requests', retryAfter: 1 },
      { kind: 'server-error' },
      { kind: 'html' },
      { kind: 'truncated-json' },
      { kind: 'drop-before' },
      { kind: 'drop-after' },
    ] as const
    for (const fault of faults) {
      const added = telegram.addFault({ ...fault, method: 'sendMessage' })
      const sent = ruta.send('/tickets')
      const help = ruta.send('/cancel')
      await sees(ruta, /nothing unfinished/, { after: help, timeoutMs: 15_000 })
      const texts = ruta
        .messages()
        .filter((message) => message.mark > sent.mark)
        .map((message) => message.text)
      const list = texts.findIndex((text) => text.includes('open ticket'))
      expect(added.hits(), fault.kind).toBe(1)
      expect(list, fault.kind).toBeGreaterThanOrEqual(0)
      expect(texts.findIndex((text) => text.includes('nothing unfinished'))).toBeGreaterThan(list)
      telegram.clearFaults()
    }
  })

  test('the database away: nothing is acknowledged, readiness says so, and everything is answered afterwards', async () => {
    const name = new URL(service.db.url).pathname.slice(1)
    const server = new Client({ connectionString: service.db.url.replace(`/${name}`, '/postgres') })
    await server.connect()
    await server.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`)
    await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name])
    const lost = ruta.send('/new All calls fail since the morning')
    const ready = async () => (await fetch(`${service.app.url}/readyz`)).status
    await expect.poll(ready, { timeout: 10_000 }).toBe(503)
    const body = (await (await fetch(`${service.app.url}/readyz`)).json()) as Record<string, unknown>
    expect(JSON.stringify(body)).toMatch(/database/)
    await server.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS true`)
    await server.end()
    await sees(ruta, /New ticket/, { after: lost, timeoutMs: 20_000 })
    await expect.poll(ready, { timeout: 10_000 }).toBe(200)
  })
})

describe('with Redis', () => {
  test('the queue away: messages are answered all the same, and again through it once it is back', async () => {
    const redis = await startRedis()
    const service = await startTestService({ REDIS_URL: redis.url })
    try {
      await createDeskPeople(service)
      const jonas = await connect(service, telegramIds.jonas, 'Jonas')
      await redis.stop()
      const during = jonas.send('/tickets')
      await sees(jonas, /There are no tickets yet/, { after: during, timeoutMs: 20_000 })
      await redis.start()
      const after = jonas.send('/cancel')
      await sees(jonas, /nothing unfinished/, { after, timeoutMs: 20_000 })
    } finally {
      await service.stop()
      await redis.remove()
    }
  })
})
