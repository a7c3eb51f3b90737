// What is charged, found the slow and plain way: every entry walked through in steps of five minutes, each asked on its own what it
// costs. Shares the shape of the data and the vendors' catalogues with what it is held against, and no rule.
import { DateTime } from 'luxon'
import type { Allowance, BilledEntry, BilledSubscription, BilledTicket, BillingFacts } from '../../src/domain/billing-facts.ts'
import type { Plan, Quota } from '../../src/domain/catalogue.ts'
import { isLithuanianHoliday } from './business-calendar-naive.ts'

/** Entries begin at full steps. */
export const stepSeconds = 300

interface Step {
  readonly at: DateTime
  readonly day: string
  readonly seconds: number
}

type Sums = Map<string, number>

/** Cents by "<kind> <ticket>", up to the end of a month; prices of plans and allowances are not in it. */
export function naiveCharges(facts: BillingFacts, month: string): { readonly sums: Sums; readonly used: Sums } {
  const until = DateTime.fromISO(`${month}-01`, { zone: 'Europe/Vilnius' }).plus({ months: 1 })
  const used: Sums = new Map()
  const sums: Sums = new Map()
  const seconds: Sums = new Map()
  const quotas = new NaivePackets(facts, until)
  const entries = facts.entries.filter(({ startedAt }) => startedAt < until.toJSDate())
  entries.sort((a, b) => Number(a.startedAt) - Number(b.startedAt) || (a.id < b.id ? -1 : 1))
  for (const entry of entries) {
    const ticket = facts.tickets.find(({ id }) => id === entry.ticketId)
    if (ticket === undefined || entry.kind === 'bug') continue
    const { plan, catalogue } = ticket.betterPlans.findLast(({ from }) => from <= entry.startedAt) ?? ticket
    const hasPlan = facts.catalogues.get(catalogue)?.plans.some(({ name }) => name === plan) === true
    const billable = entry.billableAgreed ?? ticket.billableAgreed
    const steps = stepsOf(entry).filter(({ at }) => at < until)
    if (entry.kind === 'fixed') {
      const count = entry.task === 'installation' ? (entry.quantity ?? 1) : Math.min(1, entry.quantity ?? 1)
      if (billable && catalogue === 'kolmisoft') add(sums, `fixed ${ticket.id}`, count * 21_000)
    } else if (entry.kind === 'training') {
      if (billable && catalogue === 'kolmisoft') add(seconds, `training ${ticket.id}`, total(steps))
    } else if (catalogue === 'mizutech') {
      quotas.work(ticket, entry, steps, sums)
    } else {
      const open = steps.filter(isOpen)
      const isBlocker = ticket.priorities.findLast(({ from }) => from <= entry.startedAt)?.priority === 'blocker'
      const late = total(steps) - total(open)
      if ((entry.afterHoursAgreed ?? ticket.afterHoursAgreed) && !(hasPlan && isBlocker))
        add(seconds, `afterHours ${ticket.id}`, late)
      if (hasPlan) continue
      const whole = steps.length === stepsOf(entry).length
      const left = useAllowances({ facts, used, sums, ticket }, open, whole)
      if (billable) add(seconds, `hourly ${ticket.id}`, left)
    }
  }
  for (const [key, worked] of seconds) {
    const minutes = Math.floor(worked / 60)
    const cents = key.startsWith('training') ? Math.round((minutes * 10_000) / 60) : Math.ceil(minutes / 60) * 10_000
    add(sums, key, cents)
  }
  return { sums: new Map([...sums].filter(([, cents]) => cents !== 0)), used }
}

function add(sums: Sums, key: string, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount)
}

function total(steps: readonly Step[]): number {
  return steps.reduce((sum, { seconds }) => sum + seconds, 0)
}

function stepsOf({ startedAt, seconds }: BilledEntry): Step[] {
  const steps: Step[] = []
  for (let gone = 0; gone < seconds; gone += stepSeconds) {
    const at = DateTime.fromJSDate(startedAt, { zone: 'Europe/Vilnius' }).plus({ seconds: gone })
    steps.push({ at, day: at.toISODate() ?? '', seconds: Math.min(stepSeconds, seconds - gone) })
  }
  return steps
}

