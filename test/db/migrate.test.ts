// Migrations at start, and that they make what prisma/schema.prisma says.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, type QueryResultRow } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrate } from '../../src/db/migrate.ts'
import { createEmptyDatabase } from '../support/database.ts'
import { schemaScript } from '../support/schema-script.ts'
import { waitUntil } from '../support/wait-until.ts'

const projectMigrations = 'prisma/migrations'
const names = readdirSync(projectMigrations, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

let database: Awaited<ReturnType<typeof createEmptyDatabase>>
let client: Client
let folder: string
let lines: string[]

beforeEach(async () => {
  database = await createEmptyDatabase()
  client = new Client({ connectionString: database.url })
  await client.connect()
  folder = mkdtempSync(join(tmpdir(), 'support-assistant-migrations-'))
  lines = []
})
afterEach(async () => {
  await client.end()
  await database.drop()
  rmSync(folder, { recursive: true })
})

async function sql<Row extends QueryResultRow>(text: string): Promise<Row[]> {
  return (await client.query<Row>(text)).rows
}

function addMigration(name: string, script: string): void {
  mkdirSync(join(folder, name))
  writeFileSync(join(folder, name, 'migration.sql'), script)
}

const migrateFolder = () => migrate({ url: database.url, folder, log: (line) => lines.push(line) })
const migrateProject = () => migrate({ url: database.url, log: (line) => lines.push(line) })

test('a new database gets every migration, in order, with the record that Prisma keeps', async () => {
  expect(await migrateProject()).toEqual(names.sort())
  const records = await sql('SELECT *, finished_at >= started_at AS in_time FROM _prisma_migrations ORDER BY migration_name')
  expect(records).toMatchObject(
    names.map((name) => ({
      migration_name: name,
      checksum: execFileSync('sha256sum', [join(projectMigrations, name, 'migration.sql')], { encoding: 'utf8' }).slice(0, 64),
      logs: null,
      rolled_back_at: null,
      applied_steps_count: 1,
      in_time: true,
    })),
  )
})

test('the migrations make what the schema says, and nothing else but the things listed here', async () => {
  const other = await createEmptyDatabase()
  const otherClient = new Client({ connectionString: other.url })
  try {
    await migrateProject()
    await otherClient.connect()
    await otherClient.query(await schemaScript(other.url))
    const migrated = await describe(client)
    const wanted = await describe(otherClient)
    expect(wanted.filter((line) => !migrated.includes(line))).toEqual([])
    expect(migrated.filter((line) => !wanted.includes(line)).map((line) => line.split(':')[0])).toEqual(handMade)
  } finally {
    await otherClient.end()
    await other.drop()
  }
})

/** What Prisma's schema language cannot say and the migrations add by hand. */
const handMade = [
  'check chat_identity_one_party',
  'check comment_one_author',
  'check comment_sensitive_elsewhere',
  'check on_call_rule_rung',
  'check on_call_swap_order',
  'check subscription_order',
  'index attachment_waiting',
  'index blocker_call_next',
  'index chat_identity_contact',
  'index chat_identity_engineer',
  'index comment_search',
  'index company_find',
  'index contact_find',
  'index conversation_dialogue_due',
  'index inbound_message_due',
  'index inbound_message_finished',
  'index inbound_message_parked',
  'index inbound_message_waiting',
  'index outbox_message_claimed',
  'index outbox_message_due',
  'index outbox_message_held',
  'index outbox_message_kept',
  'index outbox_message_line',
  'index outbox_message_one_sending',
  'index outbox_message_told',
  'index outbox_message_waiting',
  'index sla_clock_look_again',
  'index ticket_event_waiting',
  'index ticket_load',
  'index ticket_room_stale',
  'index ticket_search',
  'index ticket_solving',
  'index ticket_unassigned',
  'index ticket_unfinished',
  'sequence process_number_seq',
  'sequence ticket_number_seq',
]

/** Everything in the database's schema, a line each, sorted. */
async function describe(of: Client): Promise<string[]> {
  const { rows } = await of.query<{ line: string }>(`
    SELECT format('column %s.%s: %s %s %s', table_name, column_name, udt_name || coalesce('(' || datetime_precision || ')', '')
      || coalesce('(' || numeric_precision || ',' || numeric_scale || ')', ''), is_nullable, column_default) AS line
      FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
    UNION ALL
    SELECT format('index %s: %s', indexname, indexdef) FROM pg_indexes
      WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
    UNION ALL
    SELECT format('%s %s: %s', CASE contype WHEN 'c' THEN 'check' ELSE 'constraint' END, conname, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> '_prisma_migrations'
    UNION ALL
    SELECT format('sequence %s: %s from %s, cycle %s', sequencename, data_type, start_value, cycle)
      FROM pg_sequences WHERE schemaname = 'public'
    UNION ALL
    SELECT format('enum %s: %s', typname, enumlabel) FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid`)
  return rows.map((row) => row.line).sort()
}

test('a database that is up to date is left alone, and the start is not held up', async () => {
  await migrateProject()
  const times: number[] = []
  for (let i = 0; i < 5; i++) {
    const begin = performance.now()
    expect(await migrateProject()).toEqual([])
    times.push(performance.now() - begin)
  }
  // The promise is 30 ms on an idle machine; the tests share theirs.
  expect(Math.min(...times)).toBeLessThan(120)
})

test('only what is missing is applied', async () => {
  addMigration('1_first', 'CREATE TABLE one (id int)')
  await migrateFolder()
  addMigration('2_second', 'CREATE TABLE two (id int); INSERT INTO two VALUES (1)')
  expect(await migrateFolder()).toEqual(['2_second'])
  expect(await sql('SELECT id FROM two')).toEqual([{ id: 1 }])
  expect(lines).toEqual(['applying migration 1_first', 'applying migration 2_second'])
})

test('several replicas starting at once migrate once', async () => {
  addMigration('1_first', 'CREATE TABLE one (id int); SELECT pg_sleep(0.2)')
  addMigration('2_second', 'CREATE TABLE two (id int)')
  const applied = await Promise.all([1, 2, 3, 4].map(migrateFolder))
  expect(applied.flat().sort()).toEqual(['1_first', '2_second'])
  expect(await sql('SELECT count(*)::int AS records FROM _prisma_migrations')).toEqual([{ records: 2 }])
})

test('a migration that fails leaves nothing behind, names itself, and works once it is repaired', async () => {
  addMigration('1_first', 'CREATE TABLE one (id int)')
  addMigration('2_second', 'CREATE TABLE two (id int); SELECT * FROM nowhere')
  await expect(migrateFolder()).rejects.toThrow('Migration 2_second failed and was undone: relation "nowhere" does not exist')
  expect(await sql(`SELECT to_regclass('one') IS NOT NULL AS one, to_regclass('two') IS NOT NULL AS two`)).toEqual([
    { one: true, two: false },
  ])
  writeFileSync(join(folder, '2_second/migration.sql'), 'CREATE TABLE two (id int)')
  expect(await migrateFolder()).toEqual(['2_second'])
})

test('a script that ends its own transaction is refused, because a crash could leave half of it', async () => {
  addMigration('1_first', 'CREATE TABLE one (id int); COMMIT; CREATE TABLE two (id int)')
  await expect(migrateFolder()).rejects.toThrow('the script ends the transaction that it runs in')
})

test('a migration changed after it was applied stops the start and says what to do', async () => {
  cpSync(projectMigrations, folder, { recursive: true })
  await migrateFolder()
  const [name] = names
  appendFileSync(join(folder, name ?? '', 'migration.sql'), '\n')
  await expect(migrateFolder()).rejects.toThrow(`Migration ${name} was changed after it was applied to this database`)
})

test('a migration that Prisma recorded as failed stops the start; one it recorded as rolled back is applied', async () => {
  addMigration('1_first', 'CREATE TABLE one (id int)')
  await migrateFolder()
  addMigration('2_second', 'CREATE TABLE two (id int)')
  await sql(`INSERT INTO _prisma_migrations (id, checksum, migration_name, logs) VALUES ('x', 'y', '2_second', 'no disk')`)
  await expect(migrateFolder()).rejects.toThrow('Migration 2_second failed on this database before')
  await sql('UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL')
  expect(await migrateFolder()).toEqual(['2_second'])
})

test('a database of a newer version is used, and the operator is told', async () => {
  addMigration('1_first', 'CREATE TABLE one (id int)')
  addMigration('2_second', 'CREATE TABLE two (id int)')
  await migrateFolder()
  rmSync(join(folder, '2_second'), { recursive: true })
  lines.length = 0
  expect(await migrateFolder()).toEqual([])
  expect(lines).toEqual(['the database knows migration 2_second, which this version of the program does not'])
})

test('a process killed in the middle of a migration leaves nothing half done, and the next start finishes', async () => {
  addMigration('1_first', 'CREATE TABLE one (id int)')
  addMigration('2_second', 'CREATE TABLE two (id int); SELECT pg_sleep(30)')
  const code = `import { migrate } from './src/db/migrate.ts'
    await migrate({ url: process.argv[1], folder: process.argv[2], log: () => {} })`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code, database.url, folder], { stdio: 'ignore' })
  const sleeping = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`
  await waitUntil(async () => (await sql(sleeping)).length > 0, { what: 'the second migration to be under way' })
  child.kill('SIGKILL')
  await once(child, 'exit')
  // A server that is busy notices a lost client only afterwards; a restart of the server does the same.
  await sql(`SELECT pg_terminate_backend(pid) FROM (${sleeping}) AS busy`)
  writeFileSync(
    join(folder, '2_second/migration.sql'),
    readFileSync(join(folder, '2_second/migration.sql'), 'utf8').replace('30', '0'),
  )
  expect(await migrateFolder()).toEqual(['2_second'])
  expect(await sql('SELECT migration_name, finished_at IS NOT NULL AS finished FROM _prisma_migrations ORDER BY 1')).toEqual([
    { migration_name: '1_first', finished: true },
    { migration_name: '2_second', finished: true },
  ])
})
