// What a platform tells later of messages it had accepted: delivered, read, or failed after all. What failed later is what failed at
// once: the ledger says so, the person's next messenger is taken, and the engineers' group hears of it.
import type { Database, Tx } from '../db/client.ts'
import { markBlocked } from '../db/delivery-outcome.ts'
import { dropKept, isSending, type ReportedMessage, recordLateFailure, storeReport } from '../db/delivery-reports.ts'
import { findStranded } from '../db/passing-on.ts'
import type { DeliveryReport } from '../domain/channel.ts'
import type { Log } from '../domain/log.ts'
import { giveUpWaiting } from './give-up.ts'
import { passOn } from './pass-on.ts'
import type { RoomKeeper } from './room-keeper.ts'

export interface ReportDeps {
  readonly database: Database
  readonly log: Log
  /** Those that are served: what failed in one may go on by another. */
  readonly accounts: readonly string[]
  /** Absent without an engineers' group. */
  readonly rooms?: RoomKeeper
}

/** A report may be faster than the record of its message: then it is looked at again after these. */
const againMilliseconds = [500, 3000, 10_000]

/** Resolves once the reports are stored. Those of unknown messages are ignored. */
export async function takeDeliveryReports(deps: ReportDeps, reports: readonly DeliveryReport[], tries = 0): Promise<void> {
  const early: DeliveryReport[] = []
  for (const report of reports)
    if ((await deps.database.transaction((tx) => take(tx, deps, report))) === 'early') early.push(report)
  const wait = againMilliseconds[tries]
  if (early.length === 0 || wait === undefined) return
  const again = () =>
    takeDeliveryReports(deps, early, tries + 1).catch((error: unknown) =>
      deps.log.warn({ err: error }, 'what became of sent messages could not be stored'),
    )
  setTimeout(() => void again(), wait).unref()
}

async function take(tx: Tx, deps: ReportDeps, report: DeliveryReport): Promise<'stored' | 'early' | 'nothing-new'> {
  let message = await storeReport(tx, report)
  if (message === null) {
    if (await isSending(tx, report.conversationId)) return 'early'
    // It may have been written down between the two.
    message = await storeReport(tx, report)
  }
  if (message === null) return 'nothing-new'
  if (report.state === 'failed') {
    deps.log.warn({ outboxId: String(message.outboxId), reason: report.reason }, 'a message that was accepted has failed')
    await fail(tx, deps, report, message)
  } else {
    await dropKept(tx, message.outboxId)
    if (message.kind === 'ticket.comment' && message.contactId !== null) await deps.rooms?.arrived(tx, message.outboxId)
  }
  return 'stored'
}

async function fail(
  tx: Tx,
  { accounts, rooms }: ReportDeps,
  { conversationId, reason = 'failed', unreachable }: DeliveryReport,
  { outboxId, state }: ReportedMessage,
): Promise<void> {
  if (state !== 'sent') return
  if (unreachable !== undefined) await markBlocked(tx, conversationId)
  const stranded = await findStranded(tx, outboxId)
  const onwards = await passOn(tx, stranded === null ? [] : [stranded], accounts)
  const word = unreachable === undefined ? reason : 'unreachable'
  await recordLateFailure(tx, outboxId, { reason: word, said: reason, passedOn: onwards.has(outboxId) })
  if (unreachable !== undefined) await giveUpWaiting(tx, conversationId, accounts)
  await rooms?.failed(tx, conversationId)
}
