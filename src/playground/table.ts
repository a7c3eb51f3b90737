// The generated table of the Bot API (methods, parameters, limits) as data. How calls are held against it stands in
// validation.ts; how it is made, in generate-table.ts.
import { readFileSync } from 'node:fs'

export type ValueKind = 'string' | 'number' | 'boolean' | 'object' | 'array' | 'file'

/** What the documentation allows. `afterParsing` limits count the text once its formatting marks are taken out. */
export interface Limit {
  readonly counts: 'characters' | 'bytes' | 'items' | 'value'
  readonly min: number
  readonly max: number
  readonly afterParsing?: true
}

export interface ParameterSpec {
  readonly required: boolean
  readonly kinds: readonly ValueKind[]
  readonly limit?: Limit
}

export type MethodSpec = Record<string, ParameterSpec>

export interface BotApiTable {
  readonly methods: Record<string, MethodSpec>
}

const table = JSON.parse(readFileSync(new URL('./bot-api-table.json', import.meta.url), 'utf8')) as BotApiTable

const byLowerCase = new Map(Object.entries(table.methods).map(([name, spec]) => [name.toLowerCase(), { name, spec }]))

/** The method as it is properly spelled, whatever the case it was asked in; undefined when there is none. */
export function findMethod(name: string): { readonly name: string; readonly spec: MethodSpec } | undefined {
  return byLowerCase.get(name.toLowerCase())
}
