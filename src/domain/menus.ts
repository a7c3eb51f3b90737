// Which commands each role finds in its menu, most used first. A check at start refuses a menu entry without a command.
import type { Role } from './party.ts'

export const menus = {
  client: ['new', 'tickets', 'ticket', 'close', 'reopen', 'priority', 'cancel', 'help'],
  finance: ['help'],
  engineer: [
    'queue',
    'tickets',
    'ticket',
    'take',
    'assign',
    'reply',
    'note',
    'resolve',
    'close',
    'reopen',
    'priority',
    'cancel',
    'help',
  ],
  admin: [
    'queue',
    'tickets',
    'ticket',
    'take',
    'assign',
    'reply',
    'note',
    'resolve',
    'close',
    'reopen',
    'priority',
    'cancel',
    'help',
  ],
  stranger: [],
} as const satisfies Record<Role, readonly string[]>
