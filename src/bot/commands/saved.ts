// /saved: saved replies, filled in for the ticket at hand with a button for each. "/saved add|change|remove name" keeps them.
import type { InboundText } from '../../domain/channel.ts'
import { type Language, languages } from '../../domain/language.ts'
import { join, type RichText } from '../../domain/rich-text.ts'
import { toSavedName } from '../../domain/saved-reply.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { shorten } from '../../services/describe-ticket.ts'
import { getTicketFor } from '../../services/find-ticket.ts'
import { sayPlaceholders } from '../../services/keep-saved-replies.ts'
import { listSaved, type Offered, offerSaved } from '../../services/offer-saved-replies.ts'
import { say, sayText } from '../../texts/render.ts'
import { type Command, splitNumber } from '../command.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import { type KeepVerb, keepSaved } from '../keep-saved.ts'
import { findTicketAtHand } from '../ticket-at-hand.ts'
import { reply, replyWith, type Turn } from '../turn.ts'

type SavedTurn = EngineerTurn & Turn<InboundText>

export const savedCommand: Command = {
  name: 'saved',
  async run(turn, words) {
    const mine = turn as SavedTurn
    const { first, verb } = readVerb(words)
    if (verb !== undefined) return keepSaved(mine, verb, words.slice(first.length).trim())
    const numbered = splitNumber(words)
    if (numbered !== null) return offerOn(mine, await getTicketFor(turn.tx, mine.party, numbered.number), numbered.rest)
    const ticket = await findTicketAtHand(mine)
    return ticket === null ? list(mine, words) : offerOn(mine, ticket, words)
  },
}

function readVerb(words: string): { readonly first: string; readonly verb: KeepVerb | undefined } {
  const [first = ''] = words.split(/\s+/u)
  return { first, verb: verbs[first.toLowerCase()] }
}

/** Whether the words are about the replies themselves, and not about a ticket. */
export function keepsSaved(words: string): boolean {
  return readVerb(words).verb !== undefined
}

const verbs: Readonly<Record<string, KeepVerb | undefined>> = {
  add: 'add',
  pridėti: 'add',
  change: 'change',
  keisti: 'change',
  remove: 'remove',
  šalinti: 'remove',
}

/** As many as a message shows in full. */
const shownReplies = 8
const shownText = 350

async function list(turn: SavedTurn, word: string): Promise<void> {
  const { language } = turn.party
  const all = await listSaved(turn.tx)
  if (all.length === 0) return reply(turn, 'saved-none', { placeholders: '{client}' })
  const wanted = toSavedName(word)
  const shown = wanted === null ? all : all.filter(([first]) => first?.name === wanted)
  if (shown.length === 0) return reply(turn, 'saved-unknown', { name: word })
  const lines = shown.slice(0, 2 * shownReplies).flatMap((variants) => {
    const [first] = variants
    if (first === undefined) return []
    const own = variants.find((variant) => variant.language === language) ?? first
    const names = variants.map((variant) => variant.language).join(', ')
    return [say(language, 'saved-line', { name: own.name, languages: names, text: shorten(own.body, shownText / 2) })]
  })
  replyWith(turn, join([say(language, 'saved-list'), join(lines), how(language)], '\n\n'))
}

function how(language: Language): RichText {
  return say(language, 'saved-how', { languages: languages.join(', '), placeholders: sayPlaceholders() })
}

/** The saved replies (or the one of that name) as they would be said on the ticket, with a button for each. */
export async function offerOn(turn: EngineerTurn, ticket: Ticket, word = ''): Promise<void> {
  const { tx, desk, party, conversation, message } = turn
  const { language } = party
  const number = String(ticket.number)
  const name = word === '' ? undefined : (toSavedName(word) ?? word)
  const offers = await offerSaved(tx, desk, { ticket, engineer: party, ...(name === undefined ? {} : { name }) })
  if (offers.replies.length === 0)
    return name === undefined ? reply(turn, 'saved-none', { placeholders: '{client}' }) : reply(turn, 'saved-unknown', { name })
  // A group has no ticket at hand: several people write there.
  if (message.private) conversation.currentTicket = { id: ticket.id, at: tx.now }
  const shown = offers.replies.slice(0, shownReplies)
  const { client } = offers
  const parts = [
    client === null ? say(language, 'saved-for-nobody', { number }) : say(language, 'saved-for', { number, client }),
    ...shown.map((offered) => wordOffered(language, offered, offers.language)),
    ...(offers.replies.length > shown.length ? [say(language, 'saved-more', { number })] : []),
  ]
  const buttons = shown.map(({ id, name: label }) => [{ label, data: `v:${id}:${number}` }])
  replyWith(turn, join(parts, '\n\n'), { ticketId: ticket.id, buttons })
}

function wordOffered(language: Language, { name, text, language: own, isFallback }: Offered, wanted: Language): RichText {
  const shown = { name, text: shorten(text, shownText) }
  if (!isFallback) return say(language, 'saved-filled', shown)
  const names = { language: sayText(language, `language-${own}`), wanted: sayText(language, `language-${wanted}`) }
  return say(language, 'saved-filled-fallback', { ...shown, ...names })
}
