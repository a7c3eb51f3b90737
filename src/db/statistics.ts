// What reports are made of, read from tickets and their clocks: facts of a period by whose they are, counts, and the promises
// that were missed. A year of a large desk is a hundred thousand tickets, so each question is one statement, and facts come
// packed: a row for each company, engineer and plan, a line in it for each fact. Figures over them are domain/desk-report.ts.
import type { Belonging, ClockFact, PlanName, TicketFact } from '../domain/desk-report.ts'
import type { CompanyId, EngineerId } from '../domain/ids.ts'
import type { Priority } from '../domain/priority.ts'
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
      t.priority || '|' || (date_part('epoch', t.opened_at) * 1000)::bigint::text
      || '|' || (date_part('epoch', coalesce(t.ended_at, ${tx.now}::timestamptz)) * 1000)::bigint::text
      || '|' || (1000 * (coalesce(waited.seconds, 0)
        + CASE WHEN t.status = 'waiting' THEN date_part('epoch', ${tx.now}::timestamptz) ELSE 0 END))::bigint::text, chr(10)) AS facts
    FROM ticket t LEFT JOIN waited ON waited.ticket_id = t.id
    WHERE t.opened_at >= ${from}::timestamptz AND t.opened_at < ${to}::timestamptz
    GROUP BY t.company_id, t.assignee_id, t.terms_name`
  return unpack(rows, (of, [priority, openedAt, endedAt, waiting]) => ({
    of,
    priority: priority as Priority,
    openedAt: Number(openedAt),
    openMilliseconds: Math.max(0, Number(endedAt) - Number(openedAt)),
    waitingMilliseconds: Number(waiting),
  }))
}

/**
 * The clocks that began in a period, but those of messages that needed no answer, and of resolutions that nobody promised.
 * A response clock that only the ticket's end has stopped was not answered: its promise is judged, its time is nobody's.
 */
export async function findClockFacts(tx: Tx, { from, to }: Period): Promise<readonly ClockFact[]> {
  const rows = await tx.sql.$queryRaw<PackedRow[]>`
    SELECT t.company_id::text AS "companyId", t.assignee_id::text AS "engineerId", t.terms_name AS plan, string_agg(
      (date_part('epoch', c.started_at) * 1000)::bigint::text || '|' || left(c.kind, 1)
      || '|' || CASE WHEN c.outcome = 'breached' OR (c.stopped_at IS NULL AND c.due_at < ${tx.now}::timestamptz) THEN 'b'
        WHEN c.outcome = 'kept' THEN 'k' ELSE '' END
      || '|' || CASE WHEN c.stopped_at IS NULL THEN '' ELSE c.state->>'usedMilliseconds' END
      || '|' || coalesce(c.state->>'averageMilliseconds', '')
      || '|' || CASE WHEN c.stopped_at = t.ended_at THEN t.id::text ELSE '' END, chr(10)) AS facts
    FROM sla_clock c JOIN ticket t ON t.id = c.ticket_id
    WHERE c.started_at >= ${from}::timestamptz AND c.started_at < ${to}::timestamptz
      AND c.outcome IS DISTINCT FROM 'cancelled' AND (c.kind <> 'resolution' OR c.outcome IS NOT NULL OR c.due_at IS NOT NULL)
    GROUP BY t.company_id, t.assignee_id, t.terms_name`
  const read = unpack(rows, (of, [startedAt, kind = '', outcome, used = '', planAverage = '', endedTicket = '']) => ({
    fact: {
      of,
      kind: kinds[kind] ?? 'resolution',
      startedAt: Number(startedAt),
      outcome: outcome === 'b' ? ('breached' as const) : outcome === 'k' ? ('kept' as const) : null,
      answeredAfter: used === '' ? null : Number(used),
      planAverage: planAverage === '' ? null : Number(planAverage),
    },
    endedTicket,
  }))
  const unanswered = await findEndedWithoutWord(tx, new Set(read.map(({ endedTicket }) => endedTicket)))
  return read.map(({ fact, endedTicket }) => (unanswered.has(endedTicket) ? { ...fact, answeredAfter: null } : fact))
}

const kinds: Readonly<Record<string, ClockFact['kind']>> = { f: 'first', n: 'next', r: 'resolution' }

/** Of ended tickets, those where nobody of the desk said anything in public in the moment of the end. */
async function findEndedWithoutWord(tx: Tx, ticketIds: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const ids = [...ticketIds].filter((id) => id !== '')
  if (ids.length === 0) return new Set()
  // Counted for each ticket: a join, or EXISTS, might read all comments from end to end.
  const rows = await tx.sql.$queryRaw<{ id: string }[]>`
    SELECT t.id::text FROM ticket t
    WHERE t.id = ANY(${ids}::uuid[]) AND (SELECT count(*) FROM comment m
      WHERE m.ticket_id = t.id AND m.at = t.ended_at AND m.engineer_id IS NOT NULL AND NOT m.internal) = 0`
  return new Set(rows.map(({ id }) => id))
}

function unpack<Fact>(rows: readonly PackedRow[], read: (of: Belonging, fields: readonly string[]) => Fact): readonly Fact[] {
  return rows.flatMap(({ companyId, engineerId, plan, facts }) => {
    const of = { companyId, engineerId, plan: plan === null ? null : toPlan(plan) }
    return facts.split('\n').map((line) => read(of, line.split('|')))
  })
}

/** "kolmisoft|ENTERPRISE": catalogues are named in small letters. */
function toPlan(termsName: string): PlanName {
  const [catalogue = '', ...plan] = termsName.split('|')
  return { catalogue, plan: plan.join('|') }
}
