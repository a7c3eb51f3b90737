// Packets: plans with quotas of requests and time, at two levels (RULES 3, D12 to D14). A request counts in the month it was opened,
// its time in the month it was worked, both also in the packet's own period; an extension adds its limits.
import type { TermsSpan } from './billed-work.ts'
import type { BilledEntry, BilledSubscription, BilledTicket, BillingFacts } from './billing-facts.ts'
import { type Catalogue, findPlan, type LevelQuota, type Plan } from './catalogue.ts'
import type { BeyondQuota } from './charge.ts'
import { type Day, dayAt } from './day.ts'
import { addMonths, monthOf } from './desk-month.ts'
import type { TicketId } from './ids.ts'
import { firstDayOfPeriod, periodOf } from './plan-period.ts'
import type { WorkLevel } from './time-entry.ts'

/** 1 and 2 are support, 3 is development. */
export type QuotaLevel = 'support' | 'development'

export function quotaLevel(level: WorkLevel): QuotaLevel {
  return level === 3 ? 'development' : 'support'
}

export interface PacketBook {
  /** Uses up time of a ticket with a packet. @returns what lies beyond, and of what. */
  draw(terms: TermsSpan, work: { readonly at: Date; readonly seconds: number; readonly level: WorkLevel }): Beyond
  /** How far the packet of a subscription is used up in the month and the period of a day; limits that there are not are left out. */
  useOn(subscription: BilledSubscription, day: Day): readonly PacketUse[]
}

/** What is used of a level's quota, and what there is. */
export interface PacketUse {
  readonly level: QuotaLevel
  readonly per: 'month' | 'period'
  readonly used: { readonly requests: number; readonly seconds: number }
  readonly limit: { readonly requests: number; readonly seconds: number }
  /** First day of the month or the period, and of the next one; null: it does not come again. */
  readonly startsOn: Day
  readonly resetsOn: Day | null
}

