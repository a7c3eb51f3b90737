// Where in the engineers' group something was written, and by which engineer (whoever else is in the group is nobody to the desk);
// and whose room of a private chat a message stands in.
import type { Tx } from '../db/client.ts'
import { findTicketOfContactRoom } from '../db/contact-rooms.ts'
import { findEngineer } from '../db/people.ts'
import { findRepliedTo } from '../db/room-answers.ts'
import { findRoomTicket } from '../db/rooms.ts'
import { findTicketRow } from '../db/tickets.ts'
import type { InboundMessage } from '../domain/channel.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { IdentityId } from '../domain/ids.ts'
import type { Engineer, Party } from '../domain/party.ts'
import { readAddress } from '../domain/room-address.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { Desk } from './desk.ts'
import { findTicketById } from './find-ticket-by-id.ts'

/** The engineer who writes in the group, with the desk's language, which is the group's; null for anybody else, and in other groups. */
export async function findGroupEngineer(
  tx: Tx,
  desk: Desk,
  message: InboundMessage,
): Promise<(Engineer & Pick<Party, 'identityId'>) | null> {
  if (!isStaffGroup(desk, message)) return null
  const identity = await tx.sql.chatIdentity.findUnique({
    where: { channel_userId: { channel: message.channel, userId: message.sender.userId } },
    select: { id: true, engineerId: true },
  })
  if (identity?.engineerId == null) return null
  const engineer = await findEngineer(tx, identity.engineerId, desk.defaultLanguage)
  return engineer === null ? null : { ...engineer, language: desk.defaultLanguage, identityId: identity.id as IdentityId }
}

/** The ticket whose room this is; null in the group itself, and in topics that people made. */
export async function findTicketOfRoom(tx: Tx, conversation: Conversation): Promise<Ticket | null> {
  const ticketId = await findRoomTicket(tx, conversation.id)
  return ticketId === null ? null : findTicketRow(tx, ticketId)
}

/** The ticket whose room of the person's own chat this is, if they may (still) see it; null elsewhere, and in topics they made. */
export async function findTicketOfOwnRoom(tx: Tx, party: Party, { id, address }: Conversation): Promise<Ticket | null> {
  if (party.kind !== 'contact' || readAddress(address).room === null) return null
  const ticketId = await findTicketOfContactRoom(tx, id)
  return ticketId === null ? null : findTicketById(tx, party, ticketId)
}

/** Where a message in a room goes that replies to one of ours: to the client, to the client with a question, or nowhere. */
export async function findReplyMeaning(
  tx: Tx,
  conversation: Conversation,
  messageId: string,
): Promise<'answer' | 'question' | 'note'> {
  const kind = await findRepliedTo(tx, conversation.id, messageId)
  if (kind === 'room.ask') return 'question'
  return kind === 'room.client' || kind === 'room.answer' ? 'answer' : 'note'
}

function isStaffGroup({ staffGroup }: Desk, { channel, account, address }: InboundMessage): boolean {
  if (staffGroup === undefined) return false
  return staffGroup.channel === channel && staffGroup.account === account && staffGroup.address === readAddress(address).chat
}
