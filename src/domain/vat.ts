// Value added tax on top of what an invoice's lines come to. Rates are whole thousandths (210 is 21 %), sums whole cents.

/** The highest rate that can be meant: as much again as the price. */
export const mostVatRate = 1000

/**
 * The tax on a sum: counted and rounded once for all that is taxed at one rate, never line by line. Half a cent goes up, below
 * zero the mirror image, so that a credit note takes back exactly what was charged.
 */
export function vatOf(netCents: bigint, rate: number): bigint {
  const product = netCents * BigInt(rate)
  return product < 0n ? -((-product + 500n) / 1000n) : (product + 500n) / 1000n
}
