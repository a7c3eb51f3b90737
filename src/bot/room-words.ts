// What stands behind a command in a ticket's room: the ticket's number goes without saying, and may be said all the same.
import { groupCommands } from '../domain/menus.ts'
import type { Ticket } from '../domain/ticket.ts'
import { splitNumber } from './command.ts'
import { namesTwoTickets } from './commands/relate.ts'
import { keepsSaved } from './commands/saved.ts'

/** The words as the command wants them; null for a command that is none in the group. `ticket` null: not in a ticket's room. */
export function wordsInGroup(name: string, words: string, ticket: Ticket | null): string | null {
  const isOneOf = (names: readonly string[]) => names.includes(name)
  if (isOneOf(groupCommands.aboutDesk)) return words
  if (!isOneOf(groupCommands.aboutTicket)) return null
  if (ticket === null || (name === 'saved' && keepsSaved(words))) return words
  if (isOneOf(['merge', 'link', 'unlink'])) return namesTwoTickets(words) ? words : `${ticket.number} ${words}`.trim()
  return namesOwn(words, ticket) ? words : `${ticket.number} ${words}`.trim()
}

/** The same in a ticket's room of a client's own chat. A number that is there is theirs to choose, and is left alone. */
export function wordsInOwnRoom(name: string, words: string, ticket: Ticket | null): string {
  const isAbout = (groupCommands.aboutTicket as readonly string[]).includes(name)
  return ticket === null || !isAbout || splitNumber(words) !== null ? words : `${ticket.number} ${words}`.trim()
}

/** The same for a text that is said on the ticket: without its number. */
export function textInRoom(words: string, ticket: Ticket): string {
  return namesOwn(words, ticket) ? (splitNumber(words)?.rest ?? '') : words
}

function namesOwn(words: string, ticket: Ticket): boolean {
  return splitNumber(words)?.number === ticket.number
}
