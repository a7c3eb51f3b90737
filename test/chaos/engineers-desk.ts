// The engineers' side: comments made through the API, repeated under one key until they are answered, as a careful
// customer's system would do it. One at a time for each client, so that their order is known.
import { setTimeout as delay } from 'node:timers/promises'
import type { ChatWriter } from './chat-writer.ts'

export interface EngineersDesk {
  /** Comments on the client's ticket, unless the last comment to them is still under way. @returns whether it did. */
  comment(writer: ChatWriter): boolean
  /** How many comments are not yet answered. */
  open(): number
  /** What the API said that it never should. */
  readonly faults: readonly string[]
  stop(): void
}

export function createEngineersDesk(options: {
  readonly url: () => string
  readonly apiToken: string
  readonly engineerId: string
  readonly name: string
}): EngineersDesk {
  const busy = new Set<ChatWriter>()
  const faults: string[] = []
  const stopping = new AbortController()
  let count = 0

  async function post(writer: ChatWriter, marker: string): Promise<void> {
    const body = JSON.stringify({ author: { engineer: options.engineerId }, body: `Please try again now. ${marker}` })
    while (!stopping.signal.aborted) {
      const status = await fetch(`${options.url()}/api/v1/tickets/${writer.noticeTicket}/comments`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${options.apiToken}`,
          'idempotency-key': marker,
        },
        body,
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(20_000)]),
      }).then(
        async (response) => {
          const text = await response.text()
          if (response.status !== 201 && response.status < 500) faults.push(`${response.status}: ${text}`)
          return response.status
        },
        () => 0,
      )
      if (status === 201) return writer.expectNotice(marker)
      if (status !== 0 && status < 500) return
      await delay(100, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  return {
    faults,
    open: () => busy.size,
    comment(writer) {
      if (busy.has(writer) || !writer.isConnected() || stopping.signal.aborted) return false
      busy.add(writer)
      void post(writer, `${options.name}n${++count}e`).finally(() => busy.delete(writer))
      return true
    },
    stop: () => stopping.abort(),
  }
}
