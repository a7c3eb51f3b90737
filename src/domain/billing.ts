// What a company is charged, from its first day to the end of a month (RULES 4, D1 to D20). Work is gone through in the order it was
// done: a bug is free, a fixed task has its price, a plan covers its hours, an allowance what would cost the hourly price; the rest
// is charged if the client agreed, and listed if not.
import { type AllowanceBook, openAllowances } from './allowance.ts'
import { billTime, type HourlyRate } from './billed-time.ts'
import type { Allowance, BilledEntry, BilledTicket, BillingFacts } from './billing-facts.ts'
import { type Catalogue, findPlan, type RateKey } from './catalogue.ts'
import { type Charge, type ChargeKind, differenceOf } from './charge.ts'
import { addMonths, type Month, monthStart } from './desk-month.ts'
import type { TicketId } from './ids.ts'
import { type IncidentBook, openIncidents } from './incidents.ts'
import { openPackets, type PacketBook, quotaLevel } from './packet.ts'
import { allowanceCharges, planCharges } from './period-charges.ts'
import { cutEntry, type Piece } from './worked-pieces.ts'

/** Work that would cost something, and that nobody agreed to: it is not charged. */
export interface Unagreed {
  readonly entryId: string
  readonly ticketId: TicketId
  readonly kind: Exclude<ChargeKind, 'credit' | 'plan' | 'allowance' | 'connectionFee'>
  readonly seconds: number
}

export interface Count {
  readonly charges: readonly Charge[]
  readonly unagreed: readonly Unagreed[]
  /** Seconds used of an allowance, by its id: in the last month, or ever when it never expires. */
  readonly used: ReadonlyMap<string, number>
}

/** What the month costs as known now, billed or not. Stable, and of what is logged late only the difference. */
export function chargesOf(facts: BillingFacts, month: Month): readonly Charge[] {
  return differenceOf(countThrough(facts, month).charges, countThrough(facts, addMonths(month, -1)).charges)
}

/** Everything up to the end of a month. The same for any order of the entries. */
export function countThrough(facts: BillingFacts, month: Month): Count {
  const counter = openCounter(facts, monthStart(addMonths(month, 1)))
  for (const work of counter.works) addWork(counter, work)
  const charges = [
    ...counter.charges,
    ...counter.incidents.charges,
    ...timeCharges(counter),
    ...planCharges(facts, month),
    ...allowanceCharges(facts.allowances, month),
  ]
  const used = new Map(facts.allowances.map((one) => [one.id, counter.allowances.usedOn(one, `${month}-01`)]))
  return { charges: charges.filter(({ amountCents }) => amountCents !== 0), unagreed: counter.unagreed, used }
}

interface Work {
  readonly ticket: BilledTicket
  readonly catalogue: Catalogue
  readonly entry: BilledEntry
  /** In order; cut by working hours where an after-hours price makes a difference. */
  readonly pieces: readonly Piece[]
}

type TimeKind = 'hourly' | 'afterHours' | 'training'

interface Counter {
  readonly works: readonly Work[]
  readonly allowances: AllowanceBook
  readonly packets: PacketBook
  readonly incidents: IncidentBook
  readonly charges: Charge[]
  readonly unagreed: Unagreed[]
  /** Chargeable seconds of each ticket, by kind. */
  readonly times: Map<string, { readonly work: Work; readonly kind: TimeKind; seconds: number; readonly entries: string[] }>
}

function openCounter(facts: BillingFacts, until: Date): Counter {
  const tickets = new Map(facts.tickets.map((ticket) => [ticket.id, ticket]))
  const entries = facts.entries.filter(({ startedAt }) => startedAt < until).sort(inOrder)
  const works = entries.flatMap((entry) => {
    const ticket = tickets.get(entry.ticketId)
    const catalogue = ticket === undefined ? undefined : facts.catalogues.get(ticket.catalogue)
    if (ticket === undefined || catalogue === undefined) return []
    const calendar = catalogue.rates['after-hours'] === undefined ? null : facts.calendarOf(catalogue)
    return [{ ticket, catalogue, entry, pieces: cutEntry(entry, calendar, until) }]
  })
  const opened = facts.tickets.filter(({ openedAt }) => openedAt < until)
  return {
    works,
    allowances: openAllowances(facts.allowances),
    packets: openPackets(
      facts,
      opened,
      Map.groupBy(entries, ({ ticketId }) => ticketId),
    ),
    incidents: openIncidents(facts.catalogues),
    charges: [],
    unagreed: [],
    times: new Map(),
  }
}

function inOrder(a: BilledEntry, b: BilledEntry): number {
  return a.startedAt.getTime() - b.startedAt.getTime() || (a.id < b.id ? -1 : 1)
}

function addWork(counter: Counter, work: Work): void {
  const { kind } = work.entry
  if (kind === 'fixed') addTask(counter, work)
  if (kind === 'training')
    addTime(
      counter,
      work,
      'training',
      sumOf(work.pieces, ({ seconds }) => seconds),
    )
  if (kind === 'support') addSupport(counter, work)
}

function sumOf(pieces: readonly Piece[], seconds: (piece: Piece) => number): number {
  return pieces.reduce((all, piece) => all + seconds(piece), 0)
}

