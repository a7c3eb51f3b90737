// A command is a value: its name, who may use it, and what it does. Every channel shares them.
import type { InboundText } from '../domain/channel.ts'
import type { CommandName } from '../domain/menus.ts'
import type { Turn } from './turn.ts'

export interface Command {
  /**
   * Lower case, without the slash. The text `menu-<name>` describes it. Who may use it follows from its action (domain/menus.ts) and
   * the table of permissions; others are told that there is no such command.
   */
  readonly name: CommandName
  readonly aliases?: readonly string[]
  /** @param words what stands after the command, trimmed. */
  run(turn: Turn<InboundText>, words: string, messageIds: readonly string[]): Promise<void> | void
}

/** "/take@kolmisoft_bot 12345" is the command "take" with the words "12345"; null for any other text. */
export function parseCommand(text: string): { readonly name: string; readonly words: string } | null {
  const match = /^\/([a-z][a-z_]{0,31})(?:@\w+)?(?:\s+([\s\S]*))?$/iu.exec(text.trim())
  return match?.[1] === undefined ? null : { name: match[1].toLowerCase(), words: match[2]?.trim() ?? '' }
}

/** What people write everywhere when they want no more news, with or without a slash. */
const optOut = /^\s*\/?(?:stop|stabdyti)\s*[.!]?\s*$/iu

/** As `parseCommand`; "stop" is the command "settings" with the word "stop". */
export function readCommand(text: string): ReturnType<typeof parseCommand> {
  return optOut.test(text) ? { name: 'settings', words: 'stop' } : parseCommand(text)
}

/** Splits "#12345 rest of it" into the number and the rest; null when it does not begin with a number. */
export function splitNumber(words: string): { readonly number: number; readonly rest: string } | null {
  const match = /^#?\s?(\d{1,9})(?:[\s:,.]+([\s\S]*))?$/u.exec(words)
  return match?.[1] === undefined ? null : { number: Number(match[1]), rest: match[2]?.trim() ?? '' }
}
