// Everybody whom a ticket can be given to.
import type { Tx } from '../db/client.ts'
import { type Colleague, findEngineers } from '../db/people.ts'
import type { Desk } from './desk.ts'

export function listEngineers(tx: Tx, desk: Desk): Promise<readonly Colleague[]> {
  return findEngineers(tx, desk.defaultLanguage)
}
