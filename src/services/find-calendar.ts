// The calendar that a catalogue's deadlines are counted on, with the dates an operator has changed.
import { findCalendarDays } from '../db/calendar-days.ts'
import type { Tx } from '../db/client.ts'
import type { BusinessCalendar } from '../domain/business-calendar.ts'
import type { Catalogue } from '../domain/catalogue.ts'
import type { Desk } from './desk.ts'

/** A catalogue that is there no more (its file was removed) leaves its tickets to the standard one. */
export function findCatalogue(desk: Desk, name: string | null): Catalogue {
  return (name === null ? undefined : desk.catalogues.byName.get(name)) ?? desk.catalogues.standard
}

export async function findCalendar(tx: Tx, desk: Desk, catalogue: Catalogue): Promise<BusinessCalendar> {
  return desk.calendars(catalogue, await findCalendarDays(tx, catalogue.name))
}
