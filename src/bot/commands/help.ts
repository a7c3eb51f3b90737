// /help: what one can do here, by role.
import { menus } from '../../domain/menus.ts'
import { roleOf } from '../../domain/party.ts'
import { join, plain } from '../../domain/rich-text.ts'
import { say, sayText } from '../../texts/render.ts'
import type { Command } from '../command.ts'
import { replyWith } from '../turn.ts'

export const helpCommand: Command = {
  name: 'help',
  roles: ['client', 'finance', 'engineer', 'admin'],
  run(turn) {
    const { language } = turn.party
    const role = roleOf(turn.party)
    const intro = say(language, role === 'client' ? 'help-client' : role === 'finance' ? 'help-finance' : 'help-engineer')
    const lines = menus[role].map((name) => plain(`/${name} — ${sayText(language, `menu-${name}`)}`))
    replyWith(turn, join([intro, join(lines)], '\n\n'))
  },
}
