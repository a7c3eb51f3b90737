// Saved replies as they would be said on a ticket: in the client's language, with their placeholders filled.
import type { Tx } from '../db/client.ts'
import { findCommentBySource } from '../db/comments.ts'
import { findContact, findParticipants } from '../db/people.ts'
import { findSavedById, findSavedByName, findSavedReplies, type SavedReply } from '../db/saved-replies.ts'
import type { Language } from '../domain/language.ts'
import type { Contact, Engineer } from '../domain/party.ts'
import { chooseSaved, fillPlaceholders } from '../domain/saved-reply.ts'
import type { Ticket } from '../domain/ticket.ts'
import { describeTicket } from './describe-ticket.ts'
import type { Desk } from './desk.ts'

/** More than anybody saves, and than a chat's page can offer. */
const mostSaved = 200

export interface Offered {
  readonly id: string
  readonly name: string
  readonly text: string
  readonly language: Language
  /** There is no text in the client's language. */
  readonly isFallback: boolean
}

export interface Offers {
  /** Null: the ticket has no contact who can be told. */
  readonly client: string | null
  /** The client's. */
  readonly language: Language
  readonly replies: readonly Offered[]
}

/** All names with their languages, by name. */
export async function listSaved(tx: Tx): Promise<readonly (readonly SavedReply[])[]> {
  return [...byName(await findSavedReplies(tx, mostSaved)).values()]
}

export async function findSaved(tx: Tx, name: string): Promise<readonly SavedReply[]> {
  return findSavedByName(tx, name)
}

/** @param name only this one. */
export async function offerSaved(
  tx: Tx,
  desk: Desk,
  { ticket, engineer, name }: { readonly ticket: Ticket; readonly engineer: Engineer; readonly name?: string },
): Promise<Offers> {
  const client = await findClient(tx, desk, ticket)
  const language = client?.language ?? desk.defaultLanguage
  const saved = name === undefined ? await findSavedReplies(tx, mostSaved) : await findSavedByName(tx, name)
  const details = await describeTicket(tx, desk, ticket)
  const replies = [...byName(saved).values()].flatMap((variants) => {
    const chosen = chooseSaved(variants, language)
    if (chosen === undefined) return []
    const { reply, isFallback } = chosen
    const words = details(reply.language)
    const text = fillPlaceholders(reply.body, {
      client: client?.name ?? String(words['company'] ?? ''),
      company: String(words['company'] ?? ''),
      ticket: `#${ticket.number}`,
      summary: ticket.summary,
      priority: String(words['priority'] ?? ''),
      server: String(words['server'] ?? ''),
      engineer: engineer.name,
    })
    return [{ id: reply.id, name: reply.name, text, language: reply.language, isFallback }]
  })
  return { client: client?.name ?? null, language, replies }
}

/** One of them by the id on its button, as it is filled now. Null: it is gone. */
export async function offerSavedById(
  tx: Tx,
  desk: Desk,
  { id, ticket, engineer }: { readonly id: string; readonly ticket: Ticket; readonly engineer: Engineer },
): Promise<(Offered & { readonly wanted: Language }) | null> {
  const saved = await findSavedById(tx, id)
  if (saved === null) return null
  const { replies, language } = await offerSaved(tx, desk, { ticket, engineer, name: saved.name })
  const [offered] = replies
  return offered === undefined ? null : { ...offered, wanted: language }
}

/** Whether a comment of this source is there: the button was pressed before. */
export async function isSaid(tx: Tx, sourceKey: string): Promise<boolean> {
  return (await findCommentBySource(tx, sourceKey)) !== null
}

/** Who opened the ticket, or else who takes part in it. */
async function findClient(tx: Tx, desk: Desk, ticket: Ticket): Promise<Contact | null> {
  const opener = ticket.contactId === null ? null : await findContact(tx, ticket.contactId, desk.defaultLanguage)
  return opener ?? (await findParticipants(tx, ticket.id, desk.defaultLanguage))[0] ?? null
}

function byName(saved: readonly SavedReply[]): ReadonlyMap<string, readonly SavedReply[]> {
  return Map.groupBy(saved, ({ name }) => name)
}
