// What somebody chooses for themselves: the language, which notices, and whether the current ticket is followed by itself.
import type { Tx } from '../db/client.ts'
import { findContactRecord, findEngineerRecord } from '../db/person-records.ts'
import { lockValues } from '../db/value-lock.ts'
import type { Language } from '../domain/language.ts'
import { type NoticeGroup, withSwitch } from '../domain/notice-choice.ts'
import type { Contact, Engineer } from '../domain/party.ts'
import { changeContact, changeEngineer } from './change-person.ts'
import type { Desk } from './desk.ts'

export type Setting =
  | { readonly language: Language }
  | { readonly group: NoticeGroup; readonly on: boolean }
  /** For contacts alone. */
  | { readonly currentTicket: boolean }

/** @returns the person as they are now. */
export async function changeSettings<Person extends Contact | Engineer>(
  tx: Tx,
  desk: Desk,
  person: Person,
  setting: Setting,
): Promise<Person> {
  // Two presses at once switch two groups, and lose neither.
  await lockValues(tx, [`person:${person.id}`])
  const change =
    'group' in setting ? { mutedNotices: withSwitch(await findMuted(tx, person), setting.group, setting.on) } : setting
  if (person.kind === 'contact') await changeContact(tx, desk, person.id, change, person)
  else if (!('currentTicket' in change)) await changeEngineer(tx, desk, person.id, change, person)
  return { ...person, ...change }
}

async function findMuted(tx: Tx, person: Contact | Engineer): Promise<readonly string[]> {
  const record = person.kind === 'contact' ? await findContactRecord(tx, person.id) : await findEngineerRecord(tx, person.id)
  return record?.mutedNotices ?? []
}
