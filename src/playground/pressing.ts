// Pressing a button: finding it on the newest message that has it, and the callback query that follows.
import { randomInt } from 'node:crypto'
import type { ActorSeat } from './actor-seat.ts'
import { pushCallback } from './delivery-rules.ts'
import type { Actor, Press, SeenButton, SeenMessage } from './server-contract.ts'
import type { CallbackState } from './state.ts'
import { waitUntil } from './waiting.ts'

const usualPatienceMs = 5000
const rememberedCallbacks = 10_000

/** Presses by label, data or beginning of the label. A button of a reply keyboard sends its label. Throws when there is none. */
export function pressButton(seat: ActorSeat, actor: Actor, wanted: string, messageId: number | undefined): Press {
  const messages = actor.messages().filter((message) => messageId === undefined || message.messageId === messageId)
  const found = findButton(messages.reverse(), wanted)
  if (!found) {
    const there = messages.flatMap(({ buttons }) => buttons.flat()).map(({ text }) => `"${text}"`)
    throw new Error(`No button "${wanted}" in the chat. There are: ${there.join(', ') || 'none'}`)
  }
  const { message, button } = found
  if (button.url !== undefined) throw new Error(`"${button.text}" is a link to ${button.url}, not to be pressed`)
  if (button.data === undefined) {
    const { updateId, mark } = actor.send(button.text)
    return { id: '', updateId, mark, answered: () => Promise.reject(new Error('A keyboard button is not answered')) }
  }
  const callback: CallbackState = {
    id: String(randomInt(2 ** 47)),
    messageId: message.messageId,
    madeAt: seat.world.clock.now(),
    answer: undefined,
  }
  remember(seat, callback)
  const mark = seat.world.nextMark()
  const updateId = pushCallback(seat.bot, callback, seat.user(), message.message, button.data)
  return {
    id: callback.id,
    updateId,
    mark,
    answered: (timeoutMs = usualPatienceMs) => waitForAnswer(seat, callback, button, timeoutMs),
  }
}

/** Newest message first; an exact label or data anywhere goes before a mere beginning. */
function findButton(messages: readonly SeenMessage[], wanted: string): { message: SeenMessage; button: SeenButton } | undefined {
  const fits: ((button: SeenButton) => boolean)[] = [
    ({ text, data }) => text === wanted || data === wanted,
    ({ text }) => text.startsWith(wanted),
  ]
  for (const fit of fits) {
    for (const message of messages) {
      const button = message.buttons.flat().find(fit)
      if (button) return { message, button }
    }
  }
  return undefined
}

function remember(seat: ActorSeat, callback: CallbackState): void {
  const { callbacks } = seat.bot
  callbacks.set(callback.id, callback)
  const oldest = callbacks.keys().next()
  if (callbacks.size > rememberedCallbacks && !oldest.done) callbacks.delete(oldest.value)
}

function waitForAnswer(
  seat: ActorSeat,
  callback: CallbackState,
  button: SeenButton,
  timeoutMs: number,
): Promise<NonNullable<CallbackState['answer']>> {
  const { events } = seat.world
  return waitUntil(
    () => callback.answer,
    (offer) => {
      const onAnswer = (): void => offer(() => callback.answer)
      events.on('callback', onAnswer)
      return () => events.off('callback', onAnswer)
    },
    timeoutMs,
    () => `The bot has not answered the press on "${button.text}".`,
  )
}
