// What reports are made of, read from tickets and their clocks: facts of a period by whose they are, counts, and the promises
// that were missed. A year of a large desk is a hundred thousand tickets, so each question is one statement, and facts come
// packed: a row for each company, engineer and plan, with some numbers for each fact. Figures are domain/desk-report.ts.
import type { CompanyId, EngineerId } from '../domain/ids.ts'
import { priorities } from '../domain/priority.ts'
import type { Belonging, ClockFact, PlanName, TicketFact } from '../domain/report-facts.ts'
import type { Period } from '../domain/report-period.ts'
import type { Tx } from './client.ts'

interface PackedRow {
  readonly companyId: CompanyId
  readonly engineerId: EngineerId | null
  readonly plan: string | null
  readonly facts: string
}

/**
 * Room for a year's facts in memory, no time spent on compiling, and a plan for the period that is asked for, be it a week or
 * a year: for this transaction only.
 */
export async function prepareForReport(tx: Tx): Promise<void> {
  await tx.sql.$executeRaw`
    SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true)`
}

/** The tickets opened in a period. Waiting is what their history says between going into that status and out of it. */
export async function findTicketFacts(tx: Tx, { from, to }: Period): Promise<readonly TicketFact[]> {
  const rows = await tx.sql.$queryRaw<PackedRow[]>`
    WITH waited AS MATERIALIZED (
      SELECT ticket_id, sum(CASE WHEN data->>'to' = 'waiting' THEN - date_part('epoch', at) ELSE date_part('epoch', at) END) AS seconds
      FROM ticket_event
      WHERE at >= ${from}::timestamptz AND kind = 'status' AND (data->>'from' = 'waiting' OR data->>'to' = 'waiting')
      GROUP BY ticket_id
    )
    SELECT t.company_id::text AS "companyId", t.assignee_id::text AS "engineerId", t.terms_name AS plan, string_agg(
      array_position(${[...priorities]}::text[], t.priority) || ' ' || (date_part('epoch', t.opened_at) * 1000)::bigint
      || ' ' || (date_part('epoch', coalesce(t.ended_at, ${tx.now}::timestamptz)) * 1000)::bigint
      || ' ' || (1000 * greatest(0, coalesce(waited.seconds, 0)
        + CASE WHEN t.status = 'waiting' THEN date_part('epoch', ${tx.now}::timestamptz) ELSE 0 END))::bigint, ' ') AS facts
    FROM ticket t LEFT JOIN waited ON waited.ticket_id = t.id
    WHERE t.opened_at >= ${from}::timestamptz AND t.opened_at < ${to}::timestamptz
    GROUP BY t.company_id, t.assignee_id, t.terms_name`
  return unpack(rows, 4, (of, numbers, at) => ({
    of,
    priority: priorities[(numbers[at] ?? 0) - 1] ?? 'low',
    openedAt: numbers[at + 1] ?? 0,
    openMilliseconds: Math.max(0, (numbers[at + 2] ?? 0) - (numbers[at + 1] ?? 0)),
    waitingMilliseconds: numbers[at + 3] ?? 0,
  }))
}

const kinds = ['first', 'next', 'resolution'] as const
const outcomes = [null, 'kept', 'breached'] as const

/**
 * The clocks that began in a period, but those of messages that needed no answer, and of resolutions that nobody promised.
 * A response clock that only the ticket's end has stopped was not answered: its promise is judged, its time is nobody's.
 */
