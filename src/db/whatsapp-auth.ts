// The linked WhatsApp account's login: its credentials and keys, sealed, each bound to its own place. Every write is one
// statement that first checks that this process still has the account (whatsapp-lease.ts); without it, nothing is written.
import { type AccountLease, LeaseLost, StoredStateUnreadable } from '../domain/account-lease.ts'
import type { Database, Tx } from './client.ts'

interface Credentials {
  readonly formatVersion: number
  readonly text: string
}

interface KeyEntry {
  readonly type: string
  readonly id: string
  /** Null: deleted. */
  readonly text: string | null
}

export interface WhatsAppAuth {
  confirm(): Promise<void>
  readCredentials(): Promise<Credentials | null>
  writeCredentials(credentials: Credentials): Promise<void>
  readKeys(type: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  writeKeys(entries: readonly KeyEntry[]): Promise<void>
  forget(): Promise<void>
}

/** The store of one account for whoever has the lease. Reads throw StoredStateUnreadable, writes LeaseLost. */
export function openWhatsAppAuth(database: Database, account: string, lease: AccountLease): WhatsAppAuth {
  const { fence } = lease
  return {
    confirm: () => database.statements((tx) => hold(tx, { account, fence })),
    readCredentials: () => database.statements((tx) => readCredentials(tx, account)),
    writeCredentials: (credentials) => database.statements((tx) => writeCredentials(tx, { account, fence }, credentials)),
    readKeys: (type, ids) => database.statements((tx) => readKeys(tx, account, type, ids)),
    writeKeys: (entries) => database.statements((tx) => writeKeys(tx, { account, fence }, entries)),
    forget: () => database.transaction((tx) => forget(tx, { account, fence })),
  }
}

/** The login of an account that another process may have: to look at, never to connect with. @throws StoredStateUnreadable */
export function readWhatsAppCredentials(database: Database, account: string): Promise<Credentials | null> {
  return database.statements((tx) => readCredentials(tx, account))
}

interface Holder {
  readonly account: string
  readonly fence: number
}

async function readCredentials(tx: Tx, account: string): Promise<Credentials | null> {
  const [row] = await tx.sql.$queryRaw<{ formatVersion: number; sealed: Uint8Array }[]>`
    SELECT "format_version" AS "formatVersion", "sealed" FROM "whatsapp_credentials" WHERE "account" = ${account}`
  if (row === undefined) return null
  return { formatVersion: row.formatVersion, text: open(tx, row.sealed, credentialsContext(account)) }
}

async function writeCredentials(tx: Tx, { account, fence }: Holder, { formatVersion, text }: Credentials): Promise<void> {
  const sealed = tx.secrets.seal(text, credentialsContext(account))
  const written = await tx.sql.$executeRaw`
    WITH held AS (SELECT FROM "whatsapp_lease" WHERE "account" = ${account} AND "fence" = ${fence} FOR SHARE)
    INSERT INTO "whatsapp_credentials" AS stored ("account", "format_version", "sealed", "fence", "updated_at")
    SELECT ${account}, ${formatVersion}, ${sealed}, ${fence}, ${tx.now}::timestamptz FROM held
    ON CONFLICT ("account") DO UPDATE SET "format_version" = excluded."format_version", "sealed" = excluded."sealed",
      "fence" = excluded."fence", "updated_at" = excluded."updated_at"`
  if (written === 0) throw new LeaseLost(account)
}

async function readKeys(tx: Tx, account: string, type: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.sql.$queryRaw<{ id: string; sealed: Uint8Array }[]>`
    SELECT "id", "sealed" FROM "whatsapp_key"
    WHERE "account" = ${account} AND "type" = ${type} AND "id" = ANY(${[...ids]}::text[])`
  return new Map(rows.map(({ id, sealed }) => [id, open(tx, sealed, keyContext(account, type, id))]))
}

/** All in one statement, however many: the first login stores 812 keys at once. */
async function writeKeys(tx: Tx, { account, fence }: Holder, entries: readonly KeyEntry[]): Promise<void> {
  const kept = entries.filter((entry): entry is KeyEntry & { text: string } => entry.text !== null)
  const gone = entries.filter(({ text }) => text === null)
  const sealed = kept.map(({ type, id, text }) => tx.secrets.seal(text, keyContext(account, type, id)))
  const starts = startsOf(sealed)
  const [row] = await tx.sql.$queryRaw<{ held: bigint }[]>`
    WITH held AS (SELECT FROM "whatsapp_lease" WHERE "account" = ${account} AND "fence" = ${fence} FOR SHARE),
    deleted AS (
      DELETE FROM "whatsapp_key" k
      USING held, unnest(${gone.map(({ type }) => type)}::text[], ${gone.map(({ id }) => id)}::text[]) AS d(type, id)
      WHERE k."account" = ${account} AND k."type" = d.type AND k."id" = d.id
    ),
    written AS (
      INSERT INTO "whatsapp_key" ("account", "type", "id", "sealed", "fence")
      SELECT ${account}, w.type, w.id, substring(${Buffer.concat(sealed)}::bytea FROM w.start FOR w.length), ${fence}
      FROM held, unnest(${kept.map(({ type }) => type)}::text[], ${kept.map(({ id }) => id)}::text[], ${starts}::int[],
        ${sealed.map(({ length }) => length)}::int[]) AS w(type, id, start, length)
      ON CONFLICT ("account", "type", "id") DO UPDATE SET "sealed" = excluded."sealed", "fence" = excluded."fence"
    )
    SELECT count(*) AS held FROM held`
  if (row === undefined || Number(row.held) === 0) throw new LeaseLost(account)
}

/** In a transaction: for as long as it lasts. */
async function hold(tx: Tx, { account, fence }: Holder): Promise<void> {
  const held = await tx.sql.$queryRaw<unknown[]>`
    SELECT FROM "whatsapp_lease" WHERE "account" = ${account} AND "fence" = ${fence} FOR SHARE`
  if (held.length === 0) throw new LeaseLost(account)
}

async function forget(tx: Tx, { account, fence }: Holder): Promise<void> {
  await hold(tx, { account, fence })
  await tx.sql.$executeRaw`DELETE FROM "whatsapp_key" WHERE "account" = ${account}`
  await tx.sql.$executeRaw`DELETE FROM "whatsapp_credentials" WHERE "account" = ${account}`
}

/** Where each begins in all of them put together, counted from 1: as one value they travel as they are, not in hexadecimal. */
function startsOf(sealed: readonly Uint8Array[]): number[] {
  let next = 1
  return sealed.map(({ length }) => {
    next += length
    return next - length
  })
}

function open(tx: Tx, sealed: Uint8Array, context: string): string {
  try {
    return tx.secrets.open(sealed, context)
  } catch (error) {
    throw new StoredStateUnreadable('the stored WhatsApp login', error)
  }
}

function credentialsContext(account: string): string {
  return `whatsapp-credentials:${account}`
}

function keyContext(account: string, type: string, id: string): string {
  return `whatsapp-key:${account}:${type}:${id}`
}
