// Messages of which nobody knows whether Meta took them: the call got no answer. The API has no key by which a second try would
// be the same message, but each carries a tag that comes back with its statuses: a status that comes before the next try settles
// the doubt. Kept in this process alone, and for the newest few thousand.

export interface Doubts {
  doubt(tag: string): void
  /** A status of a message with this tag came. */
  confirm(tag: string, messageId: string): void
  /** Under which id the message was taken; null while that is not known. */
  confirmed(tag: string): string | null
  settle(tag: string): void
}

const most = 5000

export function createDoubts(): Doubts {
  const open = new Map<string, string | null>()
  return {
    doubt(tag) {
      if (open.has(tag)) return
      open.set(tag, null)
      if (open.size > most) open.delete(open.keys().next().value ?? '')
    },
    confirm(tag, messageId) {
      if (open.has(tag)) open.set(tag, messageId)
    },
    confirmed: (tag) => open.get(tag) ?? null,
    settle: (tag) => void open.delete(tag),
  }
}