function isOpen({ at, day }: Step): boolean {
  return at.weekday <= 5 && at.hour >= 8 && at.hour < 18 && !isLithuanianHoliday(day)
}

/** Of those that hold on a day and have something left, the one whose rest is lost first. */
function usable(
  allowances: readonly Allowance[],
  used: Sums,
  day: string,
): { allowance: Allowance; key: string; left: number }[] {
  const endOfMonth = (month: string) => DateTime.fromISO(`${month}-01`).endOf('month').toISODate() ?? ''
  return allowances
    .map((allowance) => {
      const key = allowance.noExpiration ? allowance.id : `${allowance.id} ${day.slice(0, 7)}`
      const end = allowance.endsOn === null ? '9999' : endOfMonth(allowance.endsOn.slice(0, 7))
      const lost = allowance.noExpiration ? end : endOfMonth(day.slice(0, 7))
      return { allowance, key, end, lost, left: allowance.secondsPerMonth - (used.get(key) ?? 0) }
    })
    .filter(({ allowance: { startsOn, boughtOn }, end, left }) => {
      return left > 0 && startsOn.slice(0, 7) <= day.slice(0, 7) && boughtOn <= day && day <= end
    })
    .sort((a, b) =>
      `${a.lost} ${a.allowance.startsOn} ${a.allowance.id}` < `${b.lost} ${b.allowance.startsOn} ${b.allowance.id}` ? -1 : 1,
    )
}

interface Use {
  readonly facts: BillingFacts
  readonly used: Sums
  readonly sums: Sums
  readonly ticket: BilledTicket
}

function useAllowances({ facts, used, sums, ticket }: Use, steps: readonly Step[], whole: boolean): number {
  const first = steps.flatMap(({ day }) => usable(facts.allowances, used, day))[0]?.allowance
  const last = steps.at(-1)
  if (first === undefined || last === undefined) return total(steps)
  add(sums, `connectionFee ${ticket.id}`, first.connectionFeeCents)
  const over = total(steps) % first.roundBySeconds
  const padded = whole && over > 0 ? [...steps, { ...last, seconds: first.roundBySeconds - over }] : steps
  let left = 0
  for (const { day, seconds } of padded) {
    let rest = seconds
    while (rest > 0) {
      const [next] = usable(facts.allowances, used, day)
      if (next === undefined) break
      const taken = Math.min(rest, next.left)
      add(used, next.key, taken)
      rest -= taken
    }
    left += rest
  }
  return left
}

class NaivePackets {
  readonly facts: BillingFacts
  readonly requests: Sums = new Map()
  readonly seconds: Sums = new Map()
  readonly outside = new Set<string>()
  readonly hours: Sums = new Map()
  readonly incidents: Sums = new Map()

  constructor(facts: BillingFacts, until: DateTime) {
    this.facts = facts
    const tickets = facts.tickets.filter(({ openedAt, isDuplicate }) => openedAt < until.toJSDate() && !isDuplicate)
    for (const ticket of tickets.sort((a, b) => Number(a.openedAt) - Number(b.openedAt) || (a.id < b.id ? -1 : 1))) {
      const entries = facts.entries.filter(({ ticketId, startedAt }) => ticketId === ticket.id && startedAt < until.toJSDate())
      if (entries.length > 0 && entries.every(({ kind }) => kind === 'bug')) continue
      const level = entries.some((entry) => entry.kind === 'support' && entry.level === 3) ? 'development' : 'support'
      const day = DateTime.fromJSDate(ticket.openedAt, { zone: 'Europe/Vilnius' }).toISODate() ?? ''
      const limits = this.limits(ticket, level, day)
      if (limits === null) continue
      if (limits.some(({ key, requests }) => (this.requests.get(key) ?? 0) >= requests)) this.outside.add(`${ticket.id} ${level}`)
      else for (const { key } of limits) add(this.requests, key, 1)
    }
  }

