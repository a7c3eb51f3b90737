// Whether memory grows with what was done, seen from readings at even distances.

export interface Memory {
  /** What the system has given the process: it hardly ever gets any of it back, so this creeps to what the worst moment took. */
  readonly residentMB: number
  /** What is in use, JavaScript's heap and what hangs on it. A leak shows here first. */
  readonly liveMB: number
}

/** So many megabytes more may be alive at the end than once the process is warm: noise, and caches that have a bound. */
const liveSlackMB = 30
/** By so much may the resident memory creep on. */
const residentSlack = 1.25

/**
 * Compares the end with the time after the first three tenths, by medians, so that one reading decides nothing.
 * @returns what grew, in words, or null when memory is flat.
 */
export function findGrowth(readings: readonly Memory[]): string | null {
  const compare = (of: (memory: Memory) => number) => ({
    warm: median(readings.slice(3, 6).map(of)),
    end: median(readings.slice(-3).map(of)),
  })
  const live = compare((memory) => memory.liveMB)
  const resident = compare((memory) => memory.residentMB)
  if (live.end - live.warm > liveSlackMB) return `alive: from ${live.warm} to ${live.end} MB`
  if (resident.end > resident.warm * residentSlack) return `resident: from ${resident.warm} to ${resident.end} MB`
  return null
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
