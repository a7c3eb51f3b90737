// What the client agreed to in the chat about this one piece of work: terms of training or a task, or a further incident (RULES D13).
// An entry that is logged for it carries the consent; anything else is as the ticket says.
import type { Tx } from '../db/client.ts'
import { findConsents } from '../db/consents.ts'
import { findStandingTerms } from '../db/work-terms.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { Work } from '../domain/time-entry.ts'
import type { Desk } from './desk.ts'
import { readCoverage } from './read-coverage.ts'

/** Null: nothing of its own was agreed. */
export async function findSpecialConsent(
  tx: Tx,
  desk: Desk,
  { ticket, kind, task, level }: Work & { readonly ticket: Ticket },
): Promise<true | null> {
  if (kind === 'training' || kind === 'fixed') {
    const wanted = kind === 'training' ? 'training' : task
    const terms = await findStandingTerms(tx, ticket.id)
    return terms.some((one) => one.state === 'agreed' && one.kind === wanted) ? true : null
  }
  const consents = await findConsents(tx, ticket.id)
  if (kind === 'bug' || ![...consents.keys()].some((name) => name.startsWith('incident-'))) return null
  const coverage = await readCoverage(tx, desk, ticket)
  const line = coverage?.lines.find(({ scope }) => scope === (level === 3 ? 'development' : 'support'))
  return line?.state === 'agreed' && consents.has(line.consent) && line.consent !== 'billable' ? true : null
}
