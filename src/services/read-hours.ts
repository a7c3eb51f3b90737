// Whose hours, plan and prices somebody asks for: a client's are those of their company's catalogue, the desk's own people ask
// for the standard one.
import type { Tx } from '../db/client.ts'
import type { BusinessCalendar, DayOff } from '../domain/business-calendar.ts'
import type { Catalogue } from '../domain/catalogue.ts'
import { dayMilliseconds } from '../domain/day-number.ts'
import { calendarYears } from '../domain/opening-hours-faults.ts'
import type { Party } from '../domain/party.ts'
import type { Desk } from './desk.ts'
import { findCalendar } from './find-calendar.ts'
import { type CompanyTerms, findTerms } from './find-terms.ts'

export interface PartyTerms {
  readonly catalogue: Catalogue
  /** Null for the desk's own people. */
  readonly company: CompanyTerms | null
}

export async function findPartyTerms(tx: Tx, desk: Desk, party: Party): Promise<PartyTerms> {
  if (party.kind !== 'contact') return { catalogue: desk.catalogues.standard, company: null }
  const company = await findTerms(tx, desk, party.companyId, tx.now)
  return { catalogue: company.catalogue, company }
}

export interface Hours extends PartyTerms {
  readonly calendar: BusinessCalendar
  /** Today's included. */
  readonly nextHolidays: readonly DayOff[]
}

const shownHolidays = 3
/** Every year has more holidays than are shown. */
const daysAhead = 400

export async function readHours(tx: Tx, desk: Desk, party: Party): Promise<Hours> {
  const found = await findPartyTerms(tx, desk, party)
  const calendar = await findCalendar(tx, desk, found.catalogue)
  const lastInstant = Date.UTC(calendarYears.lastYear, 11, 31)
  const until = new Date(Math.min(tx.now.getTime() + daysAhead * dayMilliseconds, lastInstant))
  const holidays = calendar.holidaysBetween(calendar.dayOf(tx.now), calendar.dayOf(until))
  return { ...found, calendar, nextHolidays: holidays.slice(0, shownHolidays) }
}
