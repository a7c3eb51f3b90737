// A client wants a subscription to go on: the desk gets a ticket for it. Pressed again, or by a colleague, it is the same ticket.
import type { Tx } from '../db/client.ts'
import { findEndingSubscription } from '../db/reminders.ts'
import type { SubscriptionId } from '../domain/ids.ts'
import type { Contact } from '../domain/party.ts'
import type { Ticket } from '../domain/ticket.ts'
import { sayText } from '../texts/render.ts'
import { sayDay } from '../texts/when.ts'
import { askAboutBilling } from './ask-about-billing.ts'
import type { Desk } from './desk.ts'

/** @returns null for none of the company's; `goes-on` when it has been extended, or another one follows. */
export async function askForExtension(
  tx: Tx,
  desk: Desk,
  { id, by, channel }: { readonly id: SubscriptionId; readonly by: Contact; readonly channel: string },
): Promise<{ readonly ticket: Ticket; readonly plan: string } | 'goes-on' | null> {
  const subscription = await findEndingSubscription(tx, id)
  if (subscription === null || subscription.companyId !== by.companyId || subscription.endsOn === null) return null
  const { plan, endsOn, goesOn } = subscription
  if (goesOn) return 'goes-on'
  const values = { plan, end: sayDay(by.language, endsOn) }
  const ticket = await askAboutBilling(tx, desk, {
    by,
    channel,
    summary: sayText(by.language, 'extension-summary', values),
    description: sayText(by.language, 'extension-description', { ...values, contact: by.name }),
    sourceKey: `extension:${id}:${endsOn}`,
  })
  return { ticket, plan }
}
