// Takes in an engineer or admin. Later changes stand in change-person.ts.

import type { Tx } from '../db/client.ts'
import { addAudit } from '../db/identities.ts'
import { type EngineerRecord, insertEngineer } from '../db/person-records.ts'
import { type Actor, nameActor } from '../domain/actor.ts'
import type { Language } from '../domain/language.ts'
import { requireFreeAddress } from './require-free-address.ts'

export interface EngineerFields {
  readonly name: string
  readonly role: 'engineer' | 'admin'
  readonly email: string | null
  /** As `toTelegramId` spells it. */
  readonly telegramId: string | null
  /** As `toPhoneNumber` spells it. */
  readonly whatsapp: string | null
  /** Clients see the address once a ticket is theirs (RULES 1). */
  readonly publicContact: boolean
  readonly language: Language | null
}

/** @throws Refusal `conflict`, naming `telegramId` or `whatsapp`. */
export async function registerEngineer(tx: Tx, fields: EngineerFields, by: Actor = { kind: 'api' }): Promise<EngineerRecord> {
  await requireFreeAddress(tx, fields, null)
  const engineer = await insertEngineer(tx, fields)
  await addAudit(tx, {
    actor: nameActor(by),
    action: 'register',
    subject: `engineer:${engineer.id}`,
    data: { role: fields.role },
  })
  return engineer
}
