// Packets: plans with quotas of requests and time, at two levels (RULES 3, D12 to D14). A request counts in the month it was opened,
// its time in the month it was worked, both also in the packet's own period; an extension adds its limits.
import type { BilledEntry, BilledSubscription, BilledTicket, BillingFacts } from './billing-facts.ts'
import { type Catalogue, findPlan, type LevelQuota, type Plan } from './catalogue.ts'
import type { BeyondQuota } from './charge.ts'
import { type Day, dayAt } from './day.ts'
import { monthOf } from './desk-month.ts'
import type { TicketId } from './ids.ts'
import type { WorkLevel } from './time-entry.ts'

/** 1 and 2 are support, 3 is development. */
export type QuotaLevel = 'support' | 'development'

export function quotaLevel(level: WorkLevel): QuotaLevel {
  return level === 3 ? 'development' : 'support'
}

export interface PacketBook {
  /** Uses up time of a ticket with a packet. @returns what lies beyond, and of what. */
  draw(ticket: BilledTicket, work: { readonly at: Date; readonly seconds: number; readonly level: WorkLevel }): Beyond
}

export interface Beyond {
  readonly seconds: number
  readonly of: BeyondQuota
}

/** A quota of a level in force on a day, all extensions added. Infinity: no limit. */
interface Limit {
  readonly requests: number
  readonly seconds: number
}

interface Packet {
  readonly id: string
  readonly startsOn: Day
  readonly endsOn: Day | null
  readonly plan: Plan
  readonly extensions: readonly { readonly startsOn: Day; readonly endsOn: Day | null; readonly plan: Plan }[]
}

/** @param tickets with a packet, and what was worked on them so far. */
export function openPackets(
  facts: Pick<BillingFacts, 'subscriptions' | 'catalogues'>,
  tickets: readonly BilledTicket[],
  entriesOf: ReadonlyMap<TicketId, readonly BilledEntry[]>,
): PacketBook {
  const packets = new Map(tickets.map((ticket) => [ticket.id, findPacket(facts, ticket)]))
  const requests = new Map<string, number>()
  const seconds = new Map<string, number>()
  const outside = new Set<TicketId>()
  for (const ticket of [...tickets].sort(byOpening)) {
    const packet = packets.get(ticket.id) ?? null
    const level = requestLevel(entriesOf.get(ticket.id) ?? [])
    if (packet === null || level === null) continue
    const day = dayAt(ticket.openedAt)
    const places = placesOf(packet, level, day)
    const free = places.every(({ key, limit }) => (requests.get(key) ?? 0) < (limit?.requests ?? 0))
    if (!free) outside.add(ticket.id)
    else for (const { key } of places) requests.set(key, (requests.get(key) ?? 0) + 1)
  }

  return {
    draw(ticket, { at, seconds: wanted, level }) {
      const packet = packets.get(ticket.id) ?? null
      if (packet === null) return { seconds: wanted, of: 'plan' }
      const places = placesOf(packet, quotaLevel(level), dayAt(at), level)
      if (places.some(({ limit }) => limit === null)) return { seconds: wanted, of: 'plan' }
      if (outside.has(ticket.id)) return { seconds: wanted, of: 'requests' }
      const left = places.map(({ key, limit }) => (limit?.seconds ?? 0) - (seconds.get(key) ?? 0))
      const taken = Math.max(0, Math.min(wanted, ...left))
      for (const { key } of places) seconds.set(key, (seconds.get(key) ?? 0) + taken)
      return { seconds: wanted - taken, of: 'time' }
    },
  }
}

/** The two places in which something of a packet is counted: its month and its period. A null limit: outside of the plan. */
function placesOf(packet: Packet, level: QuotaLevel, day: Day, workLevel?: WorkLevel) {
  const plans = [packet, ...packet.extensions].filter((held) => held === packet || holds(held, day)).map(({ plan }) => plan)
  const quotas = plans.flatMap((plan) => quotaOf(plan, level, workLevel) ?? [])
  const limit = (pick: 'perMonth' | 'perPeriod') => (quotas.length === 0 ? null : addUp(quotas.map((quota) => quota[pick])))
  return [
    { key: `${packet.id} ${level} ${monthOf(day)}`, limit: limit('perMonth') },
    { key: `${packet.id} ${level} period ${periodOf(packet, day)}`, limit: limit('perPeriod') },
  ]
}

