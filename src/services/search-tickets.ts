// Finds tickets by words, for the people of the desk: over summaries, descriptions and comments, internal ones too.
import type { Tx } from '../db/client.ts'
import { searchTickets, type TicketHit } from '../db/search.ts'
import { getTicketNames } from '../db/ticket-names.ts'
import { findTicket } from '../db/tickets.ts'
import { excerpt } from '../domain/excerpt.ts'

export interface FoundTicket extends Pick<TicketHit, 'number' | 'companyName' | 'status' | 'summary' | 'score'> {
  /** The comment that fits best; null when the ticket's own text does. */
  readonly comment: { readonly id: string; readonly internal: boolean } | null
  /** The place that fits, on one line; empty when the summary says it all. */
  readonly excerpt: string
}

const excerptLength = 140
const mostWords = 200

/**
 * The best first. A ticket's number finds that ticket before any other. When no ticket holds all the words, those that hold some
 * of them are found, unless quotes hold them together. Nothing for a text without words.
 */
export async function findTicketsByWords(tx: Tx, asked: string, limit: number): Promise<readonly FoundTicket[]> {
  const words = tidy(asked)
  if (!/[\p{L}\p{N}]/u.test(words)) return []
  const named = await findNamed(tx, words)
  const exact = await searchTickets(tx, words, limit)
  const mayLoosen = exact.length === 0 && /\S\s+\S/u.test(words) && !words.includes('"')
  const hits = mayLoosen ? await searchTickets(tx, words.replace(/\s+/gu, ' or '), limit) : exact
  const found = hits.filter(({ number }) => number !== named?.number).map((hit) => toFound(hit, words))
  return [...(named === null ? [] : [named]), ...found].slice(0, limit)
}

/** Every word is wanted: a dash before one leaves nothing out, as it does in search engines. */
function tidy(asked: string): string {
  return asked
    .slice(0, mostWords)
    .replace(/(^|\s)[-#]+/gu, '$1')
    .toWellFormed()
    .trim()
}

async function findNamed(tx: Tx, words: string): Promise<FoundTicket | null> {
  const ticket = /^\d{1,9}$/u.test(words) ? await findTicket(tx, Number(words)) : null
  if (ticket === null) return null
  const { company } = await getTicketNames(tx, ticket.id)
  return {
    number: ticket.number,
    companyName: company,
    status: ticket.status,
    summary: ticket.summary,
    score: 1,
    comment: null,
    excerpt: '',
  }
}

function toFound(hit: TicketHit, words: string): FoundTicket {
  const { number, companyName, status, summary, score, comment } = hit
  const said = comment === null ? hit.description : comment.body
  const place = excerpt(said, words, excerptLength)
  return {
    number,
    companyName,
    status,
    summary,
    score,
    comment: comment === null ? null : { id: comment.id, internal: comment.internal },
    excerpt: place === summary ? '' : place,
  }
}
