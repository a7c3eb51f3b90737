// A price that was billed stays: when a catalogue changes its prices, what was begun at the old one goes on at it.
import { billTime } from './billed-time.ts'
import type { Charge } from './charge.ts'

/** Charges at the price at which they were billed before, where they were; in one currency. */
export function keepPrices(charges: readonly Charge[], billed: readonly Charge[]): readonly Charge[] {
  const prices = new Map(billed.map(({ key, unitPriceCents }) => [key, unitPriceCents]))
  return charges.map((charge) => {
    const cents = prices.get(charge.key)
    return cents === undefined || cents === charge.unitPriceCents ? charge : atPrice(charge, cents)
  })
}

function atPrice(charge: Charge, cents: number): Charge {
  const { reason, quantity } = charge
  const amountCents =
    reason.by === 'time'
      ? billTime(reason.minutes * 60, { by: 'hour', cents, billed: reason.billed }).amountCents
      : quantity * cents
  return { ...charge, unitPriceCents: cents, amountCents }
}
