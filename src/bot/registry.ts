// All commands, and the check that the list is sound. It runs at start: a client must not be the one who finds a gap.
import { languages } from '../domain/language.ts'
import { menus } from '../domain/menus.ts'
import type { Role } from '../domain/party.ts'
import { sayText } from '../texts/render.ts'
import type { Command } from './command.ts'
import { cancelCommand } from './commands/cancel.ts'
import { assignCommand, noteCommand, replyCommand, takeCommand } from './commands/engineer.ts'
import { helpCommand } from './commands/help.ts'
import { hoursCommand } from './commands/hours.ts'
import { newCommand } from './commands/new.ts'
import { onCallCommand } from './commands/on-call.ts'
import { planCommand } from './commands/plan.ts'
import { ratesCommand } from './commands/rates.ts'
import { startCommand } from './commands/start.ts'
import { statsCommand, whyCommand } from './commands/stats.ts'
import { closeCommand, priorityCommand, reopenCommand, resolveCommand, ticketCommand } from './commands/ticket.ts'
import { queueCommand, ticketsCommand } from './commands/tickets.ts'

/** Every command there is. */
export const commands: readonly Command[] = [
  startCommand,
  helpCommand,
  newCommand,
  cancelCommand,
  ticketsCommand,
  ticketCommand,
  closeCommand,
  reopenCommand,
  priorityCommand,
  hoursCommand,
  planCommand,
  ratesCommand,
  queueCommand,
  takeCommand,
  assignCommand,
  replyCommand,
  noteCommand,
  resolveCommand,
  onCallCommand,
  whyCommand,
  statsCommand,
]

const byName = new Map(
  commands.flatMap((command) => [command.name, ...(command.aliases ?? [])].map((name) => [name, command] as const)),
)

/** The command of this name, if this role may use it. To everybody else it does not exist. */
export function findCommand(name: string, role: Role): Command | null {
  const command = byName.get(name)
  return command?.roles.includes(role) === true ? command : null
}

/** @throws when a name has two owners, a menu names a command that is not there or not allowed, or a description is missing. */
export function checkRegistry(list: readonly Command[] = commands): void {
  const names = list.flatMap((command) => [command.name, ...(command.aliases ?? [])])
  const double = names.find((name, index) => names.indexOf(name) !== index)
  if (double !== undefined) throw new Error(`two commands are called /${double}`)
  for (const [role, entries] of Object.entries(menus)) {
    for (const name of entries) {
      if (!list.some((command) => command.name === name && command.roles.includes(role as Role)))
        throw new Error(`the ${role}'s menu offers /${name}, which is none of theirs`)
      for (const language of languages) {
        if (sayText(language, `menu-${name}`).trim() === '') throw new Error(`/${name} has no description in ${language}`)
      }
    }
  }
}