/** A ticket, and the terms it had one after the other. */
export interface Request {
  readonly ticket: BilledTicket
  readonly spans: readonly TermsSpan[]
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

/**
 * Reading: a request counts in the packet it was opened under; one from before any packet in the first that takes it over, on that
 * day. Beyond the number of requests is the time at the request's own level; what was worked at the other stays with that level's
 * time. A request at a level that the packet does not have at all takes no place of any.
 *
 * @param entriesOf what was worked on each so far.
 */
export function openPackets(
  facts: Pick<BillingFacts, 'subscriptions' | 'catalogues'>,
  requests: readonly Request[],
  entriesOf: ReadonlyMap<TicketId, readonly BilledEntry[]>,
): PacketBook {
  const packets = new Map<string, Packet | null>()
  const seconds = new Map<string, number>()
  const counted: { readonly span: TermsSpan; readonly packet: Packet; readonly level: QuotaLevel }[] = []
  for (const { ticket, spans } of requests) {
    for (const span of spans) packets.set(spanKey(span), findPacket(facts, span))
    const span = spans.find((one) => packets.get(spanKey(one)) != null)
    const packet = span === undefined ? null : (packets.get(spanKey(span)) ?? null)
    const level = ticket.isDuplicate ? null : requestLevel(entriesOf.get(ticket.id) ?? [])
    if (span !== undefined && packet !== null && level !== null) counted.push({ span, packet, level })
  }
  const { outside, requests: requestsIn } = countRequests(counted)

  return {
    useOn(subscription, day) {
      const packet = packetOf(facts, subscription)
      if (packet === null) return []
      return (['support', 'development'] as const).flatMap((level) =>
        placesOf(packet, level, day).flatMap(({ key, limit }, index) => {
          if (limit === null || !Number.isFinite(limit.seconds)) return []
          const used = { requests: requestsIn.get(key) ?? 0, seconds: seconds.get(key) ?? 0 }
          return [{ level, used, limit, ...(index === 0 ? monthSpan(packet, day) : periodSpan(packet, day)) }]
        }),
      )
    },
    draw(terms, { at, seconds: wanted, level }) {
      const packet = packets.get(spanKey(terms)) ?? null
      if (packet === null) return { seconds: wanted, of: 'plan' }
      const places = placesOf(packet, quotaLevel(level), dayAt(at), level)
      if (places.some(({ limit }) => limit === null)) return { seconds: wanted, of: 'plan' }
      if (outside.has(`${spanKey(terms)} ${quotaLevel(level)}`)) return { seconds: wanted, of: 'requests' }
      const left = places.map(({ key, limit }) => (limit?.seconds ?? 0) - (seconds.get(key) ?? 0))
      const taken = Math.max(0, Math.min(wanted, ...left))
      for (const { key } of places) seconds.set(key, (seconds.get(key) ?? 0) + taken)
      return { seconds: wanted - taken, of: 'time' }
    },
  }
}

function spanKey({ ticketId, place }: TermsSpan): string {
  return `${ticketId} ${place}`
}

/** In the order in which they were opened. @returns those beyond the number of requests, with their level. */
function countRequests(all: readonly { readonly span: TermsSpan; readonly packet: Packet; readonly level: QuotaLevel }[]): {
  readonly outside: ReadonlySet<string>
  readonly requests: ReadonlyMap<string, number>
} {
  const requests = new Map<string, number>()
  const outside = new Set<string>()
  for (const { span, packet, level } of [...all].sort((a, b) => byBeginning(a.span, b.span))) {
    const places = placesOf(packet, level, dayAt(span.from))
    if (places.some(({ limit }) => limit === null)) continue
    const free = places.every(({ key, limit }) => (requests.get(key) ?? 0) < (limit?.requests ?? 0))
    if (free) for (const { key } of places) requests.set(key, (requests.get(key) ?? 0) + 1)
    else outside.add(`${spanKey(span)} ${level}`)
  }
  return { outside, requests }
}

/** The two places in which something of a packet is counted: its month and its period. A null limit: outside of the plan. */
function placesOf(packet: Packet, level: QuotaLevel, day: Day, workLevel?: WorkLevel) {
  const plans = [packet, ...packet.extensions].filter((held) => held === packet || holds(held, day)).map(({ plan }) => plan)
  const quotas = plans.flatMap((plan) => quotaOf(plan, level, workLevel) ?? [])
  const limit = (pick: 'perMonth' | 'perPeriod') => (quotas.length === 0 ? null : addUp(quotas.map((quota) => quota[pick])))
  return [
    { key: `${packet.id} ${level} ${monthOf(day)}`, limit: limit('perMonth') },
    { key: `${packet.id} ${level} period ${packetPeriod(packet, day)}`, limit: limit('perPeriod') },
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

/** The packet of a ticket: the subscription that held when it came under those terms, also after it has ended (D8). */
function findPacket({ subscriptions, catalogues }: Pick<BillingFacts, 'subscriptions' | 'catalogues'>, span: TermsSpan) {
  const catalogue = catalogues.get(span.catalogue)
  const plan = catalogue === undefined ? null : findPlan(catalogue, span.plan)
  if (catalogue === undefined || plan === null || plan.quotas === null) return null
  const day = dayAt(span.from)
  const own = subscriptions.filter((held) => held.catalogue === span.catalogue && findPlan(catalogue, held.plan) === plan)
  const found = own
    .filter((held) => holds(held, day))
    .sort((a, b) => Number(a.extendsId !== null) - Number(b.extendsId !== null) || (a.startsOn < b.startsOn ? 1 : -1))[0]
  const { id, startsOn, endsOn } = found ?? { id: `ticket ${span.ticketId}`, startsOn: day, endsOn: null }
  return { id, startsOn, endsOn, plan, extensions: extensionsOf(subscriptions, catalogue, id) } satisfies Packet
}

/** Null for a plan without quotas, and for an extension: its limits stand with the packet it extends. */
function packetOf(
  { subscriptions, catalogues }: Pick<BillingFacts, 'subscriptions' | 'catalogues'>,
  { id, catalogue: name, plan: planName, startsOn, endsOn, extendsId }: BilledSubscription,
): Packet | null {
  const catalogue = catalogues.get(name)
  const plan = catalogue === undefined ? null : findPlan(catalogue, planName)
  if (catalogue === undefined || plan === null || plan.quotas === null || extendsId !== null) return null
  return { id, startsOn, endsOn, plan, extensions: extensionsOf(subscriptions, catalogue, id) }
}

function monthSpan({ endsOn }: Packet, day: Day): Pick<PacketUse, 'per' | 'startsOn' | 'resetsOn'> {
  const startsOn = `${monthOf(day)}-01`
  const next = `${addMonths(monthOf(day), 1)}-01`
  return { per: 'month', startsOn, resetsOn: endsOn !== null && endsOn < next ? null : next }
}

function periodSpan(packet: Packet, day: Day): Pick<PacketUse, 'per' | 'startsOn' | 'resetsOn'> {
  const { startsOn, endsOn, plan } = packet
  if (plan.periodMonths === null) return { per: 'period', startsOn, resetsOn: null }
  const period = packetPeriod(packet, day)
  const next = firstDayOfPeriod(startsOn, plan.periodMonths, period + 1)
  const first = firstDayOfPeriod(startsOn, plan.periodMonths, period)
  return { per: 'period', startsOn: first, resetsOn: endsOn !== null && endsOn < next ? null : next }
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

function byBeginning(a: TermsSpan, b: TermsSpan): number {
  return a.from.getTime() - b.from.getTime() || (a.ticketId < b.ticketId ? -1 : 1)
}

/** Which of its periods a day lies in, from 0; days after the packet's end belong to the last one. */
function packetPeriod({ startsOn, endsOn, plan }: Packet, day: Day): number {
  return plan.periodMonths === null ? 0 : periodOf(startsOn, plan.periodMonths, endsOn !== null && day > endsOn ? endsOn : day)
}
