// Requests outside of a packet are charged by the incident, each covering so much time at most (RULES 3, D13): the first of a ticket
// with the client's consent, each further one, also at the other level, with consent of its own, carried by the entry that begins it.
import type { Work } from './billed-work.ts'
import type { BeyondQuota, Charge } from './charge.ts'
import type { QuotaLevel } from './packet.ts'

export interface IncidentBook {
  /** Time of an entry beyond a packet, or without one. @returns the seconds that nobody agreed to pay for. */
  add(work: Work, beyond: { readonly seconds: number; readonly of: BeyondQuota; readonly level: QuotaLevel }): number
  readonly charges: readonly Charge[]
}

interface Incidents {
  count: number
  /** Of the last one; its hour is not used up yet. */
  leftSeconds: number
  entries: string[]
}

/** Reading: an hour of a level covers work of that level only. */
export function openIncidents(): IncidentBook {
  const charges: Charge[] = []
  const open = new Map<string, Incidents>()
  const begun = new Map<string, number>()

  function cover(state: Incidents, seconds: number, entryId: string): number {
    const covered = Math.min(seconds, state.leftSeconds)
    state.leftSeconds -= covered
    if (covered > 0 && !state.entries.includes(entryId)) state.entries.push(entryId)
    return seconds - covered
  }

  return {
    charges,
    add({ ticket, catalogue, entry }, { seconds, of, level }) {
      const price = catalogue.incidents?.[level]
      if (price === undefined) return 0
      const key = `incident:${ticket.id}:${level}`
      const state = open.get(key) ?? { count: 0, leftSeconds: 0, entries: [] }
      open.set(key, state)
      for (let rest = cover(state, seconds, entry.id); rest > 0; rest = cover(state, rest, entry.id)) {
        const before = begun.get(ticket.id) ?? 0
        const agreed = before === 0 ? (entry.billableAgreed ?? ticket.billableAgreed) : entry.billableAgreed === true
        if (!agreed) return rest
        begun.set(ticket.id, before + 1)
        Object.assign(state, { count: state.count + 1, leftSeconds: price.mostSeconds, entries: [] })
        charges.push({
          key: `${key}:${state.count}`,
          kind: 'incident',
          ticketId: ticket.id,
          quantity: 1,
          unitPriceCents: price.cents,
          amountCents: price.cents,
          currency: catalogue.currency,
          entries: state.entries,
          reason: { by: 'incident', ordinal: before + 1, level, mostSeconds: price.mostSeconds, beyond: of },
        })
      }
      return 0
    },
  }
}
