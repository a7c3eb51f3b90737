// Why a message stands in a chat twice: the platform lost the answer to the first one, or a process was killed, or neither.
import type { BotApiServer } from '../../src/playground/server-contract.ts'
import type { ChatWriter } from './chat-writer.ts'
import type { Kill } from './fleet.ts'
import type { Repeated } from './verdict.ts'

export interface Causes {
  of(repeated: Repeated, writers: readonly ChatWriter[], kills: readonly Kill[]): string
}

/** Listens from now on. */
export function causesOf(server: BotApiServer): Causes {
  const unanswered = new Set<string>()
  server.on('call', ({ method, parameters, fault }) => {
    if (!method.startsWith('send') || (fault !== 'drop-after' && fault !== 'truncated-json')) return
    unanswered.add(`${parameters['chat_id']}\n${parameters['text'] ?? parameters['caption']}`)
  })
  return {
    of({ chat, first, again }, writers, kills) {
      const writer = writers.find((one) => one.asked === chat.asked)
      if (unanswered.has(`${writer?.person.chatId}\n${first.text}`)) return 'answer lost'
      // The process dies within moments of the send; that it died is noticed a little later.
      const killed = kills.filter(({ at }) => at >= first.at - 50 && at <= again.at)
      const [nearest] = killed
      return nearest === undefined ? 'unknown' : `${nearest.kind} kill`
    },
  }
}
