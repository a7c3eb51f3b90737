// How a desk is set up in tests: the shipped catalogues, English, and no links.
import { readCatalogues } from '../../src/catalogue-files.ts'
import { createCalendars } from '../../src/domain/calendars.ts'
import type { Desk } from '../../src/services/desk.ts'

const catalogues = readCatalogues()
const calendars = createCalendars()

export function createDesk(changes: Partial<Desk> = {}): Desk {
  return {
    defaultLanguage: 'en',
    noticeJoinSeconds: 30,
    retryFirstSeconds: 5,
    catalogues,
    calendars,
    linksFor: () => ({}),
    ...changes,
  }
}
