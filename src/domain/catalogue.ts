// A vendor's catalogue: plans with their promises, scope, quotas and prices, and the rates of what no plan covers (RULES 3
// and 4). A catalogue is data; here is its shape and what can be asked of it. Reading its file is catalogue-files.ts.
import type { Language } from './language.ts'
import type { OpeningHours } from './opening-hours.ts'
import type { PlanTerms, ResponsePromise } from './plan-terms.ts'
import { type Priority, priorities } from './priority.ts'

/** A phrase in every language the desk speaks. */
export type Words = Readonly<Record<Language, string>>

/** What work can be charged by: `hourly` is work outside a plan, in working hours. The last four are fixed tasks. */
export const rateKeys = [
  'hourly',
  'after-hours',
  'training',
  'custom-development',
  'data-migration',
  'virtual-ip',
  'mysql-replication',
  'installation',
] as const
export type RateKey = (typeof rateKeys)[number]

/** Cents are of the catalogue's currency, always whole. */
export type Rate =
  /** RULES D1, D11: rounded up to full hours once per ticket, or by the minute. */
  | { readonly by: 'hour'; readonly cents: number; readonly billed: 'full-hours' | 'minutes'; readonly words: Words }
  /** A fixed price, whatever time it takes (D10). `perServer`: a quantity multiplies it. */
  | { readonly by: 'task'; readonly cents: number; readonly perServer: boolean; readonly words: Words }
  /** Agreed case by case. */
  | { readonly by: 'request'; readonly words: Words }

/** A kind of work, as people name it. At most one of `rate` and `priceCents` says what it costs outside a plan. */
export interface ScopeItem {
  readonly id: string
  readonly words: Words
  readonly rate: RateKey | null
  readonly priceCents: number | null
}

export interface Quota {
  readonly requests: number
  /** Of work, used up by exact time (D14). */
  readonly seconds: number
}

/** Null: not limited by that. A month is a calendar month (D12), a period the plan's own. */
export interface LevelQuota {
  readonly perMonth: Quota | null
  readonly perPeriod: Quota | null
}

export interface PlanQuotas {
  /** Levels 1 and 2: customer issues and server administration. */
  readonly support: LevelQuota
  /** `support` holds for level 1 alone; level 2 is outside the plan. */
  readonly levelOneOnly: boolean
  /** Level 3: programming and hard technical problems; null: outside the plan. */
  readonly development: LevelQuota | null
}

export type Promises = Readonly<Record<Priority, ResponsePromise | null>>

export interface Plan {
  /** As printed; unique in its catalogue, whatever the case. */
  readonly name: string
  /** The place in the solving order: 0 is solved first. */
  readonly order: number
  /** Holds for every response to a ticket, the first and the next (RULES 6). */
  readonly promises: Promises
  /** For level 3 work, where the vendor promises something of its own. */
  readonly developmentPromise: ResponsePromise | null
  /** The vendor configures the client's system, not only explains how. */
  readonly configurationDone: boolean
  /** The ways to reach the vendor beside tickets; null: none are named. */
  readonly channels: Words | null
  /** Null: the plan has no period of its own. */
  readonly periodMonths: number | null
  /** Comes with the product's licence. */
  readonly withLicence: boolean
  /** For one period; null: not stated, agreed with the client. */
  readonly priceCents: number | null
  /** For one more period, or for the limits that an extension adds; null: not stated. */
  readonly extensionCents: number | null
  readonly included: readonly ScopeItem[]
  readonly notIncluded: readonly ScopeItem[]
  /** Null: without limits, inside the scope and the working hours. */
  readonly quotas: PlanQuotas | null
}

/** What a company without an active plan is: nothing is promised to it, its work is charged. */
export interface PlanlessState {
  /** As printed where a plan's name would stand. */
  readonly name: string
  readonly appliesTo: 'licence-holders' | 'others' | 'everyone'
  readonly order: number
  readonly words: Words
  readonly channels: Words | null
  /** Null: charged by the incident. */
  readonly rate: RateKey | null
}

/** The price of one request outside a quota, covering at most so much time (D13). */
export interface IncidentPrice {
  readonly cents: number
  readonly mostSeconds: number
}

export interface Catalogue {
  /** What subscriptions and addresses name it by: "kolmisoft-legacy". */
  readonly name: string
  readonly title: Words
  /** ISO 4217. */
  readonly currency: string
  readonly hours: OpeningHours
  /** In solving order. */
  readonly plans: readonly Plan[]
  /** In solving order. Every company without a plan is in exactly one. */
  readonly withoutPlan: readonly PlanlessState[]
  readonly rates: Readonly<Partial<Record<RateKey, Rate>>>
  /** Null: work outside a plan is not charged by the incident. */
  readonly incidents: { readonly support: IncidentPrice; readonly development: IncidentPrice } | null
  /** What the vendor does for nobody, at no price. */
  readonly neverDone: readonly ScopeItem[]
  /** Versions that are supported, by product, the newest first: {"MOR": ["17", "16"]}. A product that is not named has no limit. */
  readonly supportedVersions: Readonly<Record<string, readonly string[]>>
  /** What else a client is to know about the plans. */
  readonly notes: readonly { readonly id: string; readonly words: Words }[]
}

/** All catalogues the service knows, and the one that holds where none is named. */
export interface Catalogues {
  readonly standard: Catalogue
  readonly byName: ReadonlyMap<string, Catalogue>
}

/** A plan by its printed name, in any case and with any spacing; null when there is none. */
export function findPlan(catalogue: Catalogue, printedName: string): Plan | null {
  const wanted = planKey(printedName)
  return catalogue.plans.find((plan) => planKey(plan.name) === wanted) ?? null
}

/** What two spellings of one printed name have in common. */
export function planKey(printedName: string): string {
  return printedName.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
}

/** What a company is while it has no active plan. */
export function planlessState(catalogue: Catalogue, hasLicence: boolean): PlanlessState {
  const kinds = ['everyone', hasLicence ? 'licence-holders' : 'others']
  const state = catalogue.withoutPlan.find(({ appliesTo }) => kinds.includes(appliesTo))
  if (state === undefined) throw new Error(`The catalogue ${catalogue.name} says nothing about a company without a plan`)
  return state
}

/** The terms a new ticket keeps: the active plan's, or without one (null) those of the company's state. */
export function termsOf(catalogue: Catalogue, plan: Plan | null, hasLicence: boolean): PlanTerms {
  if (plan !== null) return { catalogue: catalogue.name, plan: plan.name, order: plan.order, promises: plan.promises }
  const { name, order } = planlessState(catalogue, hasLicence)
  return { catalogue: catalogue.name, plan: name, order, promises: noPromises }
}

/** Nothing is promised, whatever the priority. */
export const noPromises: Promises = { blocker: null, high: null, medium: null, low: null }

/** The largest `order` a catalogue may give, so that `solvingOrder` stays in step. */
export const mostOrder = 999

/**
 * One number to sort tickets by, smallest first: Blockers, then the plan's order, then the priority (RULES 3). What is equal
 * goes by due time. Reading: a Blocker without a plan stands among the Blockers, behind those with one.
 */
export function solvingOrder(terms: Pick<PlanTerms, 'order'>, priority: Priority): number {
  const inPlan = terms.order * priorities.length + priorities.indexOf(priority)
  return priority === 'blocker' ? inPlan : (mostOrder + 1) * priorities.length + inPlan
}