export async function findClockFacts(tx: Tx, { from, to }: Period): Promise<readonly ClockFact[]> {
  const rows = await tx.sql.$queryRaw<PackedRow[]>`
    SELECT t.company_id::text AS "companyId", t.assignee_id::text AS "engineerId", t.terms_name AS plan, string_agg(
      CASE c.kind WHEN 'first-response' THEN '0' WHEN 'next-response' THEN '1' ELSE '2' END
      || CASE WHEN c.outcome = 'breached' OR (c.stopped_at IS NULL AND c.due_at < ${tx.now}::timestamptz) THEN '2 '
        WHEN c.outcome = 'kept' THEN '1 ' ELSE '0 ' END
      || (date_part('epoch', c.started_at) * 1000)::bigint
      || CASE WHEN c.stopped_at IS NULL THEN ' - ' ELSE ' ' || (c.state->>'usedMilliseconds') || ' ' END
      || coalesce(c.state->>'averageMilliseconds', '-')
      || CASE WHEN c.stopped_at = t.ended_at THEN ' ' || t.number ELSE ' -' END, ' ') AS facts
    FROM sla_clock c JOIN ticket t ON t.id = c.ticket_id
    WHERE c.started_at >= ${from}::timestamptz AND c.started_at < ${to}::timestamptz
      AND c.outcome IS DISTINCT FROM 'cancelled' AND (c.kind <> 'resolution' OR c.outcome IS NOT NULL OR c.due_at IS NOT NULL)
    GROUP BY t.company_id, t.assignee_id, t.terms_name`
  const endedWith: number[] = []
  const facts = unpack(rows, 5, (of, numbers, at) => {
    const code = numbers[at] ?? 0
    endedWith.push(numbers[at + 4] ?? Number.NaN)
    return {
      of,
      kind: kinds[Math.floor(code / 10)] ?? 'resolution',
      startedAt: numbers[at + 1] ?? 0,
      outcome: outcomes[code % 10] ?? null,
      answeredAfter: orNull(numbers[at + 2]),
      planAverage: orNull(numbers[at + 3]),
    }
  })
  const unanswered = await findEndedWithoutWord(tx, new Set(endedWith))
  return facts.map((fact, index) => (unanswered.has(endedWith[index] ?? 0) ? { ...fact, answeredAfter: null } : fact))
}

/** Of ended tickets, by number, those where nobody of the desk said anything in public in the moment of the end. */
async function findEndedWithoutWord(tx: Tx, numbers: ReadonlySet<number>): Promise<ReadonlySet<number>> {
  const ended = [...numbers].filter((number) => !Number.isNaN(number))
  if (ended.length === 0) return new Set()
  // Counted for each ticket: a join, or EXISTS, might read all comments from end to end.
  const rows = await tx.sql.$queryRaw<{ number: number }[]>`
    SELECT t.number FROM ticket t
    WHERE t.number = ANY(${ended}::int[]) AND (SELECT count(*) FROM comment m
      WHERE m.ticket_id = t.id AND m.at = t.ended_at AND m.engineer_id IS NOT NULL AND NOT m.internal) = 0`
  return new Set(rows.map(({ number }) => number))
}

/** @param width of how many numbers a fact consists; it is read from `at` on. */
function unpack<Fact>(
  rows: readonly PackedRow[],
  width: number,
  read: (of: Belonging, numbers: readonly number[], at: number) => Fact,
): readonly Fact[] {
  const unpacked: Fact[] = []
  for (const { companyId, engineerId, plan, facts } of rows) {
    const of = { companyId, engineerId, plan: plan === null ? null : toPlan(plan) }
    const numbers = readNumbers(facts)
    for (let at = 0; at < numbers.length; at += width) unpacked.push(read(of, numbers, at))
  }
  return unpacked
}

/** "12 - 7" is 12, nothing (NaN), 7. Read by hand: splitting ten million letters into strings takes several times as long. */
function readNumbers(text: string): number[] {
  const numbers: number[] = []
  let number = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === space) {
      numbers.push(number)
      number = 0
    } else number = code === minus ? Number.NaN : number * 10 + (code - zero)
  }
  numbers.push(number)
  return numbers
}

function orNull(number = Number.NaN): number | null {
  return Number.isNaN(number) ? null : number
}

const [space, minus, zero] = [32, 45, 48]

/** "kolmisoft|ENTERPRISE": catalogues are named in small letters. */
function toPlan(termsName: string): PlanName {
  const [catalogue = '', ...plan] = termsName.split('|')
  return { catalogue, plan: plan.join('|') }
}
