// Who carries how many open tickets, for the suggestion of who takes the next one (domain/suggest-engineer.ts).
import type { EngineerId } from '../domain/ids.ts'
import type { Priority } from '../domain/priority.ts'
import { type Absence, isAway, quietUntil } from '../domain/rest.ts'
import type { Candidate, CarriedTickets } from '../domain/suggest-engineer.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { Tx } from './client.ts'
import { toQuietHours } from './engineer-rest.ts'
import { Prisma } from './generated/client.ts'
import { type TicketRow, toTicket } from './tickets.ts'

interface Row extends Absence {
  readonly id: EngineerId
  readonly name: string
  readonly role: string
  readonly quietFrom: number | null
  readonly quietTo: number | null
  readonly carries: readonly CarriedTickets[]
}

/** Everybody who works here, with what they carry. Each has to be connected to a chat: nobody else can take anything there. */
export async function findCandidates(tx: Tx): Promise<readonly Candidate[]> {
  const rows = await tx.sql.$queryRaw<Row[]>`
      SELECT e.id::text, e.name, e.role, e.quiet_from_minute AS "quietFrom", e.quiet_to_minute AS "quietTo",
        e.away_since AS "awaySince", e.away_until AS "awayUntil", coalesce(carried.list, '[]') AS carries
      FROM engineer e LEFT JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object('priority', priority, 'status', status, 'count', count)) AS list FROM (
          SELECT priority, status, count(*) FROM ticket
          WHERE assignee_id = e.id AND status IN ('open', 'waiting') GROUP BY priority, status
        ) counted
      ) carried ON true
      WHERE e.active AND EXISTS (SELECT FROM chat_identity i WHERE i.engineer_id = e.id AND i.blocked_at IS NULL)`
  return rows.map((row) => toCandidate(row, tx.now))
}

function toCandidate({ id, name, role, carries, ...rest }: Row, now: Date): Candidate {
  const quiet = toQuietHours(rest.quietFrom, rest.quietTo)
  return {
    id,
    name,
    role: role === 'admin' ? 'admin' : 'engineer',
    isAway: isAway(rest, now),
    isQuiet: quiet !== null && quietUntil(quiet, now) !== null,
    carries,
  }
}

export interface CarriedTicket extends Ticket {
  readonly status: 'open' | 'waiting'
  readonly priority: Priority
}

/** An engineer's open and waiting tickets in solving order, without their descriptions. */
export async function findCarried(tx: Tx, engineerId: EngineerId, limit: number): Promise<readonly CarriedTicket[]> {
  const rows = await tx.sql.$queryRaw<TicketRow[]>`
    SELECT ${columns} FROM ticket t WHERE t.assignee_id = ${engineerId}::uuid AND t.status IN ('open', 'waiting')
    ORDER BY t.solving_order, t.due_at, t.opened_at, t.number LIMIT ${limit}`
  return rows.map((row) => toTicket(row) as CarriedTicket)
}

const columns = Prisma.sql`t.id::text, t.number, t.company_id::text AS "companyId", t.contact_id::text AS "contactId",
  t.server_id::text AS "serverId", t.assignee_id::text AS "assigneeId", t.summary, '' AS description, t.priority, t.status, t.channel,
  t.opened_at AS "openedAt", t.ended_at AS "endedAt"`
