// Which commands there are, what action each of them is, and in which order people find them in their menus, most used first. Who
// is offered what follows from the table of permissions: a command that somebody may not use is neither listed nor explained.
import { type Action, isAllowed, type Role } from './permissions.ts'

/** Every command with its action, in the order of the menus. */
export const commandActions = {
  new: 'open-ticket',
  queue: 'read-queue',
  tickets: 'read-ticket',
  ticket: 'read-ticket',
  take: 'take',
  assign: 'assign',
  reply: 'reply',
  note: 'note',
  waiting: 'reply',
  resolve: 'resolve',
  log: 'log-time',
  estimate: 'reply',
  training: 'agree-terms',
  task: 'agree-terms',
  close: 'close',
  reopen: 'reopen',
  priority: 'change-priority',
  find: 'search',
  remove: 'remove-answer',
  merge: 'merge',
  link: 'merge',
  unlink: 'merge',
  why: 'give-reason',
  saved: 'saved-replies',
  oncall: 'on-call',
  quiet: 'rest',
  away: 'rest',
  back: 'rest',
  stats: 'stats',
  company: 'manage-records',
  contact: 'manage-records',
  engineer: 'manage-records',
  import: 'manage-records',
  broadcast: 'broadcast',
  whatsapp: 'manage-channels',
  plan: 'read-plan',
  invoices: 'invoices',
  invoice: 'invoices',
  hours: 'read-hours',
  rates: 'read-hours',
  contacts: 'manage-contacts',
  settings: 'choose-settings',
  cancel: 'cancel',
  help: 'help',
  start: 'connect',
} as const satisfies Record<string, Action>

export type CommandName = keyof typeof commandActions

/** Of those, what can be used in the engineers' group: in a ticket's room its number goes without saying. */
export const groupCommands = {
  aboutTicket: [
    'take',
    'assign',
    'reply',
    'note',
    'waiting',
    'saved',
    'resolve',
    'log',
    'close',
    'reopen',
    'priority',
    'ticket',
    'remove',
    'merge',
    'link',
    'unlink',
    'why',
  ],
  aboutDesk: ['queue', 'find', 'oncall'],
} as const satisfies Record<string, readonly CommandName[]>

/** What the group's menu offers, in the order of the menus. */
export function menuOfGroup(): readonly Exclude<CommandName, Unlisted>[] {
  const names: readonly string[] = [...groupCommands.aboutTicket, ...groupCommands.aboutDesk]
  return menuOf(['engineer']).filter((name) => names.includes(name))
}

/** Tells who one is; nobody looks for it in a menu. */
type Unlisted = 'start'

/** The commands that somebody with these roles finds in their menu and in /help. */
export function menuOf(roles: readonly Role[]): readonly Exclude<CommandName, Unlisted>[] {
  const names = Object.keys(commandActions) as CommandName[]
  return names.filter((name) => name !== 'start').filter((name) => isAllowed(roles, commandActions[name]))
}
