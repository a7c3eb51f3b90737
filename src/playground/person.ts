// A person's private chat with a bot: begun by their first message, blocked and unblocked by them alone.
import { createActor } from './actor.ts'
import { pushMembership } from './delivery-rules.ts'
import { menuFor } from './methods/commands.ts'
import { removeTopic } from './methods/topics.ts'
import type { Person, PersonDetails } from './server-contract.ts'
import { type Bot, type Chat, createChat, type World } from './state.ts'
import type { TelegramChat, User } from './telegram-objects.ts'

/** Introduces the person, or changes what is known of them (a username may go away), and returns their side of the chat. */
export function createPerson(world: World, bot: Bot, details: PersonDetails): Person {
  const { id } = details
  if (!Number.isSafeInteger(id) || id <= 0) throw new Error('A person needs a positive whole number as id')
  if (!world.users.has(id) || Object.keys(details).length > 1) world.users.set(id, userOf(details))
  const user = (): User => world.users.get(id) ?? userOf(details)
  const known = bot.chats.get(id)
  if (known) known.telegram = privateChat(user())

  const actor = createActor({
    world,
    bot,
    user,
    chatId: () => id,
    existing: () => bot.chats.get(id),
    chat: () => {
      const chat = bot.chats.get(id) ?? beginChat(world, bot, user())
      if (chat.blocked) throw new Error(`${user().first_name} has blocked the bot and cannot write to it`)
      return chat
    },
  })

  function setBlocked(blocked: boolean): number | undefined {
    const chat = bot.chats.get(id) ?? beginChat(world, bot, user())
    if (chat.blocked === blocked) return undefined
    chat.blocked = blocked
    return pushMembership(world, bot, chat, user(), !blocked)
  }

  return Object.defineProperties(
    {
      openLink: (payload?: string) => actor.send(payload ? `/start ${payload}` : '/start'),
      begin: () => void (bot.chats.get(id) ?? beginChat(world, bot, user())),
      block: () => setBlocked(true),
      unblock: () => setBlocked(false),
      deactivate: () => {
        const chat = bot.chats.get(id)
        if (chat) chat.deactivated = true
      },
      deleteTopic: (threadId: number) => {
        const chat = bot.chats.get(id)
        if (!chat?.topics.has(threadId)) throw new Error(`No topic ${threadId} in this chat`)
        removeTopic(world, bot, chat, threadId)
      },
      menu: () => menuFor(bot, id, user().language_code),
    },
    Object.getOwnPropertyDescriptors(actor),
  ) as Person
}

function beginChat(world: World, bot: Bot, user: User): Chat {
  const chat = createChat(world, privateChat(user))
  chat.botIsAdmin = false
  chat.members.set(user.id, user)
  bot.chats.set(user.id, chat)
  world.users.set(user.id, user)
  return chat
}

function userOf({ id, firstName, lastName, username, languageCode }: PersonDetails): User {
  return {
    id,
    is_bot: false,
    first_name: firstName ?? `Person ${id}`,
    ...(lastName === undefined ? {} : { last_name: lastName }),
    ...(username === undefined ? {} : { username: username.replace(/^@/, '') }),
    ...(languageCode === undefined ? {} : { language_code: languageCode }),
  }
}

function privateChat({ id, first_name: firstName, last_name: lastName, username }: User): TelegramChat {
  return {
    id,
    type: 'private',
    first_name: firstName,
    ...(lastName === undefined ? {} : { last_name: lastName }),
    ...(username === undefined ? {} : { username }),
  }
}
