// What a company is charged, from its first day to the end of a month (RULES 4, D1 to D20). Work is gone through in the order it was
// done: a bug is free, a fixed task has its price, a plan covers its hours, an allowance what would cost the hourly price; the rest
// is charged if the client agreed, and listed if not.
import { type AllowanceBook, allowanceHolds, openAllowances } from './allowance.ts'
import { spansOf, type Work, worksOf } from './billed-work.ts'
import type { Allowance, BilledSubscription, BilledTicket, BillingFacts } from './billing-facts.ts'
import { findPlan } from './catalogue.ts'
import { type Charge, type ChargeKind, differenceOf, type TimeKind } from './charge.ts'
import type { Day } from './day.ts'
import { toDayNumber } from './day-number.ts'
import { addMonths, type Month, monthStart } from './desk-month.ts'
import { deskInstant } from './desk-time.ts'
import type { TicketId } from './ids.ts'
import { type IncidentBook, openIncidents } from './incidents.ts'
import { openPackets, type PacketBook, type PacketUse, quotaLevel } from './packet.ts'
import { allowanceCharges, planCharges } from './period-charges.ts'
import { openTimes, type TimeBook } from './time-book.ts'
import type { Piece } from './worked-pieces.ts'

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
  const counter = countWork(facts, monthStart(addMonths(month, 1)))
  const charges = [
    ...counter.charges,
    ...counter.incidents.charges,
    ...counter.times.charges(),
    ...planCharges(facts, month),
    ...allowanceCharges(facts.allowances, month),
  ]
  const used = new Map(facts.allowances.map((one) => [one.id, counter.allowances.usedOn(one, `${month}-01`)]))
  return { charges: charges.filter(({ amountCents }) => amountCents !== 0), unagreed: counter.unagreed, used }
}

export interface AllowanceUse {
  readonly usedSeconds: number
  /** 0 on a day on which it does not hold. */
  readonly totalSeconds: number
}

/** How much of an allowance was used when a day ended: of that month's quantity, or of the one that never expires. */
export function allowanceUse(facts: BillingFacts, day: Day): (allowance: Allowance) => AllowanceUse {
  const end = new Date(deskInstant((toDayNumber(day) ?? Number.NaN) + 1, 0))
  const { allowances } = countWork(facts, end)
  return (allowance) => {
    if (!allowanceHolds(allowance, day)) return { usedSeconds: 0, totalSeconds: 0 }
    return { usedSeconds: allowances.usedOn(allowance, day), totalSeconds: allowance.secondsPerMonth }
  }
}

/** How far a packet is used up when a day ends: in that day's month and period. */
export function packetUse(facts: BillingFacts, day: Day): (subscription: BilledSubscription) => readonly PacketUse[] {
  const end = new Date(deskInstant((toDayNumber(day) ?? Number.NaN) + 1, 0))
  const { packets } = countWork(facts, end)
  return (subscription) => packets.useOn(subscription, day)
}

interface Counter {
  readonly allowances: AllowanceBook
  readonly packets: PacketBook
  readonly incidents: IncidentBook
  readonly times: TimeBook
  /** Fixed tasks and connection fees. */
  readonly charges: Charge[]
  readonly unagreed: Unagreed[]
}

function countWork(facts: BillingFacts, until: Date): Counter {
  const works = worksOf(facts, until)
  const requests = facts.tickets
    .filter(({ openedAt }) => openedAt < until)
    .map((ticket) => ({ ticket, spans: spansOf(ticket, until) }))
  const entriesOf = Map.groupBy(
    works.map(({ entry }) => entry),
    ({ ticketId }) => ticketId,
  )
  const counter: Counter = {
    allowances: openAllowances(facts.allowances),
    packets: openPackets(facts, requests, entriesOf),
    incidents: openIncidents(),
    times: openTimes(),
    charges: [],
    unagreed: [],
  }
  for (const work of works) addWork(counter, work)
  return counter
}

function addWork(counter: Counter, work: Work): void {
  const { kind } = work.entry
  if (kind === 'fixed') addTask(counter, work)
  if (kind === 'training') {
    const seconds = sumOf(work.pieces, (piece) => piece.seconds)
    addTime(counter, work, 'training', seconds)
  }
  if (kind === 'support') addSupport(counter, work)
}

function sumOf(pieces: readonly Piece[], seconds: (piece: Piece) => number): number {
  return pieces.reduce((all, piece) => all + seconds(piece), 0)
}

