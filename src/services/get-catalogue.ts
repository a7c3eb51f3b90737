// The catalogue that somebody names: one that is not there is refused. What a row names is found in find-calendar.ts.
import type { Catalogue } from '../domain/catalogue.ts'
import { Refusal } from '../domain/errors.ts'
import type { Desk } from './desk.ts'

/** @throws Refusal `not-found`; with the field, where one is to blame. */
export function getCatalogue(desk: Desk, name: string, field?: string): Catalogue {
  const found = desk.catalogues.byName.get(name)
  if (found === undefined) throw new Refusal('not-found', { reason: 'unknown-catalogue' }, field)
  return found
}
