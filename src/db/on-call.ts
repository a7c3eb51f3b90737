// The rota's rows: rules and swaps, in and out. Who is on call by them is domain/on-call.ts.
import { toDay } from '../domain/day.ts'
import { type EngineerId, newId } from '../domain/ids.ts'
import type { OnCallRule, OnCallSwap, Rota } from '../domain/on-call.ts'
import type { Tx } from './client.ts'
import type { OnCallRule as RuleRow, OnCallSwap as SwapRow } from './generated/client.ts'
import { type Page, type PageRequest, toPage } from './page.ts'

export interface RuleRecord extends OnCallRule {
  readonly id: string
}

export interface SwapRecord extends OnCallSwap {
  readonly id: string
}

/** What decides who is on call in a time. Those who are not active any more count for nothing. */
export async function findRota(tx: Tx, from: Date, to: Date): Promise<Rota> {
  const rules = await tx.sql.$queryRaw<OnCallRule[]>`
    SELECT r.engineer_id::text AS "engineerId", r.rung, r.weekdays, r.from_minute AS "fromMinute", r.to_minute AS "toMinute",
      r.every_weeks AS "everyWeeks", to_char(r.starts_on, 'YYYY-MM-DD') AS "startsOn", to_char(r.ends_on, 'YYYY-MM-DD') AS "endsOn"
    FROM on_call_rule r JOIN engineer e ON e.id = r.engineer_id AND e.active
    WHERE r.ends_on IS NULL OR r.ends_on > ${from}::timestamptz - interval '3 days' ORDER BY r.created_at, r.id`
  const swaps = await tx.sql.$queryRaw<OnCallSwap[]>`
    SELECT s.engineer_id::text AS "engineerId", s.rung, s.starts_at AS "startsAt", s.ends_at AS "endsAt"
    FROM on_call_swap s JOIN engineer e ON e.id = s.engineer_id AND e.active
    WHERE s.rung IN (1, 2) AND s.ends_at > ${from} AND s.starts_at < ${to} ORDER BY s.created_at, s.id`
  return { rules, swaps }
}

export async function insertRule(tx: Tx, rule: OnCallRule): Promise<RuleRecord> {
  const dates = { startsOn: new Date(rule.startsOn), endsOn: rule.endsOn === null ? null : new Date(rule.endsOn) }
  const data = { ...rule, ...dates, weekdays: [...rule.weekdays], id: newId(tx.now) as string, createdAt: tx.now }
  return toRule(await tx.sql.onCallRule.create({ data }))
}

/** Null: there is none. */
export async function deleteRule(tx: Tx, id: string): Promise<RuleRecord | null> {
  const row = await tx.sql.onCallRule.findUnique({ where: { id } })
  const { count } = await tx.sql.onCallRule.deleteMany({ where: { id } })
  return row === null || count === 0 ? null : toRule(row)
}

/** In the order they were made. */
export async function findRules(tx: Tx, page: PageRequest<string>): Promise<Page<RuleRecord, string>> {
  const rows = await tx.sql.onCallRule.findMany(oldestFirst(page))
  return toPage(rows, page.limit, { item: toRule, key: (row) => row.id })
}

export async function insertSwap(tx: Tx, swap: OnCallSwap): Promise<SwapRecord> {
  return toSwap(await tx.sql.onCallSwap.create({ data: { ...swap, id: newId(tx.now) as string, createdAt: tx.now } }))
}

/** Null: there is none. */
export async function deleteSwap(tx: Tx, id: string): Promise<SwapRecord | null> {
  const row = await tx.sql.onCallSwap.findUnique({ where: { id } })
  const { count } = await tx.sql.onCallSwap.deleteMany({ where: { id } })
  return row === null || count === 0 ? null : toSwap(row)
}

/** In the order they were made. */
export async function findSwaps(tx: Tx, page: PageRequest<string>): Promise<Page<SwapRecord, string>> {
  const rows = await tx.sql.onCallSwap.findMany(oldestFirst(page))
  return toPage(rows, page.limit, { item: toSwap, key: (row) => row.id })
}

function oldestFirst({ after, limit }: PageRequest<string>) {
  return { where: after === null ? {} : { id: { gt: after } }, orderBy: { id: 'asc' }, take: limit + 1 } as const
}

function toRule(row: RuleRow): RuleRecord {
  const { id, weekdays, fromMinute, toMinute, everyWeeks } = row
  const days = { startsOn: toDay(row.startsOn), endsOn: row.endsOn === null ? null : toDay(row.endsOn) }
  return { id, ...whose(row), weekdays, fromMinute, toMinute, everyWeeks, ...days }
}

function toSwap(row: SwapRow): SwapRecord {
  return { id: row.id, ...whose(row), startsAt: row.startsAt, endsAt: row.endsAt }
}

function whose(row: { engineerId: string; rung: number }) {
  return { engineerId: row.engineerId as EngineerId, rung: row.rung === 2 ? 2 : 1 } as const
}
