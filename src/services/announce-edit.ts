// Tells of an edited comment. What has not left yet is changed before it does; the very messages in which it was said are changed
// in place; and the people of the desk, who may have acted on a client's old words, hear what is different.
import type { Tx } from '../db/client.ts'
import type { CommentRow } from '../db/comments.ts'
import { type QueuedMessage, queueMessages, replaceQueued } from '../db/outbox.ts'
import { findParticipants } from '../db/people.ts'
import { findSaidComments, type SaidComment } from '../db/said-comments.ts'
import type { Language } from '../domain/language.ts'
import type { Contact, Engineer } from '../domain/party.ts'
import { join, type RichText } from '../domain/rich-text.ts'
import { textDifference } from '../domain/text-difference.ts'
import type { Ticket } from '../domain/ticket.ts'
import { say } from '../texts/render.ts'
import { answerButtons, responsibleEngineers, wordComment } from './announce-comment.ts'
import type { Desk } from './desk.ts'
import { notify } from './notify.ts'
import { tellRoom } from './tell-room.ts'
import { wordSaidComment } from './word-said-comment.ts'

export interface CommentEdit {
  readonly ticket: Ticket
  /** As it was. */
  readonly before: CommentRow
  /** As it is stored now. */
  readonly body: string
  readonly author: Contact | Engineer
  /** The edit itself, so that a repeat says nothing twice. */
  readonly key: string
}

/** Whoever was told in a message that cannot be changed, or not at all, hears the new text in one of its own. */
export async function announceEdit(tx: Tx, desk: Desk, edit: CommentEdit): Promise<void> {
  const { ticket, before, author } = edit
  const settled = new Set<string | null>()
  const knewOldText = new Set<string | null>()
  for (const said of await findSaidComments(tx, ticket.id, before.id)) {
    if (!said.plain) continue
    const person = said.contactId ?? said.engineerId
    const staffKnows = author.kind === 'contact' && said.engineerId !== null && said.saidAt !== null
    if (staffKnows) knewOldText.add(person)
    else if (await changeInPlace(tx, desk, edit, said)) settled.add(person)
  }
  const others = <Person extends Contact | Engineer>(people: readonly Person[]) =>
    people.filter(({ id }) => id !== author.id && !settled.has(id))
  const contacts = before.internal ? [] : others(await findParticipants(tx, ticket.id, desk.defaultLanguage))
  const engineers = others(await responsibleEngineers(tx, desk, { ticket, author }))
  const notice = { kind: 'ticket.comment', dedup: `ticket.comment:edit:${edit.key}`, about: aboutOf(edit) } as const
  await notify(tx, desk, { ...notice, recipients: contacts, text: (language) => wordCorrection(language, edit, author.name) })
  const buttons = before.internal ? {} : { buttons: (language: Language) => answerButtons(language, ticket.number) }
  const knowing = engineers.filter(({ id }) => knewOldText.has(id))
  await notify(tx, desk, { ...notice, ...buttons, recipients: knowing, text: (language) => wordDifference(language, edit) })
  const rest = engineers.filter(({ id }) => !knewOldText.has(id))
  await notify(tx, desk, {
    ...notice,
    ...buttons,
    recipients: rest,
    text: (language) => wordCorrection(language, edit, nameOf(author)),
  })
  await tellRoomOfEdit(tx, desk, edit)
}

async function tellRoomOfEdit(tx: Tx, desk: Desk, { ticket, before, body, author, key }: CommentEdit): Promise<void> {
  const { id: commentId, internal, sensitive } = before
  const news = { ticket, commentId, body, internal, sensitive, dedup: `edit:${key}`, edited: true, attachmentIds: [] }
  await tellRoom(tx, desk, { ...news, author: nameOf(author), byContact: author.kind === 'contact' })
}

function aboutOf({ ticket, before }: CommentEdit) {
  return { ticketId: ticket.id, commentId: before.id }
}

/** @returns false when it cannot be: then they are told anew. */
async function changeInPlace(tx: Tx, desk: Desk, edit: CommentEdit, said: SaidComment): Promise<boolean> {
  const words = await wordSaidComment(tx, desk, edit.ticket, said)
  if (words === null || words.text === null) return true
  const buttons = words.buttons === undefined ? {} : { buttons: words.buttons }
  if (said.saidAt === null && (await replaceQueued(tx, said.dedupKey, { type: 'text', text: words.text, ...buttons })))
    return true
  const correction = wordCorrection(words.language, edit, said.contactId === null ? nameOf(edit.author) : edit.author.name)
  await queueMessages(tx, [
    {
      ...toChange(said, edit),
      dedupKey: `edit:${edit.key}:${said.dedupKey}`,
      content: { type: 'edit', whole: true, text: words.text, instead: correction, ...buttons },
    },
  ])
  return true
}

function toChange(said: SaidComment, edit: CommentEdit): Omit<QueuedMessage, 'content' | 'dedupKey'> {
  const { conversationId, channel, contactId, engineerId, dedupKey } = said
  return {
    conversationId,
    channel,
    kind: 'ticket.comment',
    push: true,
    editsKey: dedupKey,
    ...aboutOf(edit),
    ...(contactId === null ? {} : { contactId }),
    ...(engineerId === null ? {} : { engineerId }),
  }
}

function wordCorrection(language: Language, { ticket, before, body }: CommentEdit, author: string): RichText {
  return wordComment(language, { ticket, body, internal: before.internal, sensitive: before.sensitive, edited: true }, author)
}

/** A text of which little is left is told whole. */
function wordDifference(language: Language, edit: CommentEdit): RichText {
  const { before, body, author, ticket } = edit
  const difference = before.sensitive || before.body === '' ? null : textDifference(before.body, body)
  if (difference === null) return wordCorrection(language, edit, nameOf(author))
  const { removed, added } = difference
  return join([
    say(language, 'notice-comment-changed', { number: String(ticket.number), author: nameOf(author) }),
    ...(removed === '' ? [] : [say(language, 'difference-removed', { text: removed })]),
    ...(added === '' ? [] : [say(language, 'difference-added', { text: added })]),
  ])
}

function nameOf(author: Contact | Engineer): string {
  return author.kind === 'contact' ? `${author.name}, ${author.companyName}` : author.name
}