/** A fixed price covers all the time it takes, whenever (D10). */
function addTask(counter: Counter, { ticket, catalogue, entry }: Work): void {
  const rate = entry.task === null ? undefined : catalogue.rates[entry.task]
  if (entry.task === null || rate?.by !== 'task') return
  const quantity = rate.perServer ? (entry.quantity ?? 1) : Math.min(entry.quantity ?? 1, 1)
  if (quantity === 0) return
  if (!(entry.billableAgreed ?? ticket.billableAgreed)) {
    counter.unagreed.push({ entryId: entry.id, ticketId: ticket.id, kind: 'fixed', seconds: entry.seconds })
    return
  }
  counter.charges.push({
    key: `fixed:${entry.id}`,
    kind: 'fixed',
    ticketId: ticket.id,
    quantity,
    unitPriceCents: rate.cents,
    amountCents: quantity * rate.cents,
    currency: catalogue.currency,
    entries: [entry.id],
    reason: { by: 'task', task: entry.task },
  })
}

function addSupport(counter: Counter, work: Work): void {
  const { ticket, catalogue, pieces } = work
  const plan = findPlan(catalogue, ticket.plan)
  if (plan === null ? incidentsOnly(work) : plan.quotas !== null) {
    addRequest(counter, work)
    return
  }
  const closed = sumOf(pieces, ({ seconds, openSeconds }) => seconds - openSeconds)
  // Hourly and after-hours prices never add up for the same hour (D3); a plan's Blockers have no after-hours (D7).
  if (closed > 0 && !(plan !== null && isBlocker(ticket, work.entry.startedAt))) addTime(counter, work, 'afterHours', closed)
  if (plan === null) addTime(counter, work, 'hourly', drawAllowances(counter, work))
}

/** Without a plan, where work is charged by the incident. */
function incidentsOnly({ ticket, catalogue }: Work): boolean {
  const state = catalogue.withoutPlan.find(({ name }) => name === ticket.plan) ?? catalogue.withoutPlan[0]
  return state?.rate === null
}

function isBlocker({ priorities }: BilledTicket, at: Date): boolean {
  return (priorities.findLast(({ from }) => from <= at) ?? priorities[0])?.priority === 'blocker'
}

/** A packet by exact time (D14), and what lies beyond by the incident. */
function addRequest(counter: Counter, { ticket, entry, pieces }: Work): void {
  for (const { from, seconds } of pieces) {
    const beyond = counter.packets.draw(ticket, { at: from, seconds, level: entry.level })
    const level = quotaLevel(entry.level)
    const unpaid = beyond.seconds === 0 ? 0 : counter.incidents.add(ticket, entry, { ...beyond, level })
    if (unpaid > 0) counter.unagreed.push({ entryId: entry.id, ticketId: ticket.id, kind: 'incident', seconds: unpaid })
  }
}

/**
 * One entry is one use: rounded up before it is split among allowances, with one connection fee (D15, D18, D19).
 * @returns the seconds that are left for the hourly price.
 */
function drawAllowances(counter: Counter, work: Work): number {
  const pieces = work.pieces.filter(({ openSeconds }) => openSeconds > 0)
  const first = pieces[0] === undefined ? null : counter.allowances.firstAt(pieces[0].from)
  const total = sumOf(pieces, ({ openSeconds }) => openSeconds)
  const step = first?.roundBySeconds ?? 1
  const rounding = Math.ceil(total / step) * step - total
  let left = 0
  for (const piece of pieces) {
    const seconds = piece.openSeconds + (piece === pieces.at(-1) ? rounding : 0)
    left += counter.allowances.draw(piece.from, seconds)
  }
  if (first !== null) addConnectionFee(counter, work, first)
  return left
}

function addConnectionFee(counter: Counter, { ticket, entry }: Work, allowance: Allowance): void {
  counter.charges.push({
    key: `connectionFee:${entry.id}`,
    kind: 'connectionFee',
    ticketId: ticket.id,
    quantity: 1,
    unitPriceCents: allowance.connectionFeeCents,
    amountCents: allowance.connectionFeeCents,
    currency: allowance.currency,
    entries: [entry.id],
    reason: { by: 'use', allowance: allowance.name },
  })
}

const rateOf: Readonly<Record<TimeKind, (work: Work) => RateKey>> = {
  hourly: ({ ticket, catalogue }) => catalogue.withoutPlan.find(({ name }) => name === ticket.plan)?.rate ?? 'hourly',
  afterHours: () => 'after-hours',
  training: () => 'training',
}

function addTime(counter: Counter, work: Work, kind: TimeKind, seconds: number): void {
  const { ticket, entry } = work
  if (seconds === 0 || hourlyRate(work, kind) === null) return
  const agreed =
    kind === 'afterHours' ? (entry.afterHoursAgreed ?? ticket.afterHoursAgreed) : (entry.billableAgreed ?? ticket.billableAgreed)
  if (!agreed) {
    counter.unagreed.push({ entryId: entry.id, ticketId: ticket.id, kind, seconds })
    return
  }
  const key = `${kind}:${ticket.id}`
  const time = counter.times.get(key) ?? { work, kind, seconds: 0, entries: [] }
  time.seconds += seconds
  time.entries.push(entry.id)
  counter.times.set(key, time)
}

function hourlyRate(work: Work, kind: TimeKind): HourlyRate | null {
  const rate = work.catalogue.rates[rateOf[kind](work)]
  return rate?.by === 'hour' ? rate : null
}

/** Full hours are rounded once for each ticket, over all its minutes at the same price (D1). */
function timeCharges({ times }: Counter): readonly Charge[] {
  return [...times].flatMap(([key, { work, kind, seconds, entries }]) => {
    const rate = hourlyRate(work, kind)
    if (rate === null) return []
    const { minutes, quantity, amountCents } = billTime(seconds, rate)
    const outsidePlan = findPlan(work.catalogue, work.ticket.plan) === null
    return {
      ...{ key, kind, ticketId: work.ticket.id, quantity, unitPriceCents: rate.cents, amountCents, entries },
      currency: work.catalogue.currency,
      reason: { by: 'time', minutes, billed: rate.billed, outsidePlan },
    } satisfies Charge
  })
}
