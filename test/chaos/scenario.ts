// What a chaos run is made of, by name: "webhook-3-redis-faults". Each scenario ends the service's processes at every named
// moment; they differ in how messages come, in how many processes share the work, and in what else breaks meanwhile.

export interface Scenario {
  readonly name: string
  readonly mode: 'polling' | 'webhook'
  readonly replicas: number
  /** The queue lives in Redis, which is killed and started again and again; else in PostgreSQL. */
  readonly redis: boolean
  /** PostgreSQL is killed and started again and again. */
  readonly postgres: boolean
  /** The platform answers with every fault it knows. */
  readonly faults: boolean
}

/** What the long run goes through, in turn. */
export const allScenarios: readonly string[] = [
  'polling-1',
  'webhook-3-redis',
  'polling-3',
  'webhook-1-faults',
  'polling-3-redis-faults',
  'webhook-3-postgres',
  'polling-1-postgres',
  'webhook-3-faults',
]

/** @throws Error for a name that is no scenario. */
export function parseScenario(name: string): Scenario {
  const [mode, replicas, ...breaks] = name.split('-')
  const known = breaks.every((one) => ['redis', 'postgres', 'faults'].includes(one))
  if ((mode !== 'polling' && mode !== 'webhook') || !/^[1-9]$/.test(replicas ?? '') || !known) {
    throw new Error(`A scenario is "<polling or webhook>-<replicas>[-redis][-postgres][-faults]", not "${name}"`)
  }
  return {
    name,
    mode,
    replicas: Number(replicas),
    redis: breaks.includes('redis'),
    postgres: breaks.includes('postgres'),
    faults: breaks.includes('faults'),
  }
}
