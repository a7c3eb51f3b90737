// /whatsapp: how the second messenger's connection stands, and its pairing; for administrators.

import { showChannel } from '../channel-card.ts'
import type { Command } from '../command.ts'
import type { EngineerTurn } from '../engineer-message.ts'

export const whatsappCommand: Command = {
  name: 'whatsapp',
  run: (turn) => showChannel(turn as EngineerTurn),
}
