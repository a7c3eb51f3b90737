// A chat got a new address (a group became a supergroup): everything said and to be said in it follows.
import { type ConversationId, conversationId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

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
  const present = await tx.sql.conversation.findUnique({ where: { id: moved } })
  if (present === null) {
    // A dialogue is sealed to the old id; only groups move, and they have none.
    await tx.sql.$executeRaw`
      UPDATE conversation SET id = ${moved}, address = ${address}, dialogue = NULL, dialogue_due_at = NULL WHERE id = ${id}`
  } else {
    // Of one conversation one message is on its way at a time: the old one's stays until it is settled, and moves then.
    await tx.sql.$executeRaw`
      UPDATE outbox_message SET conversation_id = ${moved} WHERE conversation_id = ${id} AND (state <> 'sending'
        OR NOT EXISTS (SELECT 1 FROM outbox_message WHERE conversation_id = ${moved} AND state = 'sending'))`
    await tx.sql.$executeRaw`
      INSERT INTO chat_message (conversation_id, external_id, ticket_id, comment_id, outbox_id)
      SELECT ${moved}, external_id, ticket_id, comment_id, outbox_id FROM chat_message WHERE conversation_id = ${id}
      ON CONFLICT DO NOTHING`
    await tx.sql.$executeRaw`DELETE FROM chat_message WHERE conversation_id = ${id}`
    await tx.sql.$executeRaw`UPDATE ticket_room SET conversation_id = ${moved} WHERE conversation_id = ${id}`
    await tx.sql.$executeRaw`UPDATE conversation SET room_of = coalesce(room_of, ${old.roomOf}) WHERE id = ${moved}`
  }
  await tx.sql.$executeRaw`UPDATE attachment SET conversation_id = ${moved} WHERE conversation_id = ${id} AND state = 'waiting'`
  tx.wake({ queue: 'outbox', id: moved })
  return moved
}
