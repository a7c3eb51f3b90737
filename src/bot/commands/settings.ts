// /settings: the language, what to be told, and whether the current ticket is followed by itself.
import { sayCard } from '../card.ts'
import type { Command } from '../command.ts'
import { wordSettings } from '../settings-page.ts'

export const settingsCommand: Command = {
  name: 'settings',
  run(turn) {
    if (turn.party.kind !== 'stranger') sayCard(turn, 'settings', wordSettings(turn.party))
  },
}
