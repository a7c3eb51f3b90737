// What an administrator is shown of a company, a contact or an engineer.
import type { Tx } from '../db/client.ts'
import { type CompanyRow, findCompany } from '../db/companies.ts'
import {
  type ContactRecord,
  type EngineerRecord,
  findContactRecord,
  findEngineerRecord,
  findLinkedChats,
} from '../db/person-records.ts'
import { countActiveContacts, type FoundContact, findContactsOf } from '../db/record-search.ts'
import { findServerChoices, type ServerChoice } from '../db/servers.ts'
import { findSubscriptionsWithin, type Subscription } from '../db/subscriptions.ts'
import { dayAt } from '../domain/day.ts'
import { Refusal } from '../domain/errors.ts'
import { type CompanyId, type ContactId, type EngineerId, isId } from '../domain/ids.ts'

export interface CompanyCard {
  readonly company: CompanyRow
  readonly contacts: readonly FoundContact[]
  readonly activeContacts: number
  readonly servers: readonly ServerChoice[]
  /** Those that run today or later. */
  readonly subscriptions: readonly Subscription[]
}

const most = 10

/** @throws Refusal `not-found`. */
export async function readCompany(tx: Tx, id: CompanyId): Promise<CompanyCard> {
  const company = isId(id) ? await findCompany(tx, id) : null
  if (company === null) throw new Refusal('not-found')
  return {
    company,
    contacts: await findContactsOf(tx, id, most),
    activeContacts: await countActiveContacts(tx, id),
    servers: await findServerChoices(tx, id, most),
    subscriptions: await findSubscriptionsWithin(tx, id, { startsOn: dayAt(tx.now), endsOn: null }),
  }
}

export interface ContactCard {
  readonly contact: ContactRecord
  readonly company: CompanyRow
  /** Whether a chat is linked. */
  readonly connected: boolean
}

/** @throws Refusal `not-found`. */
export async function readContact(tx: Tx, id: ContactId): Promise<ContactCard> {
  const contact = isId(id) ? await findContactRecord(tx, id) : null
  const company = contact === null ? null : await findCompany(tx, contact.companyId as CompanyId)
  if (contact === null || company === null) throw new Refusal('not-found')
  return { contact, company, connected: (await findLinkedChats(tx, { contactId: id })).length > 0 }
}

export interface EngineerCard {
  readonly engineer: EngineerRecord
  readonly connected: boolean
}

/** @throws Refusal `not-found`. */
export async function readEngineer(tx: Tx, id: EngineerId): Promise<EngineerCard> {
  const engineer = isId(id) ? await findEngineerRecord(tx, id) : null
  if (engineer === null) throw new Refusal('not-found')
  return { engineer, connected: (await findLinkedChats(tx, { engineerId: id })).length > 0 }
}
