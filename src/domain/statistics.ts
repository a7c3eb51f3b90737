// The few figures that reports are made of, over plain numbers. Pure; null stands for "of nothing there is no average".

/** The arithmetic mean. */
export function average(values: Numbers): number | null {
  let sum = 0
  for (const value of values) sum += value
  return values.length === 0 ? null : sum / values.length
}

/** The middle one; of an even number, the mean of the two in the middle. @param sorted as `inOrder` gives them. */
export function median(sorted: Numbers): number | null {
  if (sorted.length === 0) return null
  const half = sorted.length / 2
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2
}

/**
 * The smallest that at least so many per cent are not above (nearest rank): one that really occurred.
 * @param sorted as `inOrder` gives them.
 */
export function percentile(sorted: Numbers, percent: number): number | null {
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? null
}

/** A part of a whole, from 0 to 1. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

/** By size, the smallest first. A typed array sorts several times as fast as a list, which a year's tickets would feel. */
export function inOrder(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort()
}

type Numbers = readonly number[] | Float64Array
