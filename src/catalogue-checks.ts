// What has to hold between the entries of a catalogue's file: names that refer to each other, one place each in the solving
// order, hours that can be worked. Each fault is a sentence with the path of the entry that is to blame.
import type { CatalogueFile, PromiseInFile } from './catalogue-schema.ts'
import { planKey, type RateKey } from './domain/catalogue.ts'
import { findHoursFaults } from './domain/opening-hours-faults.ts'
import type { JsonPath } from './positioned-json.ts'

export interface EntryFault {
  readonly path: JsonPath
  readonly message: string
}

/** Enough to meet every clock change a zone has, and a tenth of the time that the calendar's own century takes. */
const checkedYears = { firstYear: 2020, lastYear: 2029 }

/** Everything that is wrong between the entries; none: the file is a catalogue. */
export function findEntryFaults(file: CatalogueFile): EntryFault[] {
  return [
    ...findHoursFaults(file.hours, checkedYears).map(({ path, words }) => ({ path: ['hours', ...path], message: words })),
    ...findPromiseFaults(file),
    ...findTwice(file),
    ...findScopeFaults(file),
    ...findPlanFaults(file),
    ...findRateFaults(file),
    ...findPlanlessFaults(file),
  ]
}

function findPromiseFaults({ responses }: CatalogueFile): EntryFault[] {
  return Object.entries(responses).flatMap(([key, { promises, development }]) => [
    ...Object.entries(promises).flatMap(([priority, promise]) =>
      findDayFaults(['responses', key, 'promises', priority], promise),
    ),
    ...findDayFaults(['responses', key, 'development'], development),
  ])
}

function findDayFaults(path: JsonPath, promise: PromiseInFile | null): EntryFault[] {
  if (promise?.time !== 'plain') return []
  return (['guaranteed', 'average', 'resolution'] as const).flatMap((key) => {
    const span = promise[key]
    const isInDays = span !== null && 'days' in span
    return isInDays ? [{ path: [...path, key], message: 'has to be in hours: days are working days' }] : []
  })
}

/** Names, ids and places in the solving order that are there more than once. */
function findTwice({ plans, withoutPlan, scope, notes }: CatalogueFile): EntryFault[] {
  const ranked = [
    ...plans.map((plan, index) => ({ path: ['plans', index], name: planKey(plan.name), order: plan.order })),
    ...withoutPlan.map((state, index) => ({ path: ['withoutPlan', index], name: planKey(state.name), order: state.order })),
  ]
  return [
    ...repeated(ranked.map(({ path, name }) => ({ path: [...path, 'name'], key: name }))),
    ...repeated(ranked.map(({ path, order }) => ({ path: [...path, 'order'], key: order }))),
    ...repeated(scope.map((item, index) => ({ path: ['scope', index, 'id'], key: item.id }))),
    ...repeated(notes.map((note, index) => ({ path: ['notes', index, 'id'], key: note.id }))),
  ]
}

function repeated(entries: readonly { readonly path: JsonPath; readonly key: string | number }[]): EntryFault[] {
  const seen = new Set<string | number>()
  return entries.flatMap(({ path, key }) => {
    if (!seen.has(key)) {
      seen.add(key)
      return []
    }
    return [{ path, message: `${JSON.stringify(key)} is there already` }]
  })
}

function findScopeFaults({ scope, plans, neverDone }: CatalogueFile): EntryFault[] {
  const known = new Set(scope.map(({ id }) => id))
  const check = (path: JsonPath, ids: readonly string[]): EntryFault[] => [
    ...ids.flatMap((id, index) => (known.has(id) ? [] : [{ path: [...path, index], message: `"${id}" is not in scope` }])),
    ...repeated(ids.map((id, index) => ({ path: [...path, index], key: id }))),
  ]
  return [
    ...plans.flatMap((plan, index) => [
      ...check(['plans', index, 'included'], plan.included),
      ...check(['plans', index, 'notIncluded'], plan.notIncluded),
      ...plan.notIncluded.flatMap((id, at) =>
        plan.included.includes(id) ? [{ path: ['plans', index, 'notIncluded', at], message: `"${id}" is included as well` }] : [],
      ),
    ]),
    ...check(['neverDone'], neverDone),
  ]
}

function findPlanFaults({ plans, responses }: CatalogueFile): EntryFault[] {
  return plans.flatMap(({ response, quotas, periodMonths }, index) => {
    const faults: EntryFault[] = []
    if (!Object.hasOwn(responses, response))
      faults.push({ path: ['plans', index, 'response'], message: `"${response}" is not in responses` })
    const isPerPeriod = quotas?.support.perPeriod != null || quotas?.development?.perPeriod != null
    if (isPerPeriod && periodMonths === null)
      faults.push({ path: ['plans', index, 'quotas'], message: 'has a quota per period: the plan needs periodMonths' })
    if (quotas?.levelOneOnly && quotas.development !== null)
      faults.push({ path: ['plans', index, 'quotas', 'development'], message: 'has to be left out of a plan for level 1 only' })
    return faults
  })
}

/** Keys whose work is charged by time; the others are fixed tasks, but for what is only agreed case by case. */
const byTime: readonly RateKey[] = ['hourly', 'after-hours', 'training']

function findRateFaults({ rates, scope, withoutPlan }: CatalogueFile): EntryFault[] {
  const faults: EntryFault[] = []
  for (const [key, rate] of Object.entries(rates)) {
    const wanted = byTime.includes(key as RateKey) ? 'hour' : 'task'
    if (rate.by !== wanted && rate.by !== 'request')
      faults.push({ path: ['rates', key, 'by'], message: `has to be "${wanted}" or "request"` })
  }
  const named = [
    ...scope.map(({ rate }, index) => ({ path: ['scope', index, 'rate'], rate })),
    ...withoutPlan.map(({ rate }, index) => ({ path: ['withoutPlan', index, 'rate'], rate })),
  ]
  for (const { path, rate } of named)
    if (rate !== null && rates[rate] === undefined) faults.push({ path, message: `"${rate}" is not in rates` })
  for (const [index, { rate, priceCents }] of scope.entries())
    if (rate !== null && priceCents !== null)
      faults.push({ path: ['scope', index, 'priceCents'], message: 'has to be left out beside a rate' })
  return faults
}

function findPlanlessFaults({ withoutPlan, incidents }: CatalogueFile): EntryFault[] {
  const faults: EntryFault[] = withoutPlan.flatMap(({ rate }, index) =>
    rate === null && incidents === null
      ? [
          {
            path: ['withoutPlan', index],
            message: 'needs a rate, or the catalogue needs incidents: nothing says what work costs',
          },
        ]
      : [],
  )
  const kinds = withoutPlan.map(({ appliesTo }) => appliesTo).toSorted()
  if (!['everyone', 'licence-holders,others'].includes(kinds.join()))
    faults.push({
      path: ['withoutPlan'],
      message: 'has to have one state for everyone, or one for licence-holders and one for others',
    })
  return faults
}
