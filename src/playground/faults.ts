// Faults on demand: which calls are hit, and by what. How a fault looks on the wire stands in answer-call.ts.

export type FaultKind =
  /** 429 with `retryAfter` seconds. */
  | 'too-many-requests'
  /** The refusal `status` (403 or 400 or any other) with `description`; nothing is processed. */
  | 'refuse'
  /** 500 unless `status` says otherwise; nothing is processed. */
  | 'server-error'
  /** 502 with an HTML page, as from a proxy; nothing is processed. */
  | 'html'
  /** Processed, but the answer breaks off in the middle. */
  | 'truncated-json'
  /** Waits `milliseconds`, then goes on as usual. */
  | 'delay'
  /** Not processed, and never answered. */
  | 'never-answer'
  /** The connection is closed before anything is processed. */
  | 'drop-before'
  /** Processed, then the connection is closed without an answer: what makes a careless bot say things twice. */
  | 'drop-after'
  /** The request's body is taken in at `bytesPerSecond` only; then all goes on as usual. Aimed by method alone. */
  | 'slow-upload'
  /** A getUpdates request is neither served nor ended, as on a connection whose other end is gone. */
  | 'half-open-poll'

export interface Fault {
  readonly kind: FaultKind
  /** Any case. Without it every method but getUpdates is meant; `*` is every one. `downloadFile` is the fetching of a file. */
  readonly method?: string | readonly string[]
  readonly chat?: number | string
  /** A part of the text or caption. */
  readonly text?: string | RegExp
  /** Begin with the nth matching call; 1 if absent. */
  readonly nth?: number
  /** How many matching calls are hit; 1 if absent, null for all of them. */
  readonly times?: number | null
  /** 0 to 1: how likely a matching call is hit; always if absent. */
  readonly probability?: number
  readonly retryAfter?: number
  readonly status?: number
  readonly description?: string
  readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number }
  readonly milliseconds?: number
  /** 10,000 if absent. */
  readonly bytesPerSecond?: number
  /** What a list of faults calls it. */
  readonly label?: string
}

export interface AddedFault {
  readonly id: number
  readonly fault: Fault
  /** How many calls were hit so far. */
  hits(): number
  remove(): void
}

export interface Faults {
  add(fault: Fault): AddedFault
  clear(): void
  list(): AddedFault[]
  /** The fault this call meets, counted as met. */
  meet(method: string, parameters: Readonly<Record<string, unknown>>): Fault | undefined
  /** The slow upload this call meets, before anything of it is known but its method. */
  meetUpload(method: string): Fault | undefined
}

interface ArmedFault {
  readonly fault: Fault
  matched: number
  hits: number
}

/** `random` decides probabilities; give a seeded one for repeatable tests. `onChange` hears of every fault set, met and gone. */
export function createFaults(random: () => number, onChange: () => void = () => undefined): Faults {
  const armed = new Map<number, ArmedFault>()
  let lastId = 0

  function handle(id: number, entry: ArmedFault): AddedFault {
    const remove = (): void => {
      if (armed.delete(id)) onChange()
    }
    return { id, fault: entry.fault, hits: () => entry.hits, remove }
  }

  function meet(method: string, parameters: Readonly<Record<string, unknown>>, uploads: boolean): Fault | undefined {
    for (const [id, entry] of armed) {
      const { fault } = entry
      if ((fault.kind === 'slow-upload') !== uploads || !concerns(fault, method, parameters)) continue
      entry.matched++
      if (entry.matched < (fault.nth ?? 1)) continue
      if (fault.probability !== undefined && random() >= fault.probability) continue
      entry.hits++
      const times = fault.times === undefined ? 1 : fault.times
      if (times !== null && entry.hits >= times) armed.delete(id)
      onChange()
      return fault
    }
    return undefined
  }

  return {
    add(fault) {
      const entry = { fault, matched: 0, hits: 0 }
      armed.set(++lastId, entry)
      onChange()
      return handle(lastId, entry)
    },
    clear() {
      armed.clear()
      onChange()
    },
    list: () => [...armed].map(([id, entry]) => handle(id, entry)),
    meet: (method, parameters) => meet(method, parameters, false),
    meetUpload: (method) => meet(method, {}, true),
  }
}

function concerns(fault: Fault, method: string, parameters: Readonly<Record<string, unknown>>): boolean {
  if (fault.kind === 'half-open-poll') return method === 'getUpdates'
  if (fault.method === undefined) {
    if (method === 'getUpdates') return false
  } else {
    const methods = typeof fault.method === 'string' ? [fault.method] : fault.method
    if (!methods.some((one) => one === '*' || one.toLowerCase() === method.toLowerCase())) return false
  }
  if (fault.chat !== undefined && String(parameters['chat_id']) !== String(fault.chat)) return false
  if (fault.text === undefined) return true
  const text = String(parameters['text'] ?? parameters['caption'] ?? '')
  return typeof fault.text === 'string' ? text.includes(fault.text) : fault.text.test(text)
}
