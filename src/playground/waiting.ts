// Waiting for something to come true, woken by events and never by polling.

/** Resolves with the first defined value of `look`, asked now and after every event; rejects with `describe()` after the time. */
export function waitUntil<Value>(
  look: () => Value | undefined,
  subscribe: (onEvent: () => void) => () => void,
  timeoutMs: number,
  describe: () => string,
): Promise<Value> {
  const present = look()
  if (present !== undefined) return Promise.resolve(present)
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      unsubscribe()
      reject(new Error(`After ${timeoutMs} ms still waiting. ${describe()}`))
    }, timeoutMs)
    const unsubscribe = subscribe(() => {
      const found = look()
      if (found === undefined) return
      clearTimeout(timer)
      unsubscribe()
      resolve(found)
    })
  })
}
