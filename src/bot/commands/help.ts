// /help: what one can do here, by role.
import { menuOf } from '../../domain/menus.ts'
import { may, rolesOf } from '../../domain/permissions.ts'
import { join, plain } from '../../domain/rich-text.ts'
import { say, sayText } from '../../texts/render.ts'
import type { Command } from '../command.ts'
import { replyWith } from '../turn.ts'

export const helpCommand: Command = {
  name: 'help',
  run(turn) {
    const { language } = turn.party
    const { party } = turn
    const intro = say(
      language,
      party.kind === 'engineer' ? 'help-engineer' : may(party, 'open-ticket') ? 'help-client' : 'help-finance',
    )
    const lines = menuOf(rolesOf(party)).map((name) => plain(`/${name} — ${sayText(language, `menu-${name}`)}`))
    replyWith(turn, join([intro, join(lines)], '\n\n'))
  },
}
