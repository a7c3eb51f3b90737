// Named moments at which a test may end this process as hard as a power cut would. Refused in production by config.ts.

/** Kills the process with the probability that `points` gives the name; without points, does nothing. */
export function createCrashPoints(points: ReadonlyMap<string, number>): (name: string) => void {
  if (points.size === 0) return () => undefined
  return (name) => {
    const probability = points.get(name)
    if (probability !== undefined && Math.random() < probability) process.kill(process.pid, 'SIGKILL')
  }
}
