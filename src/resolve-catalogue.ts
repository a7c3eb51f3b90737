// From a catalogue's file to the catalogue: names become what they stand for, working days become seconds of its opening
// hours, plans come in solving order. The file has been checked; nothing here finds faults.
import type { CatalogueFile, PromiseInFile, Span } from './catalogue-schema.ts'
import type { Catalogue, Plan, Promises, ScopeItem } from './domain/catalogue.ts'
import { openingDayMilliseconds } from './domain/opening-hours.ts'
import type { ResponsePromise } from './domain/plan-terms.ts'

/** The catalogue a file describes. @throws when the file has not passed its checks */
export function resolveCatalogue(file: CatalogueFile): Catalogue {
  const { responses, scope, plans, neverDone, withoutPlan, hours, ...rest } = file
  const items = new Map<string, ScopeItem>(scope.map((item) => [item.id, item]))
  const toItems = (ids: readonly string[]) => ids.map((id) => found(items.get(id), id))
  const daySeconds = openingDayMilliseconds(hours) / 1000
  const toPlan = ({ response: key, included, notIncluded, ...plan }: CatalogueFile['plans'][number]): Plan => {
    const response = found(responses[key], key)
    return {
      ...plan,
      promises: toPromises(response.promises, daySeconds),
      developmentPromise: toPromise(response.development, daySeconds),
      included: toItems(included),
      notIncluded: toItems(notIncluded),
    }
  }
  return {
    ...rest,
    hours,
    plans: plans.map(toPlan).toSorted((a, b) => a.order - b.order),
    withoutPlan: withoutPlan.toSorted((a, b) => a.order - b.order),
    neverDone: toItems(neverDone),
  }
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`The catalogue refers to "${name}", which it does not have`)
  return value
}

function toPromises(inFile: CatalogueFile['responses'][string]['promises'], daySeconds: number): Promises {
  const { blocker, high, medium, low } = inFile
  return {
    blocker: toPromise(blocker, daySeconds),
    high: toPromise(high, daySeconds),
    medium: toPromise(medium, daySeconds),
    low: toPromise(low, daySeconds),
  }
}

function toPromise(promise: PromiseInFile | null, daySeconds: number): ResponsePromise | null {
  if (promise === null) return null
  const { time, guaranteed, average, resolution } = promise
  return {
    time,
    guaranteedSeconds: toSeconds(guaranteed, daySeconds),
    averageSeconds: average && toSeconds(average, daySeconds),
    resolutionSeconds: resolution && toSeconds(resolution, daySeconds),
  }
}

/** RULES 6: a working day is one full opening day. */
function toSeconds(span: Span, daySeconds: number): number {
  return 'seconds' in span ? span.seconds : span.days * daySeconds
}
