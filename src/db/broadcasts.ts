// Broadcasts: who is meant, whose turn it is, and what became of each message. The messages themselves are outbox rows.
import type { Audience, BroadcastResult, BroadcastState } from '../domain/broadcast.ts'
import type { Day } from '../domain/day.ts'
import { type ContactId, type ConversationId, type EngineerId, newId } from '../domain/ids.ts'
import { keyEndings } from '../domain/passed-on-key.ts'
import type { Tx } from './client.ts'
import { type Broadcast, Prisma } from './generated/client.ts'

export interface BroadcastRecord extends Omit<Broadcast, 'state' | 'audience' | 'text' | 'conversationId' | 'engineerId'> {
  readonly state: BroadcastState
  readonly audience: Audience
  readonly text: string
  readonly conversationId: ConversationId | null
  readonly engineerId: EngineerId | null
}

/** The contacts of an audience: active, and with login access; those of one company together. */
export async function findAudience(tx: Tx, audience: Audience, today: Day): Promise<readonly ContactId[]> {
  const rows = await tx.sql.$queryRaw<{ id: ContactId }[]>`
    SELECT k.id::text FROM contact k WHERE k.active AND k.login_access AND ${condition(audience, today)} ORDER BY k.company_id, k.id`
  return rows.map((row) => row.id)
}

function condition(audience: Audience, today: Day): Prisma.Sql {
  switch (audience.kind) {
    case 'all':
      return Prisma.sql`true`
    case 'plan':
      return Prisma.sql`k.company_id IN (SELECT company_id FROM subscription
        WHERE lower(plan) = lower(${audience.plan}) AND starts_on <= ${today}::date AND (ends_on IS NULL OR ends_on >= ${today}::date))`
    case 'product':
      return Prisma.sql`k.company_id IN (SELECT company_id FROM server WHERE lower(product) = lower(${audience.product}))`
    case 'company':
      return Prisma.sql`k.company_id = ${audience.companyId}::uuid`
  }
}

/** How many of these contacts have a chat that can be written to. */
export async function countConnected(tx: Tx, ids: readonly ContactId[]): Promise<number> {
  const [row] = await tx.sql.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT contact_id)::int AS count FROM chat_identity
    WHERE contact_id = ANY(${[...ids]}::uuid[]) AND blocked_at IS NULL`
  return row?.count ?? 0
}

/** Plans that run today and products that servers have, as they are printed. */
export async function findAudienceWords(tx: Tx, today: Day): Promise<{ readonly plans: string[]; readonly products: string[] }> {
  const plans = await tx.sql.$queryRaw<{ word: string }[]>`
    SELECT DISTINCT plan AS word FROM subscription
    WHERE starts_on <= ${today}::date AND (ends_on IS NULL OR ends_on >= ${today}::date) ORDER BY 1 LIMIT 20`
  const products = await tx.sql.$queryRaw<{ word: string }[]>`
    SELECT min(product) AS word FROM server WHERE product IS NOT NULL GROUP BY lower(product) ORDER BY 1 LIMIT 20`
  return { plans: plans.map(({ word }) => word), products: products.map(({ word }) => word) }
}

export interface NewBroadcast {
  readonly audience: Audience
  readonly text: string
  readonly contactIds: readonly ContactId[]
  readonly engineerId?: EngineerId
  readonly conversationId?: ConversationId
  readonly cardKey?: string
}

export async function insertBroadcast(tx: Tx, { contactIds, text, audience, ...made }: NewBroadcast): Promise<string> {
  const id = newId<EngineerId>(tx.now) as string
  await tx.sql.broadcast.create({
    data: {
      ...made,
      id,
      state: 'running',
      audience: audience as unknown as Prisma.InputJsonValue,
      text: Uint8Array.from(tx.secrets.seal(text, sealContext(id))),
      people: contactIds.length,
      nextAt: tx.now,
      createdAt: tx.now,
    },
  })
  await tx.sql.$executeRaw`
    INSERT INTO broadcast_recipient (broadcast_id, place, contact_id)
    SELECT ${id}::uuid, place, contact_id FROM unnest(${[...contactIds]}::uuid[]) WITH ORDINALITY AS person(contact_id, place)`
  return id
}

export async function findBroadcast(tx: Tx, id: string): Promise<BroadcastRecord | null> {
  const row = await tx.sql.broadcast.findUnique({ where: { id } })
  return row === null ? null : toBroadcast(tx, row)
}

/** Locked until the transaction ends. */
export async function lockBroadcast(tx: Tx, id: string): Promise<BroadcastRecord | null> {
  await tx.sql.$queryRaw`SELECT 1 FROM broadcast WHERE id = ${id}::uuid FOR UPDATE`
  return findBroadcast(tx, id)
}

/** The oldest that is due and that nobody has in hand, locked: one after the other, whoever sweeps. */
export async function lockDueBroadcast(tx: Tx): Promise<BroadcastRecord | null> {
  const [row] = await tx.sql.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM broadcast WHERE next_at <= ${tx.now} ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED`
  return row === undefined ? null : findBroadcast(tx, row.id)
}

