// One message finds its handler: button, command, then by who wrote it. An expected refusal becomes a polite sentence.

import { markReachable } from '../db/identities.ts'
import { moveConversation } from '../db/move-conversation.ts'
import type { InboundMove, InboundPress, InboundText } from '../domain/channel.ts'
import { Refusal } from '../domain/errors.ts'
import { isId } from '../domain/ids.ts'
import { may } from '../domain/permissions.ts'
import { findTicketOfOwnRoom } from '../services/find-room-place.ts'
import { uniteIdentities } from '../services/unite-identities.ts'
import { handleBillingMessage } from './billing-message.ts'
import { pressBroadcast } from './broadcast-buttons.ts'
import { readPress } from './button-actions.ts'
import { pressChannel } from './channel-card.ts'
import { type ClientTextTurn, handleClientMessage } from './client-message.ts'
import { readCommand } from './command.ts'
import { pressContacts } from './contact-buttons.ts'
import type { ClientTurn } from './draft.ts'
import { pressDraft } from './draft-buttons.ts'
import { handleEdit } from './edited-message.ts'
import { type EngineerTurn, handleEngineerMessage } from './engineer-message.ts'
import { pressExtend } from './extension-press.ts'
import { handleFormText } from './forms/form-text.ts'
import { pressForm } from './forms/form-walk.ts'
import { answeredInvoice, pressInvoice } from './invoice-presses.ts'
import { pressOnCall } from './on-call-buttons.ts'
import { isImportFile, pressImport, takeImportFile } from './records/import-file.ts'
import { pressRecord } from './records/record-buttons.ts'
import { findCommand } from './registry.ts'
import { pressReopen } from './reopen-question.ts'
import { routeInGroup } from './room-message.ts'
import { wordsInOwnRoom } from './room-words.ts'
import { pressSaved } from './saved-reply-buttons.ts'
import { pressSettings } from './settings-page.ts'
import { answerRefusedPress } from './stale-press.ts'
import { handleStrangerMessage } from './stranger-message.ts'
import { pressNotThis, pressTicket } from './ticket-buttons.ts'
import { reply, type Turn } from './turn.ts'
import { isAboutInvoices, sayWhoGetsInvoices } from './whose-invoices.ts'

/** @param messageIds all messages the turn is made of: several for an album. */
export async function route(turn: Turn, messageIds: readonly string[]): Promise<void> {
  const { message, party, tx } = turn
  if (message.kind === 'moved') {
    return moveChat({ ...turn, message })
  }
  if (!message.private) {
    if (party.kind === 'engineer') await routeInGroup(turn as EngineerTurn, messageIds)
    return
  }
  if (message.kind === 'membership') return markReachable(tx, party.identityId, message.reachable)
  try {
    await answer(turn, messageIds)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (message.kind === 'press') await answerRefusedPress({ ...turn, message }, error)
    else reply(turn, `refusal-${error.code}`, error.values)
  }
}

/** With a new id of the person, who they are to the desk goes with them. */
async function moveChat({ tx, desk, conversation, message }: Turn<InboundMove>): Promise<void> {
  const { newAddress, newUserId, sender } = message
  await moveConversation(tx, conversation.id, newAddress)
  if (newUserId === undefined) return
  const { channel, account } = conversation
  const alsoKnownAs = [sender.userId, ...(sender.alsoKnownAs ?? [])]
  await uniteIdentities(tx, desk, { channel, account, address: newAddress, userId: newUserId, alsoKnownAs })
}

async function answer(turn: Turn, messageIds: readonly string[]): Promise<void> {
  const { message } = turn
  switch (message.kind) {
    case 'press':
      return press({ ...turn, message })
    case 'edit':
      return handleEdit({ ...turn, message })
    case 'message':
      return handleText({ ...turn, message }, messageIds)
    case 'membership':
    case 'moved':
      return
  }
}

async function handleText(turn: Turn<InboundText>, messageIds: readonly string[]): Promise<void> {
  const { party } = turn
  const command = readCommand(turn.message.text)
  if (command !== null) {
    const found = findCommand(command.name, party)
    if (found !== null) {
      const room = await findTicketOfOwnRoom(turn.tx, party, turn.conversation)
      return found.run(turn, wordsInOwnRoom(command.name, command.words, room), messageIds)
    }
    if (party.kind === 'contact' && isAboutInvoices(command.name)) return sayWhoGetsInvoices(turn, party)
    if (party.kind !== 'stranger') return reply(turn, 'command-unknown', { command: command.name })
  }
  switch (party.kind) {
    case 'stranger':
      return handleStrangerMessage(turn)
    case 'engineer':
      return handleDeskMessage(turn as EngineerTurn & Turn<InboundText>, messageIds)
    case 'contact':
      if (await answeredInvoice(turn, messageIds)) return
      if (!may(party, 'open-ticket')) return handleBillingMessage(turn, party, messageIds)
      return handleClientMessage(turn as ClientTextTurn, messageIds)
  }
}

/** A file of records, an answer to an open form; everything else is about tickets. */
async function handleDeskMessage(turn: EngineerTurn & Turn<InboundText>, messageIds: readonly string[]): Promise<void> {
  if (await isImportFile(turn)) return takeImportFile(turn, messageIds)
  if (await handleFormText(turn)) return
  return handleEngineerMessage(turn, messageIds)
}

/** What somebody may not press is answered like what does not exist (button-actions.ts says which action each button is). */
async function press(turn: Turn<InboundPress>): Promise<void> {
  const pressed = readPress(turn.message.data, turn.party)
  if (pressed === null) throw new Refusal('stale-button')
  const { letter, id, action } = pressed
  switch (letter) {
    case 't':
      return pressTicket(turn, Number(id), action)
    case 'o':
      return pressOnCall(turn as EngineerTurn, id, action)
    case 'v':
      return pressSaved(turn as EngineerTurn, id, action)
    case 'a':
      return pressRecord(turn as EngineerTurn, id, action)
    case 'f':
      return pressForm(turn as EngineerTurn, id, action)
    case 'u':
      return pressImport(turn as EngineerTurn, id, action)
    case 'b':
      return pressBroadcast(turn as EngineerTurn, id, action)
    case 'w':
      return pressChannel(turn as EngineerTurn, id, action)
    case 'd':
      return pressDraft(turn as ClientTurn, id, action)
    case 'r':
      return pressReopen(turn as ClientTurn, id, action)
    case 'n':
      if (!isId(id)) throw new Refusal('stale-button')
      return pressNotThis(turn as ClientTurn, id)
    case 'k':
      return pressContacts(turn as ClientTurn, id, action)
    case 'e':
      return pressSettings(turn, id, action)
    case 'i':
      return pressInvoice(turn, id, action)
    case 'q':
      return pressExtend(turn, id)
    default:
      throw new Refusal('stale-button')
  }
}