function note(counter: Counter, { entry, ticket }: Work, kind: Unagreed['kind'], seconds: number): void {
  if (seconds === 0) return
  const last = counter.unagreed.at(-1)
  const goesOn = last?.entryId === entry.id && last.kind === kind
  if (goesOn) counter.unagreed.pop()
  counter.unagreed.push({ entryId: entry.id, ticketId: ticket.id, kind, seconds: seconds + (goesOn ? last.seconds : 0) })
}

/** A fixed price covers all the time it takes, whenever (D10). What a catalogue has no price for is agreed case by case. */
function addTask(counter: Counter, work: Work): void {
  const { ticket, catalogue, entry } = work
  const rate = entry.task === null ? undefined : catalogue.rates[entry.task]
  if (rate?.by !== 'task') return
  const quantity = rate.perServer ? (entry.quantity ?? 1) : Math.min(entry.quantity ?? 1, 1)
  if (quantity === 0) return
  if (!(entry.billableAgreed ?? ticket.billableAgreed)) {
    counter.unagreed.push({ entryId: entry.id, ticketId: ticket.id, kind: 'fixed', seconds: entry.seconds })
    return
  }
  counter.charges.push({
    key: `fixed:${entry.originId}`,
    kind: 'fixed',
    ticketId: ticket.id,
    quantity,
    unitPriceCents: rate.cents,
    amountCents: quantity * rate.cents,
    currency: catalogue.currency,
    entries: [entry.id],
    reason: { by: 'task', words: rate.words },
  })
}

function addSupport(counter: Counter, work: Work): void {
  const { ticket, terms, catalogue, pieces } = work
  const plan = findPlan(catalogue, terms.plan)
  if (plan === null ? incidentsOnly(work) : plan.quotas !== null) {
    addRequest(counter, work)
    return
  }
  const closed = sumOf(pieces, ({ seconds, openSeconds }) => seconds - openSeconds)
  // Hourly and after-hours prices never add up for the same hour (D3); a plan's Blockers have no after-hours (D7).
  if (closed > 0 && !(plan !== null && isBlocker(ticket, work.entry.startedAt))) addTime(counter, work, 'afterHours', closed)
  if (plan === null) addTime(counter, work, 'hourly', drawAllowances(counter, work))
}

function addTime(counter: Counter, work: Work, kind: TimeKind, seconds: number): void {
  note(counter, work, kind, counter.times.add(work, kind, seconds))
}

/** Without a plan, where work is charged by the incident. */
function incidentsOnly({ terms, catalogue }: Work): boolean {
  const state = catalogue.withoutPlan.find(({ name }) => name === terms.plan) ?? catalogue.withoutPlan[0]
  return state?.rate === null
}

/** Reading: it is the priority at the beginning of the work that counts. */
function isBlocker({ priorities }: BilledTicket, at: Date): boolean {
  return (priorities.findLast(({ from }) => from <= at) ?? priorities[0])?.priority === 'blocker'
}

/** A packet by exact time (D14), and what lies beyond by the incident. */
function addRequest(counter: Counter, work: Work): void {
  const { terms, entry, pieces } = work
  for (const { from, seconds } of pieces) {
    const beyond = counter.packets.draw(terms, { at: from, seconds, level: entry.level })
    const level = quotaLevel(entry.level)
    const unpaid = beyond.seconds === 0 ? 0 : counter.incidents.add(work, { ...beyond, level })
    note(counter, work, 'incident', unpaid)
  }
}

/**
 * One entry is one use: rounded up before it is split among allowances, with one connection fee (D15, D18, D19).
 * @returns the seconds that are left for the hourly price.
 */
function drawAllowances(counter: Counter, work: Work): number {
  const pieces = work.pieces.filter(({ openSeconds }) => openSeconds > 0)
  const first = pieces.map(({ from }) => counter.allowances.firstAt(from)).find((allowance) => allowance !== null)
  const total = sumOf(pieces, ({ openSeconds }) => openSeconds)
  const step = first === undefined || work.isCut ? 1 : first.roundBySeconds
  const rounding = Math.ceil(total / step) * step - total
  let left = 0
  for (const piece of pieces) {
    const seconds = piece.openSeconds + (piece === pieces.at(-1) ? rounding : 0)
    left += counter.allowances.draw(piece.from, seconds)
  }
  if (first !== undefined) addConnectionFee(counter, work, first)
  return left
}

function addConnectionFee(counter: Counter, { ticket, entry }: Work, allowance: Allowance): void {
  counter.charges.push({
    key: `connectionFee:${entry.originId}`,
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
