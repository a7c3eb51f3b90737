// What administrators ask of the process that has the account: fetched every few seconds, kept until the supervisor takes it,
// and cutting short whatever wait is under way.
import type { ChannelRequest, ChannelStatePort } from '../../../domain/channel-state.ts'
import type { Log } from '../../../domain/log.ts'

export interface Requests {
  /** Whether one is there. */
  waiting(): boolean
  /** The one asked last and not taken yet; taking it empties the box. */
  take(): ChannelRequest | null
  /** Waits for one, or for `stop` (then null). */
  next(stop: AbortSignal): Promise<ChannelRequest | null>
  /** Waits so long, or until one is there, or for `stop`. */
  pause(milliseconds: number, stop: AbortSignal): Promise<void>
  end(): void
}

export interface RequestOptions {
  readonly port: ChannelStatePort
  readonly beatMilliseconds: number
  /** Called for each, at once; true: done with, not to be kept. */
  readonly onRequest: (request: ChannelRequest) => boolean
  readonly log: Log
}

export function fetchRequests({ port, beatMilliseconds, onRequest, log }: RequestOptions): Requests {
  let asked: ChannelRequest | null = null
  let ended = false
  let wake: () => void = () => undefined

  async function beat(): Promise<void> {
    try {
      const request = await port.beat()
      if (request === null || onRequest(request)) return
      asked = request
      wake()
    } catch (error) {
      log.debug({ err: error }, 'whatsapp: nobody could be asked for requests')
    }
  }

  // One after the other: a slow database must not let them pile up.
  let timer: NodeJS.Timeout | undefined
  const again = () => {
    timer = setTimeout(() => beat().finally(() => ended || again()), beatMilliseconds)
  }
  again()

  function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
    if (asked !== null || stop.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(waiting)
        stop.removeEventListener('abort', done)
        wake = () => undefined
        resolve()
      }
      const waiting = setTimeout(done, milliseconds)
      wake = done
      stop.addEventListener('abort', done)
    })
  }

  function take(): ChannelRequest | null {
    const request = asked
    asked = null
    return request
  }

  return {
    waiting: () => asked !== null,
    take,
    pause,
    async next(stop) {
      while (!stop.aborted) {
        const request = take()
        if (request !== null) return request
        await pause(longest, stop)
      }
      return null
    },
    end() {
      ended = true
      clearTimeout(timer)
    },
  }
}

/** The longest that a timer can wait. */
const longest = 2 ** 31 - 1
