// Which commands each role finds in its menu, most used first. A check at start refuses a menu entry without a command.
import type { Role } from './party.ts'

const onATicket = ['take', 'assign', 'reply', 'note', 'resolve', 'close', 'reopen', 'priority'] as const
const engineer = ['queue', 'tickets', 'ticket', ...onATicket, 'why', 'oncall', 'cancel', 'help'] as const

export const menus = {
  client: ['new', 'tickets', 'ticket', 'close', 'reopen', 'priority', 'plan', 'hours', 'rates', 'cancel', 'help'],
  finance: ['hours', 'rates', 'help'],
  engineer,
  admin: ['queue', 'tickets', 'ticket', ...onATicket, 'why', 'oncall', 'stats', 'cancel', 'help'],
  stranger: [],
} as const satisfies Record<Role, readonly string[]>
