// Watches over the messengers' connections, by their rows: tells the admins of an outage, of its end, and at once of what only a
// person can mend; tells cut-off clients where else to write; keeps the pairing's picture in the asking admin's chat up to date.
// Called by each sweep. Each row is a transaction of its own, decided with the row locked, so that no replica repeats it.
import {
  findCutOff,
  findWatched,
  lockWatched,
  recordAlert,
  recordBreakerTold,
  recordCutOffTold,
  recordSilence,
  type WatchedChannel,
} from '../db/channel-watch.ts'
import type { Database, Tx } from '../db/client.ts'
import { withdrawDrawing } from '../db/drawings.ts'
import { findClients, findEngineers } from '../db/people.ts'
import { alertName, type ChannelAlert, dueAlerts } from '../domain/channel-alert.ts'
import type { FileStore } from '../domain/file-store.ts'
import type { AttachmentId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import type { Log } from '../domain/log.ts'
import { join, type RichText } from '../domain/rich-text.ts'
import { sayChannelName, sayChannelTrouble } from '../texts/channel-words.ts'
import { say } from '../texts/render.ts'
import { sayWhen } from '../texts/when.ts'
import type { Desk } from './desk.ts'
import { notify } from './notify.ts'
import { isPairingNews, showPairing } from './show-pairing.ts'

export interface WatchDeps {
  readonly database: Database
  readonly desk: Desk
  readonly log: Log
  readonly files: Pick<FileStore, 'remove'>
}

/** @param accounts "<channel>:<account>" of the messengers that are on. */
export async function watchChannels({ database, desk, log, files }: WatchDeps, accounts: readonly string[]): Promise<void> {
  const due = await database.statements(async (tx) => (await findWatched(tx, accounts)).filter((row) => isDue(row, tx.now)))
  for (const { channel, account } of due) {
    try {
      const pictures = await database.transaction(async (tx) => {
        const row = await lockWatched(tx, { channel, account })
        return row === null ? [] : watch(tx, desk, row)
      })
      for (const id of pictures) {
        const storeKey = await database.statements((tx) => withdrawDrawing(tx, id))
        if (storeKey !== null) await files.remove(storeKey)
      }
    } catch (error) {
      log.error({ channel, err: error }, 'how a messenger stands could not be told; it is tried again')
    }
  }
}

function isDue(row: WatchedChannel, now: Date): boolean {
  return row.unheardSeconds !== null || dueAlerts(row, now).length > 0 || isPairingNews(row)
}

/** @returns pictures of a pairing that are not to lie about any longer. */
async function watch(tx: Tx, desk: Desk, row: WatchedChannel): Promise<readonly AttachmentId[]> {
  // What it means is decided by the next sweep, of the row as it is then.
  if (row.unheardSeconds !== null) {
    await recordSilence(tx, row, new Date(tx.now.getTime() - row.unheardSeconds * 1000))
    return []
  }
  for (const alert of dueAlerts(row, tx.now)) await tell(tx, desk, row, alert)
  return isPairingNews(row) ? showPairing(tx, desk, row) : []
}

async function tell(tx: Tx, desk: Desk, row: WatchedChannel, alert: ChannelAlert): Promise<void> {
  switch (alert) {
    case 'outage':
    case 'refused':
      await tellAdmins(tx, desk, row, alert, (language) => wordOutage(language, row))
      return recordAlert(tx, row, alertName(row))
    case 'over':
      await tellAdmins(tx, desk, row, alert, (language) =>
        say(language, 'notice-channel-over', {
          channel: sayChannelName(language, row.channel),
          since: sayWhen(language, row.since),
        }),
      )
      return recordAlert(tx, row, null)
    case 'settled':
      return recordAlert(tx, row, null)
    case 'breaker':
      await tellAdmins(tx, desk, row, alert, (language) => wordBreaker(language, row))
      return recordBreakerTold(tx, row)
    case 'cut-off':
      await tellCutOff(tx, desk, row)
      return recordCutOffTold(tx, row)
  }
}

function wordOutage(language: Language, row: WatchedChannel): RichText {
  const since = sayWhen(language, row.outageSince ?? row.since)
  const head = say(language, 'notice-channel-outage', { channel: sayChannelName(language, row.channel), since })
  return join([head, sayChannelTrouble(language, row)])
}

function wordBreaker(language: Language, { channel, breakerUntil }: WatchedChannel): RichText {
  const until = breakerUntil === null ? '' : sayWhen(language, breakerUntil)
  return say(language, 'notice-channel-breaker', { channel: sayChannelName(language, channel), until })
}

/** Never by the messenger itself: it would not arrive, or could not be trusted to. */
async function tellAdmins(
  tx: Tx,
  desk: Desk,
  row: WatchedChannel,
  alert: ChannelAlert,
  text: (language: Language) => RichText,
): Promise<void> {
  const admins = (await findEngineers(tx, desk.defaultLanguage)).filter(({ role }) => role === 'admin')
  await notify(tx, desk, {
    kind: 'channel.alert',
    dedup: `channel.alert:${row.channel}:${row.account}:${alert}:${tx.now.getTime()}`,
    about: {},
    recipients: admins,
    notBy: row.channel,
    text,
  })
}

/** On the messenger that they have besides; the ledger shows those who have none. */
async function tellCutOff(tx: Tx, desk: Desk, row: WatchedChannel): Promise<void> {
  const clients = await findClients(tx, await findCutOff(tx, row), desk.defaultLanguage)
  await notify(tx, desk, {
    kind: 'channel.outage',
    dedup: `channel.outage:${row.channel}:${row.account}:${(row.outageSince ?? row.since).getTime()}`,
    about: {},
    recipients: clients,
    notBy: row.channel,
    text: (language) => say(language, 'notice-channel-cut-off', { channel: sayChannelName(language, row.channel) }),
  })
}
