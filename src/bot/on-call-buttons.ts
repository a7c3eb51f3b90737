// Presses on the rota's buttons: "o:<rung>:<minute>" takes over until then, "o:<swap>:undo" takes a swap back.
import { Refusal } from '../domain/errors.ts'
import { isId } from '../domain/ids.ts'
import { rungs, swapFault } from '../domain/on-call.ts'
import { endSwap } from '../services/change-rota.ts'
import { readOnCall } from '../services/read-on-call.ts'
import { makeSwap } from './commands/on-call.ts'
import type { EngineerTurn } from './engineer-message.ts'
import { reply } from './turn.ts'

/** @throws Refusal `stale-button` for a time that is over, or a swap that is gone. */
export async function pressOnCall(turn: EngineerTurn, what: string, action: string): Promise<void> {
  if (action === 'undo') return undo(turn, what)
  const { tx, desk, party } = turn
  const rung = rungs.find((name) => String(name) === what)
  const to = new Date(Number(action) * 60_000)
  if (rung === undefined || Number.isNaN(to.getTime()) || swapFault(tx.now, to, tx.now) !== null)
    throw new Refusal('stale-button')
  const now = (await readOnCall(tx, desk, tx.now)).rungs.find((each) => each.rung === rung)
  const isTheirs = now?.engineer?.id === party.id && (now.next === null || now.next.at >= to)
  if (isTheirs) return reply(turn, 'oncall-yours')
  await makeSwap(turn, { engineer: party, rung, from: tx.now, to })
}

async function undo(turn: EngineerTurn, id: string): Promise<void> {
  if (!isId(id)) throw new Refusal('stale-button')
  try {
    await endSwap(turn.tx, turn.desk, id, turn.party)
  } catch (error) {
    throw error instanceof Refusal && error.code === 'not-found' ? new Refusal('stale-button') : error
  }
  reply(turn, 'oncall-taken-back')
}
