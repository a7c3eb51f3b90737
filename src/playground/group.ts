// Groups: who writes in them, and the two things that happen to a group as a whole, migration and the bot's removal.
import { randomInt } from 'node:crypto'
import { createActor } from './actor.ts'
import { pushMembership, pushMessage } from './delivery-rules.ts'
import { seenMessages } from './seen.ts'
import type { Group, GroupDetails } from './server-contract.ts'
import { addMessage, type Bot, type Chat, createChat, type World } from './state.ts'
import type { TelegramChat } from './telegram-objects.ts'

/** A group the bot is in. A supergroup unless said otherwise. */
export function createGroup(world: World, bot: Bot, details: GroupDetails): Group {
  const type = details.type ?? 'supergroup'
  let chat = openChat(world, bot, {
    id: details.id ?? (type === 'group' ? -randomInt(1_000_000, 2_000_000_000) : supergroupId()),
    type,
    title: details.title,
    ...(details.username === undefined ? {} : { username: details.username }),
    ...(details.forum ? { is_forum: true } : {}),
  })
  chat.botIsAdmin = details.botIsAdmin ?? true

  return {
    get chatId() {
      return chat.telegram.id
    },
    as(person) {
      const { id } = person.user
      const user = (): typeof person.user => world.users.get(id) ?? person.user
      return createActor({
        world,
        bot,
        user,
        chatId: () => chat.telegram.id,
        existing: () => chat,
        chat: () => {
          chat.members.set(id, user())
          return chat
        },
      })
    },
    messages: () => seenMessages(bot, chat).filter(({ byBot }) => byBot),
    transcript: () => seenMessages(bot, chat),
    migrate() {
      if (chat.telegram.type !== 'group') throw new Error('Only a basic group becomes a supergroup')
      const old = chat
      chat = openChat(world, bot, { ...old.telegram, id: supergroupId(), type: 'supergroup' })
      chat.botIsAdmin = old.botIsAdmin
      old.migratedTo = chat.telegram.id
      const from = [...old.members.values()][0]
      const by = from ? { from } : {}
      const left = addMessage(world, bot, old, { ...by, migrate_to_chat_id: chat.telegram.id }, false)
      const arrived = addMessage(world, bot, chat, { ...by, migrate_from_chat_id: old.telegram.id }, false)
      pushMessage(bot, old, left.message, 'message')
      pushMessage(bot, chat, arrived.message, 'message')
      return chat.telegram.id
    },
    removeBot(by) {
      if (chat.blocked) return
      pushMembership(world, bot, chat, by.user, false)
      chat.blocked = true
    },
  }
}

function openChat(world: World, bot: Bot, telegram: TelegramChat): Chat {
  const known = bot.chats.get(telegram.id)
  if (known) return known
  const chat = createChat(world, telegram)
  bot.chats.set(telegram.id, chat)
  return chat
}

function supergroupId(): number {
  return Number(`-100${randomInt(1_000_000_000, 3_000_000_000)}`)
}
