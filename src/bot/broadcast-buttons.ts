// The button on a broadcast's card: "b:<broadcast>:stop".
import { Refusal } from '../domain/errors.ts'
import { isId } from '../domain/ids.ts'
import { stopBroadcast } from '../services/begin-broadcast.ts'
import type { EngineerTurn } from './engineer-message.ts'

/** Any administrator may stop it. The card says what became of it. @throws Refusal `stale-button`, `not-found`. */
export async function pressBroadcast(turn: EngineerTurn, id: string, action: string): Promise<void> {
  if (!isId(id) || action !== 'stop') throw new Refusal('stale-button')
  await stopBroadcast(turn.tx, turn.desk, id, turn.party)
}
