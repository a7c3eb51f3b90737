// Gives a company a plan for a time. Two plans at once are refused: of what is promised there is one answer a day.
import type { Tx } from '../db/client.ts'
import {
  findSubscription,
  findSubscriptionsWithin,
  insertSubscription,
  lockCompany,
  type Subscription,
} from '../db/subscriptions.ts'
import { type Catalogue, findPlan, type Plan } from '../domain/catalogue.ts'
import type { Day } from '../domain/day.ts'
import { Refusal } from '../domain/errors.ts'
import type { CompanyId, SubscriptionId } from '../domain/ids.ts'
import { lastDayOfPeriod } from '../domain/plan-period.ts'
import { applyBetterPlan } from './apply-better-plan.ts'
import type { Desk } from './desk.ts'
import { getCatalogue } from './get-catalogue.ts'

export interface Subscribe {
  readonly companyId: CompanyId
  /** The plan's printed name, in any case. */
  readonly plan: string
  /** Unless given: that of the subscription it extends; else the standard one, or the only other one with such a plan. */
  readonly catalogue: string | null
  readonly startsOn: Day
  /** Not before `startsOn`. Null: as long as what it extends; else the plan's own period; else until further notice. */
  readonly endsOn: Day | null
  readonly boughtOn: Day | null
  /** A running one of the company: this one adds its limits to it. */
  readonly extendsId: SubscriptionId | null
}

/**
 * Reading: a subscription's days are taken as given, both included; nobody is promised anything on days they have not bought.
 * What RULES D17 widens to whole months are allowances; a packet's months are full anyway (D12). An extension may outlast
 * what it extends, and then is the company's plan by itself.
 *
 * @throws Refusal `not-found` for the company, or naming `catalogue`, `plan` or `extends`; `conflict`, naming `startsOn` and the
 *   other subscription; `invalid`, naming `extends`.
 */
export async function subscribe(tx: Tx, desk: Desk, request: Subscribe): Promise<Subscription> {
  const { companyId, startsOn } = request
  if (!(await lockCompany(tx, companyId))) throw new Refusal('not-found')
  const extended = request.extendsId === null ? null : await getRunning(tx, request, request.extendsId)
  const { catalogue, plan } = choosePlan(desk, request.plan, request.catalogue ?? extended?.catalogue ?? null)
  if (extended !== null && extended.catalogue !== catalogue.name)
    throw new Refusal('invalid', { reason: 'extends-other-catalogue', catalogue: extended.catalogue }, 'extends')
  const endsOn = request.endsOn ?? (extended === null ? endOfPeriod(plan, startsOn) : extended.endsOn)
  const others = await findSubscriptionsWithin(tx, companyId, { startsOn, endsOn })
  const other = others.find(({ id, extendsId }) => extended === null || (id !== extended.id && extendsId !== extended.id))
  if (other !== undefined) throw new Refusal('conflict', { reason: 'subscription-overlap', other: describe(other) }, 'startsOn')
  const subscription = await insertSubscription(tx, {
    companyId,
    catalogue: catalogue.name,
    plan: plan.name,
    startsOn,
    endsOn,
    boughtOn: request.boughtOn ?? startsOn,
    extendsId: extended?.id ?? null,
  })
  await applyBetterPlan(tx, desk, companyId)
  return subscription
}

async function getRunning(tx: Tx, { companyId, startsOn }: Subscribe, id: SubscriptionId): Promise<Subscription> {
  const found = await findSubscription(tx, companyId, id)
  if (found === null) throw new Refusal('not-found', {}, 'extends')
  if (found.extendsId !== null) throw new Refusal('invalid', { reason: 'extends-an-extension' }, 'extends')
  const runs = found.startsOn <= startsOn && (found.endsOn === null || startsOn <= found.endsOn)
  if (!runs) throw new Refusal('invalid', { reason: 'extends-not-running' }, 'extends')
  return found
}

function choosePlan(desk: Desk, printedName: string, wanted: string | null): { catalogue: Catalogue; plan: Plan } {
  const { standard, byName } = desk.catalogues
  const first = wanted === null ? standard : getCatalogue(desk, wanted, 'catalogue')
  const plan = findPlan(first, printedName)
  if (plan !== null) return { catalogue: first, plan }
  const elsewhere = [...byName.values()].flatMap((catalogue) => {
    const found = wanted === null ? findPlan(catalogue, printedName) : null
    return found === null ? [] : [{ catalogue, plan: found }]
  })
  const [only] = elsewhere
  if (only !== undefined && elsewhere.length === 1) return only
  const plans = first.plans.map(({ name }) => name).join(', ')
  throw new Refusal('not-found', { reason: 'unknown-plan', catalogue: first.name, plans }, 'plan')
}

function endOfPeriod({ periodMonths }: Plan, startsOn: Day): Day | null {
  return periodMonths === null ? null : lastDayOfPeriod(startsOn, periodMonths)
}

function describe({ id, plan, catalogue, startsOn, endsOn }: Subscription): string {
  return `the subscription ${id} (${plan} of ${catalogue}, ${startsOn} to ${endsOn ?? 'further notice'})`
}
