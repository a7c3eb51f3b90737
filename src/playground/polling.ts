// getUpdates: the held request, the take-over by a newer one, and Telegram's brakes on a bot that asks the same again and
// again. The updates themselves belong to update-queue.ts.
import { ApiError } from './api-error.ts'
import type { Clock } from './clock.ts'
import type { Update } from './telegram-objects.ts'
import type { UpdateQueue } from './update-queue.ts'

const longestWaitSeconds = 50

export interface PollRequest {
  readonly offset: number
  readonly limit: number
  readonly timeoutSeconds: number
}

export interface Polling {
  /** Resolves with updates, or with none when the wait is over; rejects with 409 when another request takes over. */
  poll(request: PollRequest, signal: AbortSignal): Promise<Update[]>
  /** Ends a held request with 409, e.g. because a webhook was set. */
  terminate(reason: string): void
  /** Ends a held request with an empty answer. */
  release(): void
  /** A new update may be waiting. */
  wake(): void
  isHeld(): boolean
}

interface HeldPoll {
  readonly request: PollRequest
  readonly finish: (updates: Update[]) => void
  readonly fail: (error: ApiError) => void
}

/** With `repeatRules` the brakes are on: within 0.5 s the same offset gets one update, within 3 s a short poll waits 3 s. */
export function createPolling(queue: UpdateQueue, clock: Clock, repeatRules: boolean): Polling {
  let held: HeldPoll | undefined
  let waking = false
  let previous = { offset: Number.NaN, startedAt: 0, finishedAt: 0 }

  function braked(request: PollRequest): PollRequest {
    const now = clock.now()
    const repeated = repeatRules && request.offset === previous.offset
    const timeoutSeconds = repeated && request.timeoutSeconds < 3 && now < previous.startedAt + 3000 ? 3 : request.timeoutSeconds
    const limit = repeated && now < previous.finishedAt + 500 ? 1 : request.limit
    previous = { offset: request.offset, startedAt: now, finishedAt: previous.finishedAt }
    return { offset: request.offset, limit, timeoutSeconds }
  }

  function terminate(reason: string): void {
    held?.fail(new ApiError(409, `Conflict: ${reason}`))
  }

  function fetch(request: PollRequest): Update[] {
    const updates = queue.fetch(request.offset, request.limit)
    if (updates.length > 0) previous.finishedAt = clock.now()
    return updates
  }

  function hold(request: PollRequest, signal: AbortSignal): Promise<Update[]> {
    return new Promise((resolve, reject) => {
      const callOff = clock.after(Math.min(request.timeoutSeconds, longestWaitSeconds) * 1000, () => mine.finish([]))
      const settle = (): void => {
        callOff()
        signal.removeEventListener('abort', abandon)
        if (held === mine) held = undefined
      }
      const abandon = (): void => mine.finish([])
      const mine: HeldPoll = {
        request,
        finish: (updates) => {
          settle()
          resolve(updates)
        },
        fail: (error) => {
          settle()
          reject(error)
        },
      }
      held = mine
      signal.addEventListener('abort', abandon)
    })
  }

  return {
    async poll(asked, signal) {
      terminate('terminated by other getUpdates request; make sure that only one bot instance is running')
      const request = braked(asked)
      const updates = fetch(request)
      if (updates.length > 0 || request.timeoutSeconds <= 0 || signal.aborted) return updates
      return await hold(request, signal)
    },
    terminate,
    release: () => held?.finish([]),
    isHeld: () => held !== undefined,
    wake() {
      // One turn later, so that updates made together are answered together.
      if (waking || !held) return
      waking = true
      setImmediate(() => {
        waking = false
        if (!held) return
        const updates = fetch(held.request)
        if (updates.length > 0) held.finish(updates)
      })
    },
  }
}
