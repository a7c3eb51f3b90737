// Ids and numbers in paths: one that has not the right shape finds nothing, exactly as an unknown one does.
import { z } from 'zod'
import { Refusal } from '../domain/errors.ts'
import { isId } from '../domain/ids.ts'

export const idPath = z.object({ id: z.string() })
export const numberPath = z.object({ number: z.string() })

/** @throws Refusal `not-found`. */
export function pathId<Id extends string>(given: string): Id {
  if (!isId(given)) throw new Refusal('not-found')
  return given.toLowerCase() as Id
}

/** @throws Refusal `ticket-not-found`. */
export function pathTicketNumber(given: string): number {
  const number = toTicketNumber(given)
  if (number === null) throw new Refusal('ticket-not-found')
  return number
}

/** Null for what cannot be a ticket's number. */
export function toTicketNumber(given: string): number | null {
  return /^[1-9]\d{0,9}$/.test(given) && Number(given) <= 2_147_483_647 ? Number(given) : null
}
