// Whether memory grows with what was done, seen from readings at even distances.

/** What a process may take more at its end than once it is warm, beside noise: caches that have a bound. */
const slackMB = 60

/**
 * Compares the end with the time after the first three tenths, by medians, so that one reading before or after a
 * collection decides nothing. @returns megabytes grown, or null when it is flat.
 */
export function findGrowth(readings: readonly number[]): number | null {
  const warm = median(readings.slice(3, 6))
  const end = median(readings.slice(-3))
  return end - warm > slackMB ? end - warm : null
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
