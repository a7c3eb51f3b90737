// What a conversation remembers between two messages: the unfinished dialogue and the current ticket.
import type { AttachmentId, CommentId, ContactId, ConversationId, InvoiceId, ServerId, TicketId } from './ids.ts'
import type { Priority } from './priority.ts'

/** A piece of text somebody wrote, and the messages it came in (message ids, "album:<id>"). */
export interface Part {
  readonly text: string
  readonly sources: readonly string[]
}

/** A ticket in the making. Nothing typed is lost: it ends as a ticket, in a ticket, or quoted back. */
export interface Draft {
  readonly kind: 'draft'
  /** Short; part of every button of the card, so that an old card's buttons are known as stale. */
  readonly id: string
  /** What was written so far, in order; the messages lead to the ticket later. */
  readonly parts: readonly Part[]
  readonly attachmentIds: readonly AttachmentId[]
  readonly summary: string | null
  readonly priority: Priority
  readonly serverId: ServerId | 'unrelated' | null
  /** The ended ticket that a late follow-up refers to. */
  readonly refersTo: TicketId | null
  /** Ended or open tickets that the text names beside others; offered first. */
  readonly mentioned: readonly number[]
  /** What the next message answers, or what the card asks to confirm. */
  readonly asking: 'summary' | 'blocker' | null
  /** De-duplication key of the outbox row that shows the card, and when it was put there. */
  readonly cardKey: string | null
  readonly cardAt: number | null
  readonly revision: number
  /** Whether the card shows all of this; if not, it is shown at the end of the turn. */
  readonly shown: boolean
  readonly reminded: boolean
}

/** A follow-up to an ended ticket, kept while the person chooses: reopen it, or open a new one. */
export interface ReopenQuestion {
  readonly kind: 'reopen'
  readonly id: string
  readonly ticketId: TicketId
  readonly number: number
  readonly parts: readonly Part[]
  readonly attachmentIds: readonly AttachmentId[]
  readonly reminded: boolean
}

/** An engineer pressed "Answer": the next message goes to the ticket's client. */
export interface Answering {
  readonly kind: 'answering'
  readonly ticketId: TicketId
  readonly number: number
}

export type FormName = 'company' | 'contact' | 'engineer' | 'server' | 'plan' | 'broadcast' | 'pairing' | 'work'

export interface FormAnswer {
  /** Empty: left out. */
  readonly value: string
  /** As it is shown. */
  readonly label: string
}

/** An admin enters a record, or a broadcast, one question after the other. */
export interface Form {
  readonly kind: 'form'
  /** Short; part of every button, so that an older question's buttons are known as stale. */
  readonly id: string
  readonly form: FormName
  /** The record that is changed, or the company that gets a new one. */
  readonly target: string | null
  /** The one field that is asked for, of a record that is there; null: a new one. */
  readonly only: string | null
  /** Which question is open; one more than there are: the confirmation. */
  readonly step: number
  readonly answers: Readonly<Record<string, FormAnswer>>
  /** The choices of the open question, as they were shown. */
  readonly offered: readonly FormAnswer[]
}

/** A main user was asked something about the company's contacts: the next message answers it. */
export interface ContactQuestion {
  readonly kind: 'contact-question'
  /** Part of the button under the question, so that an old one is known as stale. */
  readonly id: string
  readonly asks: 'new-name' | 'new-id' | 'name' | 'telegram' | 'email' | 'emails' | 'request'
  /** Whom it is about; null for a new contact and for the company. */
  readonly contactId: ContactId | null
  readonly name: string | null
}

/** Somebody pressed a button under an invoice: the next message is the bank's reference, or the question. */
export interface InvoiceQuestion {
  readonly kind: 'invoice-question'
  readonly invoiceId: InvoiceId
  readonly number: string
  readonly asks: 'reference' | 'question'
}

export type Dialogue = Draft | ReopenQuestion | Answering | Form | ContactQuestion | InvoiceQuestion

export interface Conversation {
  readonly id: ConversationId
  readonly channel: string
  readonly account: string
  readonly address: string
  readonly private: boolean
  dialogue: Dialogue | null
  /** When the dialogue next needs attention: the reminder, then the end. */
  dialogueDueAt: Date | null
  currentTicket: { readonly id: TicketId; readonly at: Date } | null
  /** When the person last wrote here, by the platform's clock. */
  heardAt: Date | null
  greetedAt: Date | null
  linkFailures: number
  linkFailuresAt: Date | null
}

/** What a message of a chat belongs to. */
export interface MessageSubject {
  readonly ticketId: TicketId
  readonly commentId: CommentId | null
}

const minute = 60_000

/** A ticket stays "current" for this long after the last message about it. */
export const currentTicketMinutes = 15
/** A draft left alone is brought to mind once after this, */
export const draftReminderMinutes = 30
/** and dropped, with its text quoted back, this long after the reminder. */
export const draftKeptMinutes = 24 * 60
/** An engineer's "Answer", an admin's form, and a question to a main user wait this long for the text. */
export const answeringMinutes = 30

/** The conversation's current ticket, unless it was too long ago. */
export function currentTicketOf(conversation: Conversation, now: Date): TicketId | null {
  const current = conversation.currentTicket
  return current !== null && now.getTime() - current.at.getTime() < currentTicketMinutes * minute ? current.id : null
}

/** When a dialogue touched at `now` next needs attention. */
export function dialogueDue(dialogue: Dialogue, now: Date): Date {
  const minutes = !('parts' in dialogue) ? answeringMinutes : dialogue.reminded ? draftKeptMinutes : draftReminderMinutes
  return new Date(now.getTime() + minutes * minute)
}

/** The text of several parts, a line each. */
export function joinParts(parts: readonly Part[]): string {
  return parts
    .map((part) => part.text)
    .filter((text) => text !== '')
    .join('\n')
}
