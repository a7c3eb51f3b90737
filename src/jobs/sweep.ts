// Finds whatever a wake-up was lost for: each second, a bounded look at what is due, and what killed processes left behind.
// It only wakes; the work is done by whoever takes the wake-up.

import type { Database } from '../db/client.ts'
import { drawingAccount } from '../db/drawings.ts'
import { releaseOrphans } from '../db/presence.ts'
import { findDueFiles, findDueInbox, findDueOutbox } from '../db/waiting.ts'
import type { Channel, ChannelName } from '../domain/channel.ts'
import { servedAccounts } from '../domain/served-accounts.ts'
import { speakingAccounts } from '../domain/speaking-accounts.ts'
import type { WorkQueue } from './queue-engine.ts'

export interface SweepDeps {
  readonly database: Database
  readonly channels: ReadonlyMap<ChannelName, Channel>
  /** Calls again for Blockers that nobody has acknowledged. */
  readonly repeatBlockerCalls: () => Promise<void>
  /** Brings unfinished dialogues to mind, or ends them, when their time has come. */
  readonly remindDialogues: () => Promise<void>
  /** Warns of promises that run out. */
  readonly warnDueClocks: () => Promise<void>
  /** Reminds of invoices and of plans that end, and tells of quotas that are used up. */
  readonly remindOfMoney: () => Promise<void>
  /** Says what waited for the end of somebody's quiet hours. */
  readonly sendDigests: () => Promise<void>
  /** Has files of records read and taken in, and does not wait for it. */
  readonly continueImports: () => Promise<void>
  /** Puts the next messages of a broadcast into the outbox, where there is room for them. */
  readonly continueBroadcasts: (accounts: readonly string[]) => Promise<void>
  /** Tells who has to know how the messengers' connections stand. */
  readonly watchChannels: (accounts: readonly string[]) => Promise<void>
}

const atOnce = 200

/** Wakes what is due; not in `busy` queues, where enough waits already. */
export async function sweep(deps: SweepDeps, busy: ReadonlySet<WorkQueue>): Promise<void> {
  const speaking = speakingAccounts(deps.channels)
  await deps.database.transaction(async (tx) => {
    await releaseOrphans(tx)
    if (!busy.has('inbox')) for (const id of await findDueInbox(tx, atOnce)) tx.wake({ queue: 'inbox', id })
    if (!busy.has('outbox')) for (const id of await findDueOutbox(tx, speaking, atOnce)) tx.wake({ queue: 'outbox', id })
    if (!busy.has('files'))
      for (const id of await findDueFiles(tx, [...speaking, drawingAccount], atOnce)) tx.wake({ queue: 'files', id })
  })
  await deps.repeatBlockerCalls()
  await deps.remindDialogues()
  await deps.warnDueClocks()
  await deps.remindOfMoney()
  await deps.sendDigests()
  await deps.continueImports()
  await deps.continueBroadcasts(speaking)
  await deps.watchChannels(servedAccounts(deps.channels.values()))
}
