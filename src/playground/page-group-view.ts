// What the page is told about groups: who is in them, their topics, and one topic's messages.
import { menuFor } from './methods/commands.ts'
import { serviceNote, shownMessages, viewInShort, viewMessage } from './page-view.ts'
import { seenMessage, seenMessages } from './seen.ts'
import type { SeenMessage } from './server-contract.ts'
import { type Bot, type Chat, findMessage } from './state.ts'

/** Stands in the place of a topic's number for what is in no topic. */
export const generalTopic = 0

/** The groups to choose on the page, each in one line. */
export function viewGroups(bot: Bot): object[] {
  return groupsOf(bot).map(({ telegram, members }) => ({
    id: telegram.id,
    name: telegram.title,
    role: 'group',
    note: members.size === 1 ? '1 person' : `${members.size} people`,
    last: lastSaid(seenMessages(bot, bot.chats.get(telegram.id))),
  }))
}

/** A group with one of its topics open. */
export function viewGroup(bot: Bot, chat: Chat, open: number): object {
  const seen = seenMessages(bot, chat)
  const topics = [...chat.topics].map(([id, topic]) => ({ id, ...topic }))
  const byTopic = Map.groupBy(seen, topicOf)
  const forum = chat.telegram.is_forum === true
  const here = forum ? (byTopic.get(open) ?? []) : seen
  const pinned = chat.pinned.flatMap((id) => findMessage(chat, id) ?? []).map((stored) => seenMessage(bot, stored))
  const pinnedHere = pinned.findLast((message) => topicOf(message) === open)
  return {
    id: chat.telegram.id,
    name: chat.telegram.title,
    forum,
    botPresent: !chat.blocked,
    members: [...chat.members.values()].map(({ id, first_name: name }) => ({ id, name, begun: bot.chats.has(id) })),
    menu: menuFor(bot, chat.telegram.id, undefined),
    topics: [{ id: generalTopic, name: 'General', closed: false }, ...topics].map((topic) => ({
      ...topic,
      last: lastSaid(byTopic.get(topic.id) ?? []),
    })),
    pinned: pinnedHere && { id: pinnedHere.messageId, ...viewInShort(pinnedHere) },
    messages: here.slice(-shownMessages).map(viewMessage),
  }
}

/** Lines of the platform's own say nothing new. */
function lastSaid(seen: readonly SeenMessage[]): object | undefined {
  const last = seen.findLast(({ message }) => serviceNote(message) === undefined)
  return last && viewInShort(last)
}

function topicOf({ message }: SeenMessage): number {
  return message.is_topic_message ? (message.message_thread_id ?? generalTopic) : generalTopic
}

/** One that became a supergroup is not shown beside what it became. */
function groupsOf(bot: Bot): Chat[] {
  return [...bot.chats.values()].filter(({ telegram, migratedTo }) => telegram.type !== 'private' && migratedTo === undefined)
}
