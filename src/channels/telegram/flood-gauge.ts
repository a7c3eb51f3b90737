// Tells a busy chat from a busy bot: Telegram's 429 does not say which of the two it means.
import { readAddress } from '../../domain/room-address.ts'

/** How many chats must be told to wait at the same time before the whole bot is held to be too fast. */
const chatsUntilAccount = 3

/** Notes every 429 and answers what it most likely pauses. `now` is in milliseconds. */
export function createFloodGauge(now: () => number): (address: string, afterSeconds: number) => 'conversation' | 'account' {
  const waitingUntil = new Map<string, number>()
  return (address, afterSeconds) => {
    const at = now()
    for (const [chat, until] of waitingUntil) if (until <= at) waitingUntil.delete(chat)
    // All topics of a group share its limits, so they are one busy chat.
    waitingUntil.set(readAddress(address).chat, at + afterSeconds * 1000)
    return waitingUntil.size >= chatsUntilAccount ? 'account' : 'conversation'
  }
}
