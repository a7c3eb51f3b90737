// /training N and /task N: an engineer enters the terms of training or a fixed task, and the client is asked to agree.
import type { Form } from '../../domain/conversation.ts'
import { Refusal } from '../../domain/errors.ts'
import { isEnded } from '../../domain/ticket.ts'
import { getTicketFor } from '../../services/find-ticket.ts'
import { sayText } from '../../texts/render.ts'
import { type Command, splitNumber } from '../command.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import { beginForm } from '../forms/form-walk.ts'
import { reply, type Turn } from '../turn.ts'

export const trainingCommand: Command = {
  name: 'training',
  async run(turn, words) {
    const label = sayText(turn.party.language, 'work-training')
    await begin(turn, words, { kind: { value: 'training', label } })
  },
}

export const taskCommand: Command = { name: 'task', run: (turn, words) => begin(turn, words, {}) }

async function begin(turn: Turn, words: string, answers: Form['answers']): Promise<void> {
  const split = splitNumber(words)
  if (split === null) return reply(turn, 'ticket-number-missing')
  const ticket = await getTicketFor(turn.tx, turn.party, split.number)
  if (isEnded(ticket)) throw new Refusal('ticket-ended', { number: String(ticket.number) })
  await beginForm(turn as EngineerTurn & typeof turn, 'work', { target: String(ticket.number), answers })
}
