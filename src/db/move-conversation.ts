// A chat got a new address (a group became a supergroup, a person is called otherwise): everything said and to be said in it
// follows, and what was unfinished in it.
import { type ConversationId, conversationId } from '../domain/ids.ts'
import { readAddress } from '../domain/room-address.ts'
import type { Tx } from './client.ts'
import { resealDialogue } from './conversations.ts'

/**
 * Rewrites the conversation's id and address. When the new address already has a conversation, what waits moves over and
 * the old one stays behind, empty. Both are woken under the new id. Moving twice is harmless.
 * @returns the new id.
 */
export async function moveConversation(tx: Tx, id: ConversationId, address: string): Promise<ConversationId> {
  const old = await tx.sql.conversation.findUnique({ where: { id } })
  if (old === null) return id
  const moved = conversationId(old.channel, old.account, address)
  if (moved === id) return id
  const dialogue = resealDialogue(tx, old.dialogue, id, moved)
  // The rooms of a chat stay behind at its old address; a room that was opened, or has another name now, moves.
  await tx.sql.$executeRaw`
    DELETE FROM contact_room WHERE chat_id = ${id} OR (conversation_id = ${id} AND ${readAddress(address).room === null})`
  const present = await tx.sql.conversation.findUnique({ where: { id: moved } })
  if (present === null) {
    await tx.sql.$executeRaw`
      UPDATE conversation SET id = ${moved}, address = ${address}, dialogue = ${dialogue},
        dialogue_due_at = CASE WHEN ${dialogue}::bytea IS NULL THEN NULL ELSE dialogue_due_at END
      WHERE id = ${id}`
  } else {
    await moveMessages(tx, id, moved)
    await tx.sql.$executeRaw`UPDATE ticket_room SET conversation_id = ${moved} WHERE conversation_id = ${id}`
    await tx.sql.$executeRaw`UPDATE contact_room SET conversation_id = ${moved} WHERE conversation_id = ${id}`
    await joinConversations(tx, id, moved, dialogue)
  }
  // What a group said under its old address stays there: who may act in it is known by the address.
  if (old.kind === 'private') await moveInbox(tx, id, moved)
  await tx.sql.$executeRaw`UPDATE attachment SET conversation_id = ${moved} WHERE conversation_id = ${id} AND state = 'waiting'`
  tx.wake({ queue: 'outbox', id: moved })
  return moved
}

async function moveMessages(tx: Tx, id: ConversationId, moved: ConversationId): Promise<void> {
  // Of one conversation one message is on its way at a time: the old one's stays until it is settled, and moves then.
  await tx.sql.$executeRaw`
    UPDATE outbox_message SET conversation_id = ${moved} WHERE conversation_id = ${id} AND (state <> 'sending'
      OR NOT EXISTS (SELECT 1 FROM outbox_message WHERE conversation_id = ${moved} AND state = 'sending'))`
  await tx.sql.$executeRaw`
    INSERT INTO chat_message (conversation_id, external_id, ticket_id, comment_id, outbox_id, report, reported_at)
    SELECT ${moved}, external_id, ticket_id, comment_id, outbox_id, report, reported_at FROM chat_message WHERE conversation_id = ${id}
    ON CONFLICT DO NOTHING`
  await tx.sql.$executeRaw`DELETE FROM chat_message WHERE conversation_id = ${id}`
  await tx.sql.$executeRaw`
    INSERT INTO offered_choice (conversation_id, message_id, outbox_id, choices, offered_at)
    SELECT ${moved}, message_id, outbox_id, choices, offered_at FROM offered_choice WHERE conversation_id = ${id}
    ON CONFLICT DO NOTHING`
  await tx.sql.$executeRaw`DELETE FROM offered_choice WHERE conversation_id = ${id}`
}

/** What the chat that goes on has of its own stays; of two tickets the one spoken of last. */
async function joinConversations(
  tx: Tx,
  id: ConversationId,
  moved: ConversationId,
  dialogue: Uint8Array<ArrayBuffer> | null,
): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE conversation c SET room_of = coalesce(c.room_of, o.room_of), heard_at = greatest(c.heard_at, o.heard_at),
      greeted_at = greatest(c.greeted_at, o.greeted_at),
      dialogue = coalesce(c.dialogue, ${dialogue}::bytea),
      dialogue_due_at = CASE WHEN c.dialogue IS NULL AND ${dialogue}::bytea IS NOT NULL THEN o.dialogue_due_at ELSE c.dialogue_due_at END,
      current_ticket_id = CASE WHEN coalesce(o.current_ticket_at > c.current_ticket_at, c.current_ticket_at IS NULL)
        THEN o.current_ticket_id ELSE c.current_ticket_id END,
      current_ticket_at = greatest(c.current_ticket_at, o.current_ticket_at)
    FROM conversation o WHERE c.id = ${moved} AND o.id = ${id}`
  await tx.sql.$executeRaw`
    UPDATE conversation SET dialogue = NULL, dialogue_due_at = NULL, current_ticket_id = NULL, current_ticket_at = NULL, heard_at = NULL
    WHERE id = ${id}`
}

async function moveInbox(tx: Tx, id: ConversationId, moved: ConversationId): Promise<void> {
  await tx.sql.$executeRaw`UPDATE inbound_message SET conversation_id = ${moved} WHERE conversation_id = ${id} AND state = 'new'`
  tx.wake({ queue: 'inbox', id: moved })
}
