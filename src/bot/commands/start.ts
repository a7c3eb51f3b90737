// /start: connects a chat, with or without a code. Harmless when repeated.
import type { Command } from '../command.ts'
import { start } from '../stranger-message.ts'

export const startCommand: Command = {
  name: 'start',
  run: (turn, words) => start(turn, words),
}