  /** Null: the level is not in the packet, or there is none. */
  limits(ticket: BilledTicket, level: 'support' | 'development', day: string) {
    const plans = this.facts.catalogues.get('mizutech')?.plans ?? []
    const opened = DateTime.fromJSDate(ticket.openedAt, { zone: 'Europe/Vilnius' }).toISODate() ?? ''
    const base = this.facts.subscriptions.find(
      (held) => held.plan === ticket.plan && held.extendsId === null && holds(held, opened),
    )
    const plan = plans.find(({ name }) => name === base?.plan)
    if (base === undefined || plan === undefined) return null
    const further = this.facts.subscriptions
      .filter((held) => held.extendsId === base.id && holds(held, day))
      .flatMap((held) => plans.find(({ name }) => name === held.plan) ?? [])
    const quotas = [plan, ...further].flatMap((one) => one.quotas?.[level] ?? [])
    if (quotas.length === 0) return null
    const sum = (pick: 'perMonth' | 'perPeriod', of: keyof Quota) =>
      quotas.reduce((all, quota) => all + (quota[pick]?.[of] ?? Number.POSITIVE_INFINITY), 0)
    return (['perMonth', 'perPeriod'] as const).map((pick) => ({
      key: `${base.id} ${level} ${pick === 'perMonth' ? day.slice(0, 7) : `period ${periodOf(base, plan, day)}`}`,
      requests: sum(pick, 'requests'),
      seconds: sum(pick, 'seconds'),
    }))
  }

  work(ticket: BilledTicket, entry: BilledEntry, steps: readonly Step[], sums: Sums): void {
    const level = entry.level === 3 ? 'development' : 'support'
    const plan = this.facts.catalogues.get('mizutech')?.plans.find(({ name }) => name === ticket.plan)
    const covers = plan !== undefined && !(entry.level === 2 && plan.quotas?.levelOneOnly === true)
    for (const { day, seconds } of steps) {
      const limits = covers && !this.outside.has(`${ticket.id} ${level}`) ? this.limits(ticket, level, day) : null
      const left = limits === null ? [0] : limits.map(({ key, seconds: most }) => most - (this.seconds.get(key) ?? 0))
      const taken = Math.max(0, Math.min(seconds, ...left))
      for (const { key } of limits ?? []) add(this.seconds, key, taken)
      this.charge(ticket, entry, seconds - taken, sums)
    }
  }

  charge(ticket: BilledTicket, entry: BilledEntry, seconds: number, sums: Sums): void {
    const level = entry.level === 3 ? 'development' : 'support'
    const hour = `${ticket.id} ${level}`
    for (let rest = seconds; rest > 0; rest--) {
      if ((this.hours.get(hour) ?? 0) === 0) {
        const isFirst = !this.incidents.has(ticket.id)
        if (!(isFirst ? (entry.billableAgreed ?? ticket.billableAgreed) : entry.billableAgreed === true)) return
        add(this.incidents, ticket.id, 1)
        this.hours.set(hour, 3600)
        add(sums, `incident ${ticket.id}`, level === 'support' ? 9000 : 20_000)
      }
      add(this.hours, hour, -1)
    }
  }
}

function holds({ startsOn, endsOn }: BilledSubscription, day: string): boolean {
  return startsOn <= day && (endsOn === null || day <= endsOn)
}

/** The n-th period ends the day before the day of the month on which the first began, or with a month too short for it. */
function periodOf({ startsOn, endsOn }: BilledSubscription, { periodMonths }: Plan, day: string): number {
  if (periodMonths === null) return 0
  const within = endsOn !== null && day > endsOn ? endsOn : day
  const start = DateTime.fromISO(startsOn)
  for (let period = 0; ; period++) {
    const month = start.startOf('month').plus({ months: periodMonths * (period + 1) })
    const end = start.day > (month.daysInMonth ?? 0) ? month.endOf('month') : month.set({ day: start.day }).minus({ days: 1 })
    if (within <= (end.toISODate() ?? '')) return period
  }
}
