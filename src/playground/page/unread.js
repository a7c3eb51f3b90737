// What is new and was not looked at yet, counted by chat, and in a group by topic.

export function createUnread() {
  const counts = new Map()
  const topicsOf = (chat) => counts.get(chat) ?? new Map()

  return {
    add(chat, topic = 0) {
      const topics = topicsOf(chat)
      counts.set(chat, topics.set(topic, (topics.get(topic) ?? 0) + 1))
    },
    of: (chat, topic) => topicsOf(chat).get(topic) ?? 0,
    sum: (chat) => [...topicsOf(chat).values()].reduce((sum, count) => sum + count, 0),
    /** All of a person's chat is seen at once, a group topic by topic. */
    clear(chat, topic = 0) {
      counts.get(chat)?.delete(topic)
    },
  }
}
