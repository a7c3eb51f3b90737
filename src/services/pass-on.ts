// A notice that could not be said by one messenger goes once to the person's next one that was not tried for it. The row that failed
// keeps its reason; what goes on stands beside it under the same key with the channel behind it.
import type { Tx } from '../db/client.ts'
import { type QueuedContent, queueMessages } from '../db/outbox.ts'
import { findTriedChannels, type StrandedNotice } from '../db/passing-on.ts'
import { findReach, type Reach } from '../db/people.ts'
import type { ChannelName } from '../domain/channel.ts'
import { inOrderOfPreference } from '../domain/channel-preference.ts'
import { keyEndings, ownKey, passedOnKey } from '../domain/passed-on-key.ts'

/**
 * Queues the notices anew, in their order, where there is a further chat for them. Call it before they are recorded as failed.
 * @param accounts those that are served: nothing goes to any other.
 * @returns the rows that go on.
 */
export async function passOn(
  tx: Tx,
  stranded: readonly StrandedNotice[],
  accounts: readonly string[],
): Promise<ReadonlySet<bigint>> {
  const onwards = new Set<bigint>()
  if (stranded.length === 0) return onwards
  const reach = await findReach(tx, [...new Set(stranded.map(personOf))])
  for (const notice of stranded) {
    const content = toSay(notice.content)
    const own = reach.filter((chat) => chat.personId === personOf(notice))
    const next = content === null ? undefined : await nextChat(tx, notice, own, accounts)
    if (content === null || next === undefined) continue
    await queueAgain(tx, notice, next, content)
    onwards.add(notice.id)
  }
  return onwards
}

function personOf({ contactId, engineerId }: StrandedNotice): string {
  return contactId ?? engineerId ?? ''
}

async function nextChat(
  tx: Tx,
  notice: StrandedNotice,
  own: readonly Reach[],
  accounts: readonly string[],
): Promise<Reach | undefined> {
  const served = (chat: Reach) => accounts.some((account) => chat.conversationId.startsWith(`${account}:`))
  const usable = own.filter((chat) => !chat.blocked && served(chat) && chat.conversationId !== notice.conversationId)
  if (usable.length === 0) return undefined
  const key = ownKey(notice.dedupKey)
  const tried = await findTriedChannels(
    tx,
    keyEndings.map((ending) => key + ending),
  )
  return inOrderOfPreference(usable).find(({ channel }) => !tried.has(channel))
}

/** What is to be said of it in a chat that knows nothing of the other one; null: nothing. */
function toSay(content: QueuedContent | null): QueuedContent | null {
  switch (content?.type) {
    case 'text':
    case 'files': {
      const { replyTo: _, ...rest } = content
      return rest
    }
    case 'edit': {
      const { text, instead, buttons } = content
      return { type: 'text', text: instead ?? text, ...(buttons === undefined ? {} : { buttons }) }
    }
    default:
      return null
  }
}

async function queueAgain(tx: Tx, notice: StrandedNotice, chat: Reach, content: QueuedContent): Promise<void> {
  const channel = chat.channel as ChannelName
  const { kind, ticketId, commentId, invoiceId, contactId, engineerId } = notice
  await queueMessages(tx, [
    {
      conversationId: chat.conversationId,
      channel,
      kind,
      dedupKey: passedOnKey(notice.dedupKey, channel),
      content,
      push: true,
      ...(ticketId === null ? {} : { ticketId }),
      ...(commentId === null ? {} : { commentId }),
      ...(invoiceId === null ? {} : { invoiceId }),
      ...(contactId === null ? {} : { contactId }),
      ...(engineerId === null ? {} : { engineerId }),
    },
  ])
}
