// Reminds those who are to know of a day that comes: each of them once of each stage, in their own working hours. Shared by what is said
// of invoices and of subscriptions.
import type { Tx } from '../db/client.ts'
import { findToldStages, markStageTold } from '../db/reminders.ts'
import { type DayStage, lookAtStages } from '../domain/day-stages.ts'
import type { Contact } from '../domain/party.ts'
import type { Desk } from './desk.ts'
import { findReaderHours } from './find-reader-hours.ts'

/** How long nothing is looked at again when there is nobody who could be told. */
const nobodyMilliseconds = 24 * 3600 * 1000

/**
 * @param subject what it is about: "invoice:<id>"
 * @returns when to look again; null: never.
 */
export async function remindReaders<Name extends string>(
  tx: Tx,
  desk: Desk,
  about: {
    readonly subject: string
    readonly stages: readonly DayStage<Name>[]
    readonly readers: readonly Contact[]
    readonly tell: (reader: Contact, stage: Name) => Promise<void>
  },
): Promise<Date | null> {
  const { subject, stages, readers, tell } = about
  if (stages.length === 0) return null
  if (readers.length === 0) return new Date(tx.now.getTime() + nobodyMilliseconds)
  const subjectOf = (reader: Contact) => `${subject}:${reader.id}`
  const told = await findToldStages(tx, readers.map(subjectOf))
  const looks: Date[] = []
  for (const reader of readers) {
    const hours = await findReaderHours(tx, desk, reader)
    const { send, lookAgainAt } = lookAtStages(stages, told(subjectOf(reader)), tx.now, hours)
    if (send !== null && (await markStageTold(tx, subjectOf(reader), send))) await tell(reader, send)
    if (lookAgainAt !== null) looks.push(lookAgainAt)
  }
  return looks.sort((a, b) => a.getTime() - b.getTime())[0] ?? null
}
