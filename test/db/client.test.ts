// The door to PostgreSQL: what one transaction writes, by models and by raw statements alike, stands or falls together.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { createCompany } from '../support/factories.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await createTestDatabase({ poolSize: 3 })
})

afterAll(() => db.drop())

beforeEach(() => db.clear())

const names = async () => (await db.sql<{ name: string }>('SELECT name FROM company ORDER BY name')).map((row) => row.name)

describe('a transaction', () => {
  test('sees by one way what it wrote by the other, and keeps both', async () => {
    await db.database.transaction(async (tx) => {
      await createCompany(tx, { name: 'by model' })
      await tx.sql
        .$executeRaw`INSERT INTO company (id, name, emails, created_at) VALUES (${newId(tx.now)}::uuid, 'raw', '{}', ${tx.now})`
      expect(await tx.sql.company.count()).toBe(2)
      const [row] = await tx.sql.$queryRaw<{ count: bigint }[]>`SELECT count(*) FROM company`
      expect(row?.count).toBe(2n)
    })
    expect(await names()).toEqual(['by model', 'raw'])
  })

  test('that fails leaves nothing of either, and its connection serves the next one', async () => {
    for (let round = 0; round < 5; round++) {
      const failing = db.database.transaction(async (tx) => {
        await createCompany(tx)
        await tx.sql
          .$executeRaw`INSERT INTO company (id, name, emails, created_at) VALUES (${newId(tx.now)}::uuid, 'raw', '{}', ${tx.now})`
        throw new Error('on purpose')
      })
      await expect(failing).rejects.toThrow('on purpose')
    }
    expect(await names()).toEqual([])
    expect(await db.database.transaction(async (tx) => tx.sql.company.count())).toBe(0)
  })

  test('is not taken for done when one of its statements failed and nobody noticed', async () => {
    const swallowing = db.database.transaction(async (tx) => {
      await createCompany(tx, { name: 'lost' })
      await tx.sql.$executeRaw`SELECT 1 / 0`.catch(() => undefined)
    })
    await expect(swallowing).rejects.toThrow('failed before it was committed')
    expect(await names()).toEqual([])
  })

  test('wakes nobody when it fails, and everybody once it is committed', async () => {
    const wake = { queue: 'files', id: 'a file' } as const
    const failing = db.database.transaction(async (tx) => {
      tx.wake(wake)
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(db.wakes).toEqual([])
    await db.database.transaction(async (tx) => tx.wake(wake))
    expect(db.wakes).toEqual([wake])
  })

  test('survives that its connection is cut: it fails, and the next one works', async () => {
    const cut = db.database.transaction(async (tx) => {
      await createCompany(tx)
      await tx.sql.$executeRaw`SELECT pg_terminate_backend(pg_backend_pid())`
    })
    await expect(cut).rejects.toThrow()
    expect(await db.database.transaction(async (tx) => tx.sql.company.count())).toBe(0)
  })

  test('of many at once, each keeps to itself', async () => {
    const work = Array.from({ length: 20 }, (_, n) =>
      db.database.transaction(async (tx) => {
        await createCompany(tx, { name: `company ${n}` })
        if (n % 2 === 1) throw new Error('odd ones fail')
      }),
    )
    await Promise.allSettled(work)
    expect(await names()).toHaveLength(10)
  })
})

describe('statements without a transaction', () => {
  test('are kept one by one', async () => {
    const failing = db.database.statements(async (tx) => {
      await tx.sql
        .$executeRaw`INSERT INTO company (id, name, emails, created_at) VALUES (${newId(tx.now)}::uuid, 'kept', '{}', ${tx.now})`
      throw new Error('afterwards')
    })
    await expect(failing).rejects.toThrow('afterwards')
    expect(await names()).toEqual(['kept'])
  })
})

test('of two transactions that wait for one another, the one that PostgreSQL gives up is begun anew, and both are done', async () => {
  await db.sql('CREATE TABLE crossing (id int PRIMARY KEY, crossed int NOT NULL)')
  await db.sql('INSERT INTO crossing VALUES (1, 0), (2, 0)')
  const met = Promise.withResolvers<void>()
  let held = 0
  const cross = (first: number, second: number) =>
    db.database.transaction(async (tx) => {
      await tx.sql.$executeRaw`UPDATE crossing SET crossed = crossed + 1 WHERE id = ${first}::int`
      held += 1
      if (held === 2) met.resolve()
      await met.promise
      await tx.sql.$executeRaw`UPDATE crossing SET crossed = crossed + 1 WHERE id = ${second}::int`
    })
  await Promise.all([cross(1, 2), cross(2, 1)])
  expect(await db.sql('SELECT crossed FROM crossing ORDER BY id')).toEqual([{ crossed: 2 }, { crossed: 2 }])
  expect(held).toBe(3)
})
