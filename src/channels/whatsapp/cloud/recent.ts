// What is worth remembering for a while and in this process alone: the newest so many pairs of texts, the oldest forgotten first.

export interface Recent {
  put(key: string, value: string): void
  get(key: string): string | null
  forget(key: string): void
}

export function createRecent(most: number): Recent {
  const pairs = new Map<string, string>()
  return {
    put(key, value) {
      pairs.delete(key)
      pairs.set(key, value)
      if (pairs.size > most) pairs.delete(pairs.keys().next().value ?? '')
    },
    get: (key) => pairs.get(key) ?? null,
    forget: (key) => void pairs.delete(key),
  }
}
