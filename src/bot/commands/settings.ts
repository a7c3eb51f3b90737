// /settings: the language, what to be told, and whether the current ticket is followed by itself. "stop" alone switches off all
// that can be switched off, as people expect of a messenger.
import { groupsFor, toSwitchable } from '../../domain/notice-choice.ts'
import { changeSettings } from '../../services/change-settings.ts'
import { sayCard } from '../card.ts'
import type { Command } from '../command.ts'
import { wordSettings } from '../settings-page.ts'

export const settingsCommand: Command = {
  name: 'settings',
  async run(turn, words) {
    const { tx, desk, party } = turn
    if (party.kind === 'stranger') return
    let person = party
    if (words === 'stop') {
      for (const group of groupsFor(party)) {
        if (toSwitchable(party, group) !== null) person = await changeSettings(tx, desk, person, { group, on: false })
      }
    }
    sayCard(turn, 'settings', wordSettings(person))
  },
}
