// How a report looks to a caller of the API, field by field. Counting is the services' business.
import { z } from 'zod'
import type { Period } from '../../domain/report-period.ts'
import { clockKinds } from '../../domain/sla-clock.ts'
import type { Statistics } from '../../services/read-statistics.ts'
import { model } from '../api-model.ts'
import { sayInstant } from '../fields.ts'

const seconds = z.number().nullable()

const responseTimes = model('ResponseTimes', {
  answered: z.number().describe('Answers by a person; one that is still awaited, or never came before the ticket ended, is none'),
  averageSeconds: seconds.describe(
    'In the clock’s own time: seconds of working hours, or of the wall clock where the promise says so',
  ),
  medianSeconds: seconds,
  percentile90Seconds: seconds.describe('Nine of ten were not slower (nearest rank)'),
  planAverageSeconds: seconds.describe('What the plan names as its average; null where none is named, or not one for all'),
})

const figures = {
  opened: z.number().describe('Tickets'),
  firstResponse: responseTimes.describe('From opening a ticket to the first public message of a person'),
  nextResponse: responseTimes.describe('From the oldest unanswered client message to the next public answer'),
  kept: z.number().describe('Promises: first and next responses, and resolutions where one is promised'),
  breached: z.number().describe('Also those that still run and are past due'),
  keptShare: z.number().nullable().describe('Of those kept or breached, from 0 to 1'),
  averageOpenSeconds: seconds.describe('Of a ticket, to its end or until now, on the wall clock'),
  averageWaitingSeconds: seconds.describe('The part of it that a ticket waited for the client'),
}

const volumes = { opened: z.number(), ended: z.number(), open: z.number() }

export const statistics = model('Statistics', {
  from: z.string(),
  to: z.string().describe('The first instant that is not counted'),
  volumes: z
    .object({
      ...volumes,
      byPriority: z.object({
        blocker: z.object(volumes),
        high: z.object(volumes),
        medium: z.object(volumes),
        low: z.object(volumes),
      }),
    })
    .describe('Opened and ended (for the last time) in the period; open at its end, or now while it lasts'),
  total: z.object(figures),
  byPlan: z.array(z.object({ catalogue: z.string().nullable(), plan: z.string().nullable(), ...figures })),
  byCompany: z.array(z.object({ company: z.string(), name: z.string(), ...figures })),
  byEngineer: z
    .array(z.object({ engineer: z.string().nullable(), name: z.string().nullable(), ...figures }))
    .describe('By who has the ticket now; null: nobody'),
  byMonth: z.array(z.object({ month: z.string().describe('YYYY-MM, of Vilnius'), ...figures })),
  breaches: z
    .array(
      z.object({
        ticket: z.number(),
        kind: z.enum(clockKinds),
        dueAt: z.string(),
        stoppedAt: z.string().nullable().describe('Null: still not done'),
        lateSeconds: z.number().describe('In the clock’s own time, until it stopped or until now'),
        company: z.string(),
        engineer: z.string().nullable(),
        reason: z.string().nullable().describe('What an engineer gave as the reason'),
      }),
    )
    .describe('The latest due first, at most 200; `total.breached` counts all'),
})

export function sayStatistics(found: Statistics, { from, to }: Period): z.output<typeof statistics> {
  const { total, byPlan, byCompany, byEngineer, byMonth } = found.figures
  const nameOf = (id: string) => found.names.get(id) ?? ''
  return {
    from: sayInstant(from),
    to: sayInstant(to),
    volumes: found.volumes,
    total,
    byPlan: byPlan.map(({ plan, ...of }) => ({ catalogue: plan?.catalogue ?? null, plan: plan?.plan ?? null, ...of })),
    byCompany: byCompany.map(({ companyId, ...of }) => ({ company: companyId, name: nameOf(companyId), ...of })),
    byEngineer: byEngineer.map(({ engineerId, ...of }) => ({
      engineer: engineerId,
      name: engineerId === null ? null : nameOf(engineerId),
      ...of,
    })),
    byMonth: [...byMonth],
    breaches: found.breaches.map(({ number, dueAt, stoppedAt, lateMilliseconds, companyId, engineerId, kind, reason }) => ({
      ticket: number,
      kind,
      dueAt: sayInstant(dueAt),
      stoppedAt: stoppedAt === null ? null : sayInstant(stoppedAt),
      lateSeconds: Math.round(lateMilliseconds / 1000),
      company: companyId,
      engineer: engineerId,
      reason,
    })),
  }
}
