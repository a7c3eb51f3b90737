// The Redis that tests of the queue stand on.
import { Redis } from 'ioredis'
import { afterAll, expect, test } from 'vitest'
import { startRedis } from '../support/redis.ts'

const server = await startRedis()
afterAll(() => server.remove())

async function ask<T>(work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(server.url)
  client.on('error', () => {})
  return work(client).finally(() => client.disconnect())
}

test('what was written is still there after Redis was stopped and started', async () => {
  await ask((client) => client.set('key', 'value'))
  await server.stop()
  await server.start()
  expect(await ask((client) => client.get('key'))).toBe('value')
})

test('Redis is set up to lose nothing for lack of memory', async () => {
  expect(await ask((client) => client.config('GET', 'maxmemory-policy'))).toEqual(['maxmemory-policy', 'noeviction'])
})
