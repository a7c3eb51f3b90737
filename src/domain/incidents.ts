// Requests outside of a packet are charged by the incident, each covering so much time at most (RULES 3, D13): the first of a ticket
// with the client's consent, each further one with consent of its own, carried by the entry that begins it.
import type { BilledEntry, BilledTicket } from './billing-facts.ts'
import type { Catalogue } from './catalogue.ts'
import type { BeyondQuota, Charge } from './charge.ts'
import type { QuotaLevel } from './packet.ts'

export interface IncidentBook {
  /** Time of an entry beyond a packet, or without one. @returns the seconds that nobody agreed to pay for. */
  add(
    ticket: BilledTicket,
    entry: BilledEntry,
    beyond: { readonly seconds: number; readonly of: BeyondQuota; readonly level: QuotaLevel },
  ): number
  readonly charges: readonly Charge[]
}

export function openIncidents(catalogues: ReadonlyMap<string, Catalogue>): IncidentBook {
  const charges: Charge[] = []
  const open = new Map<string, { count: number; leftSeconds: number }>()
  return {
    charges,
    add(ticket, entry, { seconds, of, level }) {
      const catalogue = catalogues.get(ticket.catalogue)
      const price = catalogue?.incidents?.[level]
      if (catalogue === undefined || price === undefined) return 0
      const key = `${ticket.id}:${level}`
      const state = open.get(key) ?? { count: 0, leftSeconds: 0 }
      open.set(key, state)
      let rest = seconds
      while (rest > 0) {
        const covered = Math.min(rest, state.leftSeconds)
        state.leftSeconds -= covered
        rest -= covered
        if (rest === 0) break
        const agreed = state.count === 0 ? (entry.billableAgreed ?? ticket.billableAgreed) : entry.billableAgreed === true
        if (!agreed) return rest
        state.count++
        state.leftSeconds = price.mostSeconds
        charges.push({
          key: `incident:${key}:${state.count}`,
          kind: 'incident',
          ticketId: ticket.id,
          quantity: 1,
          unitPriceCents: price.cents,
          amountCents: price.cents,
          currency: catalogue.currency,
          entries: [entry.id],
          reason: { by: 'incident', ordinal: state.count, level, mostSeconds: price.mostSeconds, beyond: of },
        })
      }
      return 0
    },
  }
}
