// Finds a colleague by what one calls them: the whole name, or a beginning of one of its words.

import type { Tx } from '../db/client.ts'
import { type Colleague, findEngineers } from '../db/people.ts'
import { Refusal } from '../domain/errors.ts'
import type { Desk } from './desk.ts'

/** @throws Refusal `engineer-not-found`, or `engineer-ambiguous` with the names that fit. */
export async function findEngineerByName(tx: Tx, desk: Desk, words: string): Promise<Colleague> {
  const wanted = fold(words)
  const engineers = await findEngineers(tx, desk.defaultLanguage)
  if (wanted === '') throw new Refusal('engineer-not-found', { name: '', names: engineers.map(({ name }) => name).join(', ') })
  const exact = engineers.filter((engineer) => fold(engineer.name) === wanted)
  const fitting = exact.length > 0 ? exact : engineers.filter((engineer) => matches(fold(engineer.name), wanted))
  const [engineer] = fitting
  if (engineer === undefined)
    throw new Refusal('engineer-not-found', { name: words, names: engineers.map(({ name }) => name).join(', ') })
  if (fitting.length > 1)
    throw new Refusal('engineer-ambiguous', { name: words, names: fitting.map(({ name }) => name).join(', ') })
  return engineer
}

function matches(name: string, wanted: string): boolean {
  return name.startsWith(wanted) || name.split(/\s+/u).some((word) => word.startsWith(wanted))
}

/** Lower case, without the marks of Lithuanian letters: "Žukauskas" is found by "zukauskas". */
function fold(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').replace(/^@/u, '').trim().toLowerCase()
}
