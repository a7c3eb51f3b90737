// /broadcast: one text to many clients, after a look at how it will read and whom it reaches.
import type { Command } from '../command.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import { beginForm } from '../forms/form-walk.ts'

export const broadcastCommand: Command = {
  name: 'broadcast',
  run: (turn) => beginForm(turn as EngineerTurn, 'broadcast'),
}
