// Which process has the linked WhatsApp account: the lead of leadership.ts, and with it the next fencing number. What is
// written under an older number is refused (whatsapp-auth.ts), so a process that lost the lead unawares spoils nothing.
import { setTimeout as delay } from 'node:timers/promises'
import type { AccountLease } from '../domain/account-lease.ts'
import type { Log } from '../domain/log.ts'
import type { Database, Tx } from './client.ts'
import type { Leadership } from './leadership.ts'

export interface WhatsAppLeaseOptions {
  readonly database: Database
  /** For this account alone. */
  readonly leadership: Leadership
  readonly account: string
  readonly log: Log
}

/** Waits until this process has the account, or `stop` aborts (then null). Asked again after a loss. */
export type TakeLease = (stop: AbortSignal) => Promise<AccountLease | null>

export function createWhatsAppLease({ database, leadership, account, log }: WhatsAppLeaseOptions): TakeLease {
  let last: AccountLease | null = null
  return async (stop) => {
    while (!stop.aborted) {
      const lost = await leadership.lead(stop)
      if (lost === null) return null
      if (last?.lost === lost) return last
      try {
        last = { fence: await database.statements((tx) => raiseFence(tx, account)), lost }
        return last
      } catch (error) {
        log.warn({ account, err: error }, 'the account cannot be taken yet')
        await delay(againMs, undefined, { signal: stop }).catch(() => undefined)
      }
    }
    return null
  }
}

const againMs = 500

async function raiseFence(tx: Tx, account: string): Promise<number> {
  const [row] = await tx.sql.$queryRaw<{ fence: number }[]>`
    INSERT INTO "whatsapp_lease" AS held ("account", "fence", "taken_at") VALUES (${account}, 1, ${tx.now}::timestamptz)
    ON CONFLICT ("account") DO UPDATE SET "fence" = held."fence" + 1, "taken_at" = excluded."taken_at"
    RETURNING "fence"`
  if (row === undefined) throw new Error('no fencing number was given')
  return row.fence
}
