// Everybody whom a ticket can be given to.
import type { Tx } from '../db/client.ts'
import { findEngineers } from '../db/people.ts'
import type { Engineer } from '../domain/party.ts'
import type { Desk } from './desk.ts'

export function listEngineers(tx: Tx, desk: Desk): Promise<readonly Engineer[]> {
  return findEngineers(tx, desk.defaultLanguage)
}
