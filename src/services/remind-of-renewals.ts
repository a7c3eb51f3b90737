// Brings the end of a subscription to mind, for whoever can extend it: main users and the Invoices contacts. Called by each sweep.
import type { Tx } from '../db/client.ts'
import { findRenewalContacts } from '../db/people.ts'
import { type EndingSubscription, findDueSubscriptions, lockDueSubscription, setSubscriptionLook } from '../db/reminders.ts'
import { dayAt } from '../domain/day.ts'
import type { SubscriptionId } from '../domain/ids.ts'
import type { Contact } from '../domain/party.ts'
import { type RenewalStage, renewalStages } from '../domain/renewal-stages.ts'
import { say, sayText } from '../texts/render.ts'
import { sayDay } from '../texts/when.ts'
import type { Desk } from './desk.ts'
import { notify } from './notify.ts'
import { remindReaders } from './remind-readers.ts'
import type { WarnDeps } from './warn-due-clocks.ts'

const atOnce = 20
const retryMilliseconds = 10 * 60_000

export async function remindOfRenewals({ database, desk, log }: WarnDeps): Promise<void> {
  for (const id of await database.statements((tx) => findDueSubscriptions(tx, atOnce))) {
    try {
      await database.transaction((tx) => remindOf(tx, desk, id))
    } catch (error) {
      log.error({ subscriptionId: id, err: error }, 'a subscription could not be looked at')
      await database.transaction((tx) => setSubscriptionLook(tx, id, new Date(tx.now.getTime() + retryMilliseconds)))
    }
  }
}

/** Nobody is told of one that another follows. */
async function remindOf(tx: Tx, desk: Desk, id: SubscriptionId): Promise<void> {
  const subscription = await lockDueSubscription(tx, id)
  if (subscription === null) return
  const { endsOn, boughtOn, companyId, goesOn } = subscription
  if (endsOn === null || endsOn < dayAt(tx.now) || goesOn) return setSubscriptionLook(tx, id, null)
  const next = await remindReaders(tx, desk, {
    subject: `subscription:${id}`,
    stages: renewalStages({ boughtOn, endsOn }),
    readers: await findRenewalContacts(tx, companyId, desk.defaultLanguage),
    tell: (reader, stage) => tell(tx, desk, { ...subscription, endsOn }, reader, stage),
  })
  await setSubscriptionLook(tx, id, next)
}

async function tell(
  tx: Tx,
  desk: Desk,
  { id, plan, endsOn }: EndingSubscription & { readonly endsOn: string },
  reader: Contact,
  stage: RenewalStage,
): Promise<void> {
  await notify(tx, desk, {
    kind: 'subscription.ending',
    dedup: `subscription.${stage}:${id}`,
    about: {},
    recipients: [reader],
    text: (language) => say(language, `subscription-${stage}`, { plan, end: sayDay(language, endsOn) }),
    buttons: (language) => [[{ label: sayText(language, 'button-extend'), data: `q:${id}:extend` }]],
  })
}
