// The typed client, set up so that it cannot hang, follow a redirect with the token in the address, or log what it sends.
// One client per bot; every call gets its own time limit.
import { Api, type RawApi } from 'grammy'
import { type CallFailure, toCallFailure } from './call-failure.ts'

/** Result of a call: what Telegram answered, or what went wrong. */
export type CallResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: CallFailure }

export interface CallLimits {
  /** The longest a call may take. */
  readonly seconds: number
  /** Ends the call early. */
  readonly stop?: AbortSignal
}

export interface TelegramApi {
  /** Calls once, never throws: `run` gets the methods, and the signal to hand on to the one it calls. */
  call<T>(run: (methods: RawApi, signal: ClientSignal) => Promise<T>, callLimits: CallLimits): Promise<CallResult<T>>
}

/** The client's own idea of a signal; the platform's one does for it. */
export type ClientSignal = NonNullable<Parameters<RawApi['getMe']>[0]>

/** The client for a bot. `apiRoot` does not end in "/". */
export function createTelegramApi(options: { readonly token: string; readonly apiRoot: string }): TelegramApi {
  const { raw } = new Api(options.token, {
    apiRoot: options.apiRoot,
    // Never reached: each call below ends earlier. The client's own 500 s would cut long uploads.
    timeoutSeconds: 3600,
    baseFetchConfig: { redirect: 'error' },
  })
  return {
    async call(run, { seconds, stop }) {
      const ending = new AbortController()
      const end = () => ending.abort()
      let timedOut = false
      const timer = setTimeout(() => {
        timedOut = true
        end()
      }, seconds * 1000)
      if (stop?.aborted === true) end()
      stop?.addEventListener('abort', end)
      try {
        return { ok: true, value: await run(raw, ending.signal as unknown as ClientSignal) }
      } catch (error) {
        return { ok: false, failure: toCallFailure(error, timedOut) }
      } finally {
        clearTimeout(timer)
        stop?.removeEventListener('abort', end)
      }
    },
  }
}
