// Tells of a comment: the client's side of public ones, the engineers of everything; never the author, never an echo.

import type { Tx } from '../db/client.ts'
import { findEngineer, findParticipants } from '../db/people.ts'
import type { OutboundButton } from '../domain/channel.ts'
import type { AttachmentId, CommentId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import type { Contact, Engineer } from '../domain/party.ts'
import type { RichText } from '../domain/rich-text.ts'
import type { Ticket } from '../domain/ticket.ts'
import { say, sayText } from '../texts/render.ts'
import type { Desk } from './desk.ts'
import { findAwakeEngineers } from './find-awake-engineers.ts'
import { notify } from './notify.ts'
import { tellRoom } from './tell-room.ts'

export interface CommentNews {
  readonly ticket: Ticket
  /** Null: the description. */
  readonly commentId: CommentId | null
  /** What makes it the same news. Default: the comment. */
  readonly dedup?: string
  /** It was said before, and has changed. */
  readonly edited?: boolean
  readonly author: Contact | Engineer
  readonly body: string
  readonly internal: boolean
  readonly sensitive: boolean
  readonly attachmentIds: readonly AttachmentId[]
}

export async function announceComment(tx: Tx, desk: Desk, news: CommentNews): Promise<void> {
  const { author } = news
  const number = String(news.ticket.number)
  const notice = {
    kind: 'ticket.comment',
    dedup: `ticket.comment:${news.dedup ?? news.commentId}`,
    about: { ticketId: news.ticket.id, ...(news.commentId === null ? {} : { commentId: news.commentId }) },
    // A sensitive comment's files stay where those who may see them look: on the ticket.
    attachmentIds: news.sensitive ? [] : news.attachmentIds,
    fileCaption: (language: Language) => say(language, 'files-caption', { number }),
  } as const
  const others = (people: readonly (Contact | Engineer)[]) => people.filter((person) => person.id !== author.id)
  if (!news.internal) {
    const recipients = others(await findParticipants(tx, news.ticket.id, desk.defaultLanguage))
    await notify(tx, desk, { ...notice, recipients, text: (language) => wordComment(language, news, author.name) })
  }
  const from = author.kind === 'contact' ? `${author.name}, ${author.companyName}` : author.name
  await notify(tx, desk, {
    ...notice,
    recipients: others(await responsibleEngineers(tx, desk, news)),
    text: (language) => wordComment(language, news, from),
    ...(news.internal ? {} : { buttons: (language: Language) => answerButtons(language, news.ticket.number) }),
  })
  await tellRoom(tx, desk, { ...news, author: from, byContact: author.kind === 'contact' })
}

/** What hangs under an engineer's notice of something that can be answered. */
export function answerButtons(language: Language, number: number): readonly (readonly OutboundButton[])[] {
  return [[{ label: sayText(language, 'button-answer'), data: `t:${number}:answer` }]]
}

/** The text of a comment's notice. What is sensitive is never in it. */
export function wordComment(
  language: Language,
  news: Pick<CommentNews, 'ticket' | 'body' | 'internal' | 'sensitive' | 'edited'>,
  author: string,
): RichText {
  const values = { number: String(news.ticket.number), author, body: news.body }
  if (news.sensitive) return say(language, 'notice-comment-sensitive', { number: values.number, author })
  if (news.body === '') return say(language, 'notice-comment-files', { number: values.number, author })
  if (news.edited === true) return say(language, 'notice-comment-edited', values)
  return say(language, news.internal ? 'notice-note' : 'notice-comment', values)
}

/** The assignee; while there is none, or they are away, what a client writes reaches every engineer, or those whom a Blocker has called. */
export async function responsibleEngineers(
  tx: Tx,
  desk: Desk,
  news: Pick<CommentNews, 'ticket' | 'author'>,
): Promise<readonly Engineer[]> {
  if (news.ticket.assigneeId !== null) {
    const assignee = await findEngineer(tx, news.ticket.assigneeId, desk.defaultLanguage)
    if (assignee !== null && (!assignee.isAway || news.author.kind !== 'contact')) return [assignee]
  }
  return news.author.kind === 'contact' ? findAwakeEngineers(tx, desk, news.ticket) : []
}
