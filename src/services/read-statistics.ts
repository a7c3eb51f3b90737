// The report of a period, as the API answers it and the chat says it: volumes, response times, promises kept and missed.
import type { Tx } from '../db/client.ts'
import { countVolumes, findMissedPromises, findNames, type MissedPromise, type VolumeCount } from '../db/report-counts.ts'
import { findClockFacts, findTicketFacts, prepareForReport } from '../db/statistics.ts'
import { type DeskFigures, figuresOf, within } from '../domain/desk-report.ts'
import type { CompanyId, EngineerId } from '../domain/ids.ts'
import { type Priority, priorities } from '../domain/priority.ts'
import type { DeskFacts, TicketFact } from '../domain/report-facts.ts'
import type { Period } from '../domain/report-period.ts'
import type { ClockKind } from '../domain/sla-clock.ts'
import { usedAt } from '../domain/sla-meter.ts'
import type { Desk } from './desk.ts'
import { findCalendar, findCatalogue } from './find-calendar.ts'

export interface Volumes {
  readonly opened: number
  readonly ended: number
  /** At the end of the period, or now while it lasts. */
  readonly open: number
}

export interface Breach {
  readonly number: number
  readonly kind: ClockKind
  readonly dueAt: Date
  /** Null: still not done. */
  readonly stoppedAt: Date | null
  /** In the clock's own time: working hours, or the wall clock's. */
  readonly lateMilliseconds: number
  readonly companyId: CompanyId
  readonly engineerId: EngineerId | null
  readonly reason: string | null
}

export interface Statistics {
  readonly figures: DeskFigures
  readonly volumes: Volumes & { readonly byPriority: Readonly<Record<Priority, Volumes>> }
  /** The latest due first, at most as many as asked for; how many there are in all is in the figures. */
  readonly breaches: readonly Breach[]
  /** Of every company and engineer that the figures and breaches name. */
  readonly names: ReadonlyMap<string, string>
}

/** The same with the facts it is made of, which may begin earlier than the period. */
export interface StatisticsAndFacts extends Statistics {
  readonly facts: DeskFacts
}

/**
 * Counts what was opened in the period, and the clocks that began in it, however they ended since. Four bounded questions and
 * one for names, whatever the size of the desk.
 * @param since from when facts are read besides, for pictures that reach further back; never after the period's begin.
 */
export async function readStatistics(
  tx: Tx,
  desk: Desk,
  period: Period,
  { since = period.from, breaches }: { readonly since?: Date; readonly breaches: number },
): Promise<StatisticsAndFacts> {
  await prepareForReport(tx)
  const read = { from: since, to: period.to }
  const facts = { tickets: await findTicketFacts(tx, read), clocks: await findClockFacts(tx, read) }
  const inPeriod = since < period.from ? within(facts, period) : facts
  const figures = figuresOf(inPeriod, period)
  const missed = await findMissedPromises(tx, period, breaches)
  const people = new Set<CompanyId | EngineerId>()
  for (const { companyId } of [...figures.byCompany, ...missed]) people.add(companyId)
  for (const { engineerId } of [...figures.byEngineer, ...missed]) if (engineerId !== null) people.add(engineerId)
  return {
    facts,
    figures,
    volumes: toVolumes(inPeriod.tickets, await countVolumes(tx, period)),
    breaches: await toBreaches(tx, desk, missed),
    names: await findNames(tx, [...people]),
  }
}

function toVolumes(tickets: readonly TicketFact[], counts: readonly VolumeCount[]): Statistics['volumes'] {
  const count = (what: VolumeCount['what'], priority?: Priority) =>
    counts
      .filter((row) => row.what === what && (priority === undefined || row.priority === priority))
      .reduce((sum, row) => sum + row.count, 0)
  const volumes = (priority?: Priority) => ({
    opened: tickets.filter((ticket) => priority === undefined || ticket.priority === priority).length,
    ended: count('ended', priority),
    open: count('open', priority),
  })
  const byPriority = Object.fromEntries(priorities.map((priority) => [priority, volumes(priority)])) as Record<Priority, Volumes>
  return { ...volumes(), byPriority }
}

async function toBreaches(tx: Tx, desk: Desk, missed: readonly MissedPromise[]): Promise<readonly Breach[]> {
  const breaches: Breach[] = []
  for (const { clock, terms, ...row } of missed) {
    // Read once a transaction, however many there are.
    const calendar = await findCalendar(tx, desk, findCatalogue(desk, terms.catalogue))
    const used = clock.stoppedAt === null ? usedAt(clock, tx.now.getTime(), calendar) : clock.usedMilliseconds
    breaches.push({ ...row, kind: clock.kind, lateMilliseconds: Math.max(0, used - (clock.allowedMilliseconds ?? used)) })
  }
  return breaches
}
