// Where an actor sits: which bot, which chat, as whom. Handed to the files that act for a person.
import type { Bot, Chat, World } from './state.ts'
import type { User } from './telegram-objects.ts'

export interface ActorSeat {
  readonly world: World
  readonly bot: Bot
  readonly user: () => User
  /** The chat, begun if need be. Throws when a client could not write there. */
  readonly chat: () => Chat
  /** The chat if there is one. */
  readonly existing: () => Chat | undefined
  readonly chatId: () => number
}
