// The one door for updates, whichever way they come: translated, stored in one call, and only then are presses answered.
import type { Update } from 'grammy/types'
import type { InboundMessage } from '../../domain/channel.ts'
import { toInboundMessages } from './inbound.ts'
import type { Log } from './log.ts'

export interface IntakeOptions {
  readonly account: string
  readonly receive: (messages: readonly InboundMessage[]) => Promise<void>
  readonly answerPresses: (updates: readonly Update[]) => void
  readonly tidy?: (updates: readonly Update[]) => void
  readonly log: Log
  readonly now: () => Date
}

/** Takes updates in; they are stored when it resolves. @throws whatever `receive` throws, and then nothing is stored. */
export type Intake = (updates: readonly Update[]) => Promise<void>

export function createIntake({ account, receive, answerPresses, tidy, log, now }: IntakeOptions): Intake {
  return async (updates) => {
    const receipt = { account, at: now() }
    const onMalformed = (updateId: number | undefined) => log.warn({ updateId }, 'telegram: an update could not be read')
    const messages = updates.flatMap((update) => toInboundMessages(update, receipt, onMalformed))
    if (messages.length > 0) await receive(messages)
    answerPresses(updates)
    tidy?.(updates)
  }
}