function quotaOf({ quotas }: Plan, level: QuotaLevel, workLevel?: WorkLevel): LevelQuota | null {
  if (quotas === null) return null
  if (level === 'development') return quotas.development
  return workLevel === 2 && quotas.levelOneOnly ? null : quotas.support
}

function addUp(quotas: readonly LevelQuota['perMonth'][]): Limit {
  const sum = (pick: 'requests' | 'seconds') =>
    quotas.reduce((all, quota) => all + (quota?.[pick] ?? Number.POSITIVE_INFINITY), 0)
  return { requests: sum('requests'), seconds: sum('seconds') }
}

/** A request that was worked on at level 3 counts as one of development, once. Null: it was a bug, and counts as nothing. */
function requestLevel(entries: readonly BilledEntry[]): QuotaLevel | null {
  const support = entries.filter(({ kind }) => kind === 'support')
  if (entries.length > 0 && entries.every(({ kind }) => kind === 'bug')) return null
  return support.some(({ level }) => level === 3) ? 'development' : 'support'
}

/** The packet of a ticket: the subscription that held when it was opened, also after it has ended (D8). */
function findPacket({ subscriptions, catalogues }: Pick<BillingFacts, 'subscriptions' | 'catalogues'>, ticket: BilledTicket) {
  const catalogue = catalogues.get(ticket.catalogue)
  const plan = catalogue === undefined ? null : findPlan(catalogue, ticket.plan)
  if (catalogue === undefined || plan === null || plan.quotas === null) return null
  const day = dayAt(ticket.openedAt)
  const own = subscriptions.filter((held) => held.catalogue === ticket.catalogue && findPlan(catalogue, held.plan) === plan)
  const found = own
    .filter((held) => holds(held, day))
    .sort((a, b) => Number(a.extendsId !== null) - Number(b.extendsId !== null) || (a.startsOn < b.startsOn ? 1 : -1))[0]
  const { id, startsOn, endsOn } = found ?? { id: `ticket ${ticket.id}`, startsOn: day, endsOn: null }
  return { id, startsOn, endsOn, plan, extensions: extensionsOf(subscriptions, catalogue, id) } satisfies Packet
}

function extensionsOf(subscriptions: readonly BilledSubscription[], catalogue: Catalogue, id: string): Packet['extensions'] {
  return subscriptions.flatMap((held) => {
    const plan = held.extendsId === id && held.catalogue === catalogue.name ? findPlan(catalogue, held.plan) : null
    return plan === null ? [] : [{ startsOn: held.startsOn, endsOn: held.endsOn, plan }]
  })
}

function holds({ startsOn, endsOn }: { readonly startsOn: Day; readonly endsOn: Day | null }, day: Day): boolean {
  return startsOn <= day && (endsOn === null || day <= endsOn)
}

/** Which of its periods a day lies in, from 0; days after the packet's end belong to the last one. */
function periodOf({ startsOn, endsOn, plan }: Packet, day: Day): number {
  if (plan.periodMonths === null) return 0
  const within = endsOn !== null && day > endsOn ? endsOn : day
  const [startYear = 0, startMonth = 0, startDay = 0] = startsOn.split('-').map(Number)
  const [year = 0, month = 0, dayOfMonth = 0] = within.split('-').map(Number)
  const months = (year - startYear) * 12 + (month - startMonth) - (dayOfMonth < startDay && !isLastOfMonth(within) ? 1 : 0)
  return Math.max(0, Math.floor(months / plan.periodMonths))
}

function isLastOfMonth(day: Day): boolean {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).getUTCDate() === 1
}

function byOpening(a: BilledTicket, b: BilledTicket): number {
  return a.openedAt.getTime() - b.openedAt.getTime() || (a.id < b.id ? -1 : 1)
}
