// Every call a bot made, in the order in which they took effect, and a way to wait for one. Bounded: the oldest are let go.
import type { Envelope } from './wire.ts'

export interface RecordedCall {
  /** Counts up by one over the life of the server. */
  readonly sequence: number
  /** Milliseconds since 1970, on the server's clock. */
  readonly at: number
  /** The bot's numeric id; tokens are not recorded. */
  readonly botId: number
  /** Properly spelled; `downloadFile` for a fetched file. */
  readonly method: string
  /** As the server understood them; an uploaded file stands as its name, kind and size. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** The HTTP status, or 0 when no answer was given. */
  readonly status: number
  /** The envelope, undefined when no answer was given. */
  readonly answer: Envelope | undefined
  /** The fault that was met, if any. */
  readonly fault: string | undefined
}

export interface Recorder {
  readonly calls: RecordedCall[]
  record(call: Omit<RecordedCall, 'sequence'>): RecordedCall
  clear(): void
}

export function createRecorder(maximumCalls: number, announce: (call: RecordedCall) => void): Recorder {
  const calls: RecordedCall[] = []
  let sequence = 0
  return {
    calls,
    record(call) {
      const recorded: RecordedCall = { sequence: ++sequence, ...call }
      calls.push(recorded)
      // In one sweep now and then: shifting an array at every call would cost more than the call.
      if (calls.length > maximumCalls * 1.1) calls.splice(0, calls.length - maximumCalls)
      announce(recorded)
      return recorded
    },
    clear: () => void calls.splice(0),
  }
}
