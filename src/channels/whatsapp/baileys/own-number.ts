// The linked number, for links that open a chat with it. Every process may be asked for one, and only the one that has the
// account hears of a change, so the others look it up now and then.
import type { StoredCredentials } from './auth-port.ts'

export interface OwnNumber {
  /** Digits with the country's code; null while none is linked, or not yet known. */
  current(): string | null
  /** Looks it up anew. Never rejects: what was known stays. */
  refresh(): Promise<void>
}

const staleMilliseconds = 60_000

export function createOwnNumber(read: () => Promise<StoredCredentials | null>): OwnNumber {
  let number: string | null = null
  let readAt = Number.NEGATIVE_INFINITY

  async function refresh(): Promise<void> {
    readAt = performance.now()
    try {
      number = numberIn(await read())
    } catch {
      // The supervisor says what is wrong with the login, once.
    }
  }

  return {
    current() {
      if (performance.now() - readAt > staleMilliseconds) void refresh()
      return number
    },
    refresh,
  }
}

function numberIn(credentials: StoredCredentials | null): string | null {
  if (credentials === null) return null
  const { me } = JSON.parse(credentials.text) as { me?: { id?: unknown } }
  return /^(\d+)(:\d+)?@/.exec(String(me?.id ?? ''))?.[1] ?? null
}
