// Waiting for something to come true, woken by events and never by polling.

/**
 * Resolves with what is there already, else with the first defined value an event offers.
 * Rejects with `describe()` after the time, and with whatever looking at a value throws.
 */
export function waitUntil<Value>(
  present: () => Value | undefined,
  subscribe: (offer: (look: () => Value | undefined) => void) => () => void,
  timeoutMs: number,
  describe: () => string,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const found = present()
    if (found !== undefined) {
      resolve(found)
      return
    }
    const stop = (): void => {
      clearTimeout(timer)
      unsubscribe()
    }
    const timer = setTimeout(() => {
      stop()
      reject(new Error(`After ${timeoutMs} ms still waiting. ${describe()}`))
    }, timeoutMs)
    const unsubscribe = subscribe((look) => {
      // A throw here would go through to whoever made the event, who cannot help it.
      try {
        const value = look()
        if (value === undefined) return
        stop()
        // What brought the event about is finished first: the call recorded, its answer on the way.
        setImmediate(resolve, value)
      } catch (error) {
        stop()
        reject(error)
      }
    })
  })
}
