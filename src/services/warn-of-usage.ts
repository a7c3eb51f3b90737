// Tells a company when half, four fifths, or all of a quota or an allowance is used: each once in its month or period, and only the
// highest that was reached. Called by each sweep, for companies on whose tickets something has happened.
import type { Tx } from '../db/client.ts'
import { findRenewalContacts } from '../db/people.ts'
import { markStageTold } from '../db/reminders.ts'
import { findNotedUsage, takeNotedUsage } from '../db/usage-looks.ts'
import type { CompanyId } from '../domain/ids.ts'
import type { Contact } from '../domain/party.ts'
import { join } from '../domain/rich-text.ts'
import { type Usage, type UsageLevel, usageLevel, usageLevels, usageSubject } from '../domain/usage-level.ts'
import { say } from '../texts/render.ts'
import { sayUsage } from '../texts/usage.ts'
import type { Desk } from './desk.ts'
import { notify } from './notify.ts'
import { readUsage } from './read-usage.ts'
import type { WarnDeps } from './warn-due-clocks.ts'

const atOnce = 20

export async function warnOfUsage({ database, desk, log }: WarnDeps): Promise<void> {
  for (const id of await database.statements((tx) => findNotedUsage(tx, atOnce))) {
    try {
      await database.transaction((tx) => warn(tx, desk, id))
    } catch (error) {
      log.error({ companyId: id, err: error }, 'the use of quotas could not be looked at')
      // What cannot be counted must not keep others from their turn; the next entry has it looked at again.
      await database.transaction((tx) => takeNotedUsage(tx, id))
    }
  }
}

async function warn(tx: Tx, desk: Desk, companyId: CompanyId): Promise<void> {
  if (!(await takeNotedUsage(tx, companyId))) return
  for (const usage of await readUsage(tx, desk, companyId)) {
    const level = usageLevel(usage)
    if (level === null || !(await isNews(tx, usage, level))) continue
    await tell(tx, desk, usage, level, await findRenewalContacts(tx, companyId, desk.defaultLanguage))
  }
}

/** Lower levels are told with it: a correction that takes time off must not have them told later. */
async function isNews(tx: Tx, usage: Usage, level: UsageLevel): Promise<boolean> {
  let isNew = false
  for (const reached of usageLevels.filter((one) => one <= level)) {
    const told = await markStageTold(tx, usageSubject(usage), String(reached))
    if (reached === level) isNew = told
  }
  return isNew
}

const levelWords = { 50: 'usage-half', 80: 'usage-most', 100: 'usage-all' } as const

async function tell(tx: Tx, desk: Desk, usage: Usage, level: UsageLevel, recipients: readonly Contact[]): Promise<void> {
  await notify(tx, desk, {
    kind: 'usage.warning',
    dedup: `${usageSubject(usage)}:${level}`,
    about: {},
    recipients,
    text: (language) => join([say(language, levelWords[level]), sayUsage(language, usage)]),
  })
}
