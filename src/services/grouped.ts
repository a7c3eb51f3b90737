// Small work on the database that is done for many at once: what comes while one call runs goes together into the next, so a
// flood costs few round trips and a lone item waits for nobody.

interface Item<In, Out> {
  readonly given: In
  readonly done: (result: Out) => void
  readonly failed: (error: unknown) => void
}

/**
 * @param work answers for each item, in their order. When it fails because of one item's content or a lock (SQLSTATE classes
 *   22, 23 and 40), each is tried alone; any other fault would meet each alike and fails all.
 * @param most items in one call
 */
export function createGrouped<In, Out>(
  work: (items: readonly In[]) => Promise<readonly Out[]>,
  most = 1000,
): (item: In) => Promise<Out> {
  const waiting: Item<In, Out>[] = []
  let working = false

  async function run(group: readonly Item<In, Out>[]): Promise<void> {
    try {
      const results = await work(group.map(({ given }) => given))
      for (const [index, { done }] of group.entries()) done(results[index] as Out)
    } catch (error) {
      if (group.length > 1 && isAboutOne(error)) for (const item of group) await run([item])
      else for (const { failed } of group) failed(error)
    }
  }

  async function runAll(): Promise<void> {
    working = true
    // What this turn of the event loop still brings goes along.
    await new Promise((turn) => setImmediate(turn))
    while (waiting.length > 0) await run(waiting.splice(0, most))
    working = false
  }

  return (given) =>
    new Promise((done, failed) => {
      waiting.push({ given, done, failed })
      if (!working) void runAll()
    })
}

function isAboutOne(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && /^(22|23|40)/.test(code)
}
