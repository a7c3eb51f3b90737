// A second messenger on the page beside Telegram, as the page's server sees it: people with chats of their own, which may come
// into being after the page is up. whatsapp-chats.ts is one.

/** Somebody to choose on the page; `id` is the page's own number for them. */
export interface SecondPerson {
  readonly id: number
  readonly name: string
  readonly role: string
  readonly note: string
  /** What the messenger is called. */
  readonly messenger: string
  /** How they are known there, as the page shows it. */
  readonly address: string
  readonly last: object | undefined
}

/** What happened in a chat: something new in it, or something in it changed. */
export interface SecondNews {
  readonly kind: 'new' | 'changed' | 'typing'
  readonly chat: number
  /** As the page draws it; null while somebody types. */
  readonly message: object | null
}

/** What a person does: "send", "edit", "open-link", "file", "album", "location", "contact". */
export interface SecondAct {
  readonly name: string
  readonly body: Buffer
  readonly contentType: string
  readonly query: URLSearchParams
}

export interface SecondMessenger {
  /** Who can be chosen; nobody while it is not running. */
  persons(): readonly SecondPerson[]
  has(person: number): boolean
  /** The whole chat, as the page draws it. */
  chat(person: number): object
  transcript(person: number): string
  /** Rejects when a real app could not do it. */
  act(person: number, act: SecondAct): Promise<object>
  file(id: string): { readonly bytes: Buffer; readonly fileName: string | undefined } | undefined
  /** Returns how to stop listening. */
  onNews(listener: (news: SecondNews) => void): () => void
  /** Called when people come (or go). */
  onPersons(listener: () => void): () => void
}
