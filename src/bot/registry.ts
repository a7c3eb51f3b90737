// All commands, and the check that the list is sound. It runs at start: a client must not be the one who finds a gap.
import { languages } from '../domain/language.ts'
import { commandActions, menuOf } from '../domain/menus.ts'
import type { Contact, Engineer, Stranger } from '../domain/party.ts'
import { may } from '../domain/permissions.ts'
import { sayText } from '../texts/render.ts'
import type { Command } from './command.ts'
import { broadcastCommand } from './commands/broadcast.ts'
import { cancelCommand } from './commands/cancel.ts'
import { contactsCommand } from './commands/contacts.ts'
import { assignCommand, noteCommand, replyCommand, takeCommand } from './commands/engineer.ts'
import { searchCommand } from './commands/find.ts'
import { helpCommand } from './commands/help.ts'
import { hoursCommand } from './commands/hours.ts'
import { importCommand } from './commands/import.ts'
import { invoiceCommand, invoicesCommand } from './commands/invoices.ts'
import { logCommand } from './commands/log.ts'
import { newCommand } from './commands/new.ts'
import { onCallCommand } from './commands/on-call.ts'
import { planCommand } from './commands/plan.ts'
import { ratesCommand } from './commands/rates.ts'
import { companyCommand, contactCommand, engineerCommand } from './commands/records.ts'
import { linkCommand, mergeCommand, unlinkCommand } from './commands/relate.ts'
import { removeCommand } from './commands/remove.ts'
import { awayCommand, backCommand, quietCommand } from './commands/rest.ts'
import { savedCommand } from './commands/saved.ts'
import { settingsCommand } from './commands/settings.ts'
import { startCommand } from './commands/start.ts'
import { statsCommand, whyCommand } from './commands/stats.ts'
import { closeCommand, priorityCommand, reopenCommand, resolveCommand, ticketCommand } from './commands/ticket.ts'
import { queueCommand, ticketsCommand } from './commands/tickets.ts'
import { taskCommand, trainingCommand } from './commands/training.ts'
import { waitingCommand } from './commands/waiting.ts'
import { whatsappCommand } from './commands/whatsapp.ts'
import { estimateCommand } from './scope-agreement.ts'

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
  waitingCommand,
  savedCommand,
  quietCommand,
  awayCommand,
  backCommand,
  resolveCommand,
  logCommand,
  estimateCommand,
  trainingCommand,
  taskCommand,
  onCallCommand,
  whyCommand,
  invoicesCommand,
  invoiceCommand,
  contactsCommand,
  settingsCommand,
  searchCommand,
  removeCommand,
  mergeCommand,
  linkCommand,
  unlinkCommand,
  statsCommand,
  companyCommand,
  contactCommand,
  engineerCommand,
  importCommand,
  broadcastCommand,
  whatsappCommand,
]

const byName = new Map(
  commands.flatMap((command) => [command.name, ...(command.aliases ?? [])].map((name) => [name, command] as const)),
)

/** The command of this name, if this party may use it. To everybody else it does not exist. */
export function findCommand(name: string, party: Contact | Engineer | Stranger): Command | null {
  const command = byName.get(name)
  return command !== undefined && may(party, commandActions[command.name]) ? command : null
}

/** @throws when a name has two owners, a command that people may be offered is not there, or a description is missing. */
export function checkRegistry(list: readonly Command[] = commands): void {
  const names = list.flatMap((command) => [command.name, ...(command.aliases ?? [])])
  const double = names.find((name, index) => names.indexOf(name) !== index)
  if (double !== undefined) throw new Error(`two commands are called /${double}`)
  const missing = Object.keys(commandActions).find((name) => !list.some((command) => command.name === name))
  if (missing !== undefined) throw new Error(`/${missing} has an action, but there is no such command`)
  for (const name of menuOf(['client', 'main-user', 'finance', 'admin'])) {
    for (const language of languages) {
      if (sayText(language, `menu-${name}`).trim() === '') throw new Error(`/${name} has no description in ${language}`)
    }
  }
}