export async function updateBroadcast(
  tx: Tx,
  id: string,
  change: {
    readonly state?: BroadcastState
    readonly nextAt?: Date | null
    readonly finishedAt?: Date
    readonly cardRevision?: number
  },
): Promise<void> {
  await tx.sql.broadcast.update({ where: { id }, data: change })
}

/** The next ones in line; they count as told from now on. */
export async function takeRecipients(tx: Tx, id: string, most: number): Promise<readonly ContactId[]> {
  const rows = await tx.sql.$queryRaw<{ contactId: ContactId }[]>`
    UPDATE broadcast_recipient SET queued_at = ${tx.now}
    WHERE broadcast_id = ${id}::uuid AND place = ANY(ARRAY(
      SELECT place FROM broadcast_recipient WHERE broadcast_id = ${id}::uuid AND queued_at IS NULL ORDER BY place LIMIT ${most}))
    RETURNING contact_id::text AS "contactId"`
  return rows.map((row) => row.contactId)
}

/** What is in the outbox already and has not been tried is not said any more. */
export async function skipWaiting(tx: Tx, id: string): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE outbox_message SET state = 'skipped', reason = 'stopped', content = NULL, finished_at = ${tx.now}
    WHERE state = 'queued' AND attempts = 0 AND kind = 'broadcast' AND starts_with(dedup_key, ${`broadcast:${id}:`})`
}

/** What became of each message so far. */
export async function countResult(tx: Tx, { id, people }: Pick<BroadcastRecord, 'id' | 'people'>): Promise<BroadcastResult> {
  // A few looks into the unique index for each person; a join of many would read the whole outbox.
  const rows = await tx.sql.$queryRaw<{ state: string; count: number }[]>`
    SELECT CASE WHEN r.queued_at IS NULL THEN 'left' ELSE coalesce(o.state, 'skipped') END AS state, count(*)::int AS count
    FROM broadcast_recipient r LEFT JOIN LATERAL (
      SELECT m.state FROM outbox_message m
      WHERE r.queued_at IS NOT NULL AND NOT m.passed_on AND m.dedup_key = ANY(ARRAY(
        SELECT 'broadcast:' || r.broadcast_id || ':' || r.contact_id || e FROM unnest(${[...keyEndings]}::text[]) AS e)) LIMIT 1) o ON true
    WHERE r.broadcast_id = ${id}::uuid GROUP BY 1`
  const of = (state: string) => rows.find((row) => row.state === state)?.count ?? 0
  return {
    people,
    sent: of('sent'),
    failed: of('failed'),
    skipped: of('skipped'),
    waiting: of('queued') + of('sending'),
    left: of('left'),
  }
}

function toBroadcast(tx: Tx, row: Broadcast): BroadcastRecord {
  return {
    ...row,
    state: row.state as BroadcastState,
    audience: row.audience as unknown as Audience,
    text: tx.secrets.open(row.text, sealContext(row.id)),
    conversationId: row.conversationId as ConversationId | null,
    engineerId: row.engineerId as EngineerId | null,
  }
}

function sealContext(id: string): string {
  return `broadcast:${id}`
}
