// The few figures that reports are made of, over plain numbers. Pure; null stands for "of nothing there is no average".

/** The arithmetic mean. */
export function average(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** The middle one in order of size; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = inOrder(values)
  const half = sorted.length / 2
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2
}

/** The smallest of the values that at least so many per cent are not above (nearest rank): one that really occurred. */
export function percentile(values: readonly number[], percent: number): number | null {
  if (values.length === 0) return null
  return inOrder(values)[Math.max(0, Math.ceil((values.length * percent) / 100) - 1)] ?? null
}

/** A part of a whole, from 0 to 1. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

/** A typed array sorts numbers several times as fast, which a year's tickets would feel. */
function inOrder(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort()
}
