// A better plan helps the tickets that are open when it begins; a worse or ended one does not touch them (RULES 6).
import type { Tx } from '../db/client.ts'
import { loadClocks } from '../db/sla-clocks.ts'
import { addTicketEvent, findOpenTicketIds, lockTicket } from '../db/tickets.ts'
import type { CompanyId } from '../domain/ids.ts'
import { isBetterPlan } from '../domain/is-better-plan.ts'
import { isEnded } from '../domain/ticket.ts'
import { callForBlocker } from './call-for-blocker.ts'
import type { Desk } from './desk.ts'
import { findTerms } from './find-terms.ts'
import { keepHistory } from './keep-clocks.ts'

/**
 * Gives a company's open tickets the terms it has now, where they are better than those they were opened under. A Blocker that
 * nobody has calls from then on. To be called
 * when a subscription has been made, and when one begins; a repeat changes nothing.
 * @param at when it counts from: now, or the beginning of the plan's first day
 * @returns how many tickets it helped.
 */
export async function applyBetterPlan(tx: Tx, desk: Desk, companyId: CompanyId, at = tx.now): Promise<number> {
  const { terms } = await findTerms(tx, desk, companyId, tx.now)
  let helped = 0
  for (const id of await findOpenTicketIds(tx, companyId)) {
    const ticket = await lockTicket(tx, id)
    if (ticket === null || isEnded(ticket)) continue
    const clocks = await loadClocks(tx, id)
    if (clocks === null || !isBetterPlan(terms, clocks.terms)) continue
    await addTicketEvent(tx, id, {
      kind: 'plan',
      at,
      by: { kind: 'system' },
      data: { from: clocks.terms, to: terms },
    })
    await keepHistory(tx, desk, ticket, [{ kind: 'plan', at, terms }])
    // Day and night somebody has to have it from now on.
    if (ticket.status === 'open' && ticket.assigneeId === null) await callForBlocker(tx, desk, ticket, { since: at })
    helped += 1
  }
  return helped
}
