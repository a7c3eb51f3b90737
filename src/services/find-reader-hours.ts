// In whose working hours somebody is reminded: their own, where their time zone is known, else those of the desk they are served by.
import type { Tx } from '../db/client.ts'
import type { Contact } from '../domain/party.ts'
import { hoursOfDesk, hoursOfZone, type ReaderHours } from '../domain/reader-hours.ts'
import type { Desk } from './desk.ts'
import { findCalendar } from './find-calendar.ts'
import { findTerms } from './find-terms.ts'

export async function findReaderHours(tx: Tx, desk: Desk, reader: Pick<Contact, 'timeZone' | 'companyId'>): Promise<ReaderHours> {
  const own = reader.timeZone === null ? null : hoursOfZone(reader.timeZone)
  if (own !== null) return own
  const { catalogue } = await findTerms(tx, desk, reader.companyId, tx.now)
  return hoursOfDesk(await findCalendar(tx, desk, catalogue), catalogue.hours.timeZone)
}
