// Goes on with a broadcast, called by each sweep: puts as many messages into the outbox as the bots can say without anybody
// waiting, and never more. So a ticket's notice, which takes its place in the line when it comes, is not held up by a broadcast.
import { type BroadcastRecord, countResult, lockDueBroadcast, takeRecipients, updateBroadcast } from '../db/broadcasts.ts'
import type { Database, Tx } from '../db/client.ts'
import { findClients } from '../db/people.ts'
import { findRoom } from '../db/send-budget.ts'
import { plain } from '../domain/rich-text.ts'
import type { Desk } from './desk.ts'
import { notify } from './notify.ts'
import { showProgress } from './show-broadcast.ts'

export interface BroadcastDeps {
  readonly database: Database
  readonly desk: Desk
  /** "<channel>:<account>" of every bot that speaks. */
  readonly accounts: readonly string[]
}

/** A full bucket of a bot, and twice that for each sweep: a notice that comes just then waits a quarter of a second at most. */
const fullRoom = 5
const share = 10
const pauseMilliseconds = 1000
/** Nothing is left to queue: the result is looked at this often until everything is said. */
const lookMilliseconds = 3000
const showEveryMilliseconds = 5000

/** One broadcast at a time, whoever sweeps: two would take each other's room. */
export async function continueBroadcasts({ database, desk, accounts }: BroadcastDeps): Promise<void> {
  await database.transaction(async (tx) => {
    const broadcast = await lockDueBroadcast(tx)
    if (broadcast !== null) await goOn(tx, desk, broadcast, accounts)
  })
}

async function goOn(tx: Tx, desk: Desk, broadcast: BroadcastRecord, accounts: readonly string[]): Promise<void> {
  const room = await findRoom(tx, accounts)
  const most = room >= fullRoom ? share : room
  const taken = most === 0 ? [] : await takeRecipients(tx, broadcast.id, most)
  await tell(tx, desk, broadcast, taken)
  if (most === 0 || taken.length > 0) {
    const isTime = Math.floor(since(broadcast, tx) / showEveryMilliseconds) > broadcast.cardRevision
    if (isTime) await showProgress(tx, desk, broadcast)
    return updateBroadcast(tx, broadcast.id, { nextAt: after(tx, pauseMilliseconds) })
  }
  const { waiting } = await countResult(tx, broadcast)
  if (waiting > 0) {
    await showProgress(tx, desk, broadcast)
    return updateBroadcast(tx, broadcast.id, { nextAt: after(tx, lookMilliseconds) })
  }
  await updateBroadcast(tx, broadcast.id, { state: 'done', nextAt: null, finishedAt: tx.now })
  await showProgress(tx, desk, { ...broadcast, state: 'done' })
}

async function tell(tx: Tx, desk: Desk, { id, text }: BroadcastRecord, contactIds: readonly string[]): Promise<void> {
  if (contactIds.length === 0) return
  await notify(tx, desk, {
    kind: 'broadcast',
    dedup: `broadcast:${id}`,
    about: {},
    recipients: await findClients(tx, contactIds, desk.defaultLanguage),
    text: () => plain(text),
  })
}

function since({ createdAt }: BroadcastRecord, tx: Tx): number {
  return tx.now.getTime() - createdAt.getTime()
}

function after(tx: Tx, milliseconds: number): Date {
  return new Date(tx.now.getTime() + milliseconds)
}
