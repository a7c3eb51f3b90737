// Takes every access away from a person, or from all contacts of a company; their chats are unlinked at once. Records stay.
import type { Tx } from '../db/client.ts'
import { countOtherAdmins, findActiveContactIds } from '../db/record-search.ts'
import type { Actor } from '../domain/actor.ts'
import { Refusal } from '../domain/errors.ts'
import type { CompanyId, EngineerId } from '../domain/ids.ts'
import { changeContact, changeEngineer, type EngineerChange } from './change-person.ts'
import type { Desk } from './desk.ts'

/** @returns how many contacts it was. */
export async function deactivateCompany(tx: Tx, desk: Desk, id: CompanyId, by: Actor): Promise<number> {
  const contacts = await findActiveContactIds(tx, id)
  for (const contact of contacts) await changeContact(tx, desk, contact, { active: false }, by)
  return contacts.length
}

/**
 * Changes what an engineer may do, from the chat.
 * @throws Refusal `not-allowed` for one's own rights, and for those of the last administrator: nobody could give them back here.
 */
export async function changeEngineerRights(
  tx: Tx,
  desk: Desk,
  id: EngineerId,
  change: Pick<EngineerChange, 'active' | 'role' | 'publicContact'>,
  by: { readonly kind: 'engineer'; readonly id: EngineerId },
): Promise<void> {
  const takesRights = change.active === false || change.role === 'engineer'
  if (takesRights && (by.id === id || (await countOtherAdmins(tx, id)) === 0)) throw new Refusal('not-allowed')
  await changeEngineer(tx, desk, id, change, by)
}
