// The rota as people ask for it: who is on call on each rung, until when, who comes then, and when nobody will be.
import type { Tx } from '../db/client.ts'
import { findRota } from '../db/on-call.ts'
import { findEngineers } from '../db/people.ts'
import type { EngineerId } from '../domain/ids.ts'
import { coverageGaps, nextChange, onCallAt, type Rung, rungs } from '../domain/on-call.ts'
import type { Engineer } from '../domain/party.ts'
import type { Desk } from './desk.ts'

export interface OnCallNow {
  readonly rungs: readonly {
    readonly rung: Rung
    /** Null: nobody. */
    readonly engineer: Engineer | null
    /** When it passes to somebody else, and to whom; null: not within a good year. */
    readonly next: { readonly at: Date; readonly engineer: Engineer | null } | null
  }[]
  /** When nobody is first, in the two weeks that follow. */
  readonly gaps: readonly { readonly from: Date; readonly to: Date }[]
}

const dayMilliseconds = 86_400_000

export async function readOnCall(tx: Tx, desk: Desk, at: Date): Promise<OnCallNow> {
  const after = (days: number) => new Date(at.getTime() + days * dayMilliseconds)
  const rota = await findRota(tx, at, after(401))
  const engineers = await findEngineers(tx, desk.defaultLanguage)
  const named = (id: EngineerId | null) => engineers.find((engineer) => engineer.id === id) ?? null
  return {
    rungs: rungs.map((rung) => {
      const next = nextChange(rota, rung, at)
      return {
        rung,
        engineer: named(onCallAt(rota, rung, at)),
        next: next === null ? null : { at: next.at, engineer: named(next.engineerId) },
      }
    }),
    gaps: coverageGaps(rota, at, after(14)),
  }
}
