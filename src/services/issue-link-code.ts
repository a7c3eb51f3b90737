// Makes a one-time code with which a contact or engineer links their chat.

import type { Tx } from '../db/client.ts'
import { addAudit, type Person } from '../db/identities.ts'
import { insertLinkCode } from '../db/link-codes.ts'
import { findContactRecord, findEngineerRecord } from '../db/person-records.ts'
import { lockValues } from '../db/value-lock.ts'
import { type Actor, nameActor } from '../domain/actor.ts'
import { Refusal } from '../domain/errors.ts'
import { createLinkCode, hashLinkCode, linkCodeMinutes } from '../domain/link-code.ts'
import type { Desk } from './desk.ts'

export interface IssuedCode {
  readonly code: string
  readonly expiresAt: Date
  /** Where it can be redeemed with one tap. */
  readonly links: { readonly telegram?: string; readonly whatsapp?: string }
}

/**
 * The code is known to the caller alone: only its hash is kept. Older unused codes of the same person end here.
 * @throws Refusal `not-found`; `conflict` for somebody inactive, who could not connect with it.
 */
export async function issueLinkCode(
  tx: Tx,
  desk: Pick<Desk, 'linksFor'>,
  person: Person,
  by: Actor = { kind: 'api' },
): Promise<IssuedCode> {
  const id = 'contactId' in person ? person.contactId : person.engineerId
  await lockValues(tx, [`person:${id}`])
  const record =
    'contactId' in person ? await findContactRecord(tx, person.contactId) : await findEngineerRecord(tx, person.engineerId)
  if (record === null) throw new Refusal('not-found')
  if (!record.active) throw new Refusal('conflict', { reason: 'inactive' })
  const code = createLinkCode()
  const expiresAt = new Date(tx.now.getTime() + linkCodeMinutes * 60_000)
  await insertLinkCode(tx, person, { hash: hashLinkCode(code), expiresAt })
  await addAudit(tx, {
    actor: nameActor(by),
    action: 'issue-link-code',
    subject: `${'contactId' in person ? 'contact' : 'engineer'}:${id}`,
  })
  return { code, expiresAt, links: desk.linksFor(code) }
}
