// What a person says and does, as the value of a webhook's change. Numbers and user ids stand in it as the person lets them.

import { changed, newMessageId, type StoredPerson, type World } from './graph-world.ts'
import type { Change, WebhookPost } from './webhook-post.ts'

export interface GraphHouse {
  readonly world: World
  readonly webhook: WebhookPost
}

/** Around messages or statuses. */
export function messagesChange(world: World, members: object): Change {
  const metadata = { display_phone_number: world.displayNumber.replace(/\D/g, ''), phone_number_id: world.phoneNumberId }
  return { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...members } }
}

/** The person as `contacts` lists them. */
export function contactOf({ name, number, userId, username, hidesNumber }: StoredPerson): object {
  return {
    profile: { name, ...(username === undefined ? {} : { username }) },
    ...(hidesNumber ? {} : { wa_id: number }),
    ...(userId === null ? {} : { user_id: userId }),
  }
}

function senderOf({ number, userId, hidesNumber }: StoredPerson): object {
  return { ...(hidesNumber ? {} : { from: number }), ...(userId === null ? {} : { from_user_id: userId }) }
}

/** A message of the person; it opens the window for 24 hours. */
export function saying(
  { world, webhook }: GraphHouse,
  person: StoredPerson,
  content: Readonly<Record<string, unknown>>,
  { replyTo, at }: { readonly replyTo?: { readonly id: string }; readonly at?: Date } = {},
): { readonly id: string; readonly mark: number } {
  const id = newMessageId(world)
  const seconds = Math.floor((at?.getTime() ?? world.clock.now()) / 1000)
  const context = replyTo === undefined ? {} : { context: { from: world.displayNumber.replace(/\D/g, ''), id: replyTo.id } }
  const message = { ...context, ...senderOf(person), id, timestamp: String(seconds), ...content }
  person.lastHeardAt = world.clock.now()
  person.sent.set(id, { read: false })
  webhook.offer(person.name, messagesChange(world, { contacts: [contactOf(person)], messages: [message] }))
  return { id, mark: changed(world) }
}

/** How a message of the business fared. Failures name no contact, and the user id only where the message went to that. */
export function tellStatus(
  { world, webhook }: GraphHouse,
  person: StoredPerson,
  id: string,
  status: 'sent' | 'delivered' | 'read' | { readonly failed: number },
): void {
  const { tag, toUserId = false } = person.posted.get(id) ?? {}
  const failed = typeof status === 'object'
  const body = {
    id,
    status: failed ? 'failed' : status,
    timestamp: String(world.clock.seconds()),
    ...(person.hidesNumber ? {} : { recipient_id: person.number }),
    ...(person.userId === null || (failed && !toUserId) ? {} : { recipient_user_id: person.userId }),
    ...(tag === undefined ? {} : { biz_opaque_callback_data: tag }),
    ...(failed ? { errors: [{ code: status.failed, title: 'Message failed', error_data: { details: 'It failed.' } }] } : {}),
  }
  webhook.offer(person.name, messagesChange(world, { ...(failed ? {} : { contacts: [contactOf(person)] }), statuses: [body] }))
}
