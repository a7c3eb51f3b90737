// Groups: who is in them and writes there, and what happens to a group as a whole: migration, the bot's removal, a deleted topic.
import { randomInt } from 'node:crypto'
import { createActor } from './actor.ts'
import { pushMembership, pushMessage } from './delivery-rules.ts'
import { removeTopic } from './methods/topics.ts'
import { seenMessages } from './seen.ts'
import type { Group, GroupDetails } from './server-contract.ts'
import { addMessage, type Bot, type Chat, createChat, type World } from './state.ts'
import type { TelegramChat, User } from './telegram-objects.ts'

/** A group the bot is in, or the one of this id that is there already. A supergroup unless said otherwise. */
export function createGroup(world: World, bot: Bot, details: GroupDetails): Group {
  const type = details.type ?? 'supergroup'
  let telegram: TelegramChat = {
    id: details.id ?? (type === 'group' ? -randomInt(1_000_000, 2_000_000_000) : supergroupId()),
    type,
    title: details.title,
    ...(details.username === undefined ? {} : { username: details.username }),
    ...(details.forum ? { is_forum: true } : {}),
  }
  /** Looked up each time: a snapshot that is restored, and forgetting everything, put another one in its place. */
  const chat = (): Chat => openChat(world, bot, telegram, details.botIsAdmin)
  const here = chat()
  if (details.botIsAdmin !== undefined) here.botIsAdmin = details.botIsAdmin
  for (const { user } of details.members ?? []) here.members.set(user.id, user)
  const changed = (): void => void world.events.emit('chat', { bot, chat: chat() })

  function announce(from: User, content: { new_chat_members: User[] } | { left_chat_member: User }): void {
    const { message } = addMessage(world, bot, chat(), { from, ...content }, false)
    pushMessage(bot, chat(), message, 'message')
    changed()
  }

  return {
    get chatId() {
      return telegram.id
    },
    as(person) {
      const { id } = person.user
      const user = (): User => world.users.get(id) ?? person.user
      return createActor({
        world,
        bot,
        user,
        chatId: () => telegram.id,
        existing: chat,
        chat: () => {
          chat().members.set(id, user())
          return chat()
        },
      })
    },
    messages: () => seenMessages(bot, chat()).filter(({ byBot }) => byBot),
    transcript: () => seenMessages(bot, chat()),
    join({ user }) {
      if (chat().members.has(user.id)) return
      chat().members.set(user.id, user)
      announce(user, { new_chat_members: [user] })
    },
    leave({ user }) {
      if (chat().members.delete(user.id)) announce(user, { left_chat_member: user })
    },
    deleteTopic(threadId) {
      if (!chat().topics.has(threadId)) throw new Error(`No topic ${threadId} in this chat`)
      removeTopic(world, bot, chat(), threadId)
    },
    migrate() {
      const old = chat()
      if (old.telegram.type !== 'group') throw new Error('Only a basic group becomes a supergroup')
      telegram = { ...old.telegram, id: supergroupId(), type: 'supergroup' }
      chat().botIsAdmin = old.botIsAdmin
      old.migratedTo = telegram.id
      const from = [...old.members.values()][0]
      const by = from ? { from } : {}
      const left = addMessage(world, bot, old, { ...by, migrate_to_chat_id: telegram.id }, false)
      const arrived = addMessage(world, bot, chat(), { ...by, migrate_from_chat_id: old.telegram.id }, false)
      pushMessage(bot, old, left.message, 'message')
      pushMessage(bot, chat(), arrived.message, 'message')
      return telegram.id
    },
    removeBot(by) {
      if (chat().blocked) return
      pushMembership(world, bot, chat(), by.user, false)
      chat().blocked = true
      changed()
    },
    returnBot(by) {
      if (!chat().blocked) return
      chat().blocked = false
      pushMembership(world, bot, chat(), by.user, true)
      changed()
    },
  }
}

function openChat(world: World, bot: Bot, telegram: TelegramChat, botIsAdmin = true): Chat {
  const known = bot.chats.get(telegram.id)
  if (known) return known
  const chat = createChat(world, telegram)
  chat.botIsAdmin = botIsAdmin
  bot.chats.set(telegram.id, chat)
  return chat
}

function supergroupId(): number {
  return Number(`-100${randomInt(1_000_000_000, 3_000_000_000)}`)
}
