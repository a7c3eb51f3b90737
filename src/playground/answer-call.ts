// One call from its raw parameters to its answer: validated, faults applied, done, recorded. Knows HTTP only to break it
// on purpose.
import type { ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { ApiError, badRequest } from './api-error.ts'
import type { Fault, FaultKind, Faults } from './faults.ts'
import { methods } from './methods/registry.ts'
import type { Recorder } from './recorder.ts'
import type { Bot, World } from './state.ts'
import type { findMethod } from './table.ts'
import { readParameters } from './validation.ts'
import { type Envelope, failure, type RawCall, sendEnvelope } from './wire.ts'

export interface CallContext {
  readonly world: World
  readonly faults: Faults
  readonly recorder: Recorder
}

const unprocessedKinds: readonly FaultKind[] = ['html', 'never-answer', 'half-open-poll', 'drop-before']

type KnownMethod = NonNullable<ReturnType<typeof findMethod>>

/** Does the call and writes its answer, or lack of one. Never throws for anything a client sent. */
export async function answerCall(
  context: CallContext,
  bot: Bot,
  method: KnownMethod,
  raw: RawCall,
  response: ServerResponse,
  signal: AbortSignal,
  alreadyMet?: Fault,
): Promise<void> {
  const fault = context.faults.meet(method.name, raw.parameters) ?? alreadyMet
  if (fault?.kind === 'delay') await pause(fault.milliseconds ?? 0, undefined, { signal }).catch(() => undefined)
  const refusal = fault ? refusalOf(fault) : undefined
  const unprocessed = fault !== undefined && unprocessedKinds.includes(fault.kind)
  const answer = unprocessed ? undefined : refusal ? failure(refusal) : await runMethod(context.world, bot, method, raw, signal)
  const answered = answer !== undefined && fault?.kind !== 'drop-after'
  context.recorder.record({
    at: context.world.clock.now(),
    botId: bot.user.id,
    method: method.name,
    parameters: shownParameters(raw),
    status: fault?.kind === 'html' ? (fault.status ?? 502) : answered ? (answer.ok ? 200 : answer.error_code) : 0,
    answer: answered ? answer : undefined,
    fault: fault?.kind,
  })
  if (fault && writeFault(fault, answer, response)) return
  if (answer) sendEnvelope(response, answer)
}

/** Does a method and returns its envelope; a fault of our own becomes a 500 rather than a crash. */
export async function runMethod(
  world: World,
  bot: Bot,
  method: KnownMethod,
  raw: RawCall,
  signal: AbortSignal,
): Promise<Envelope> {
  try {
    const parameters = readParameters(method.spec, raw, world.strict)
    world.groupLimit?.(method.name, parameters['chat_id'])
    const run = methods[method.name]
    if (!run && !world.answersUnknown) throw new ApiError(404, 'Not Found: this server does not do this method')
    const result = run ? await run({ world, bot, name: method.name, parameters, files: raw.files, signal }) : true
    return { ok: true, result }
  } catch (error) {
    if (error instanceof ApiError) return failure(error)
    return failure(new ApiError(500, `Internal Server Error: ${error instanceof Error ? error.message : 'unknown'}`))
  }
}

function refusalOf(fault: Fault): ApiError | undefined {
  switch (fault.kind) {
    case 'too-many-requests': {
      const seconds = fault.retryAfter ?? 1
      return new ApiError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })
    }
    case 'refuse':
      return fault.status === undefined && fault.description === undefined
        ? badRequest('refused on demand', fault.parameters)
        : new ApiError(fault.status ?? 400, fault.description ?? 'Forbidden: refused on demand', fault.parameters)
    case 'server-error':
      return new ApiError(fault.status ?? 500, fault.description ?? 'Internal Server Error')
    default:
      return undefined
  }
}

/** True when the fault has taken care of the answer. */
function writeFault(fault: Fault, answer: Envelope | undefined, response: ServerResponse): boolean {
  switch (fault.kind) {
    case 'html':
      response.writeHead(fault.status ?? 502, { 'content-type': 'text/html' })
      response.end(
        '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>',
      )
      return true
    case 'truncated-json': {
      const body = JSON.stringify(answer)
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(body.slice(0, Math.floor(body.length / 2)))
      return true
    }
    case 'drop-before':
    case 'drop-after':
      response.destroy()
      return true
    case 'never-answer':
    case 'half-open-poll':
      return true
    default:
      return false
  }
}

/** Parameters for the record: an upload as its name, kind and size, never its content. */
export function shownParameters(raw: RawCall): Record<string, unknown> {
  const files = [...raw.files].map(([name, { fileName, mediaType, bytes }]) => [
    name,
    { fileName, mediaType, bytes: bytes.length },
  ])
  // fromEntries defines properties where an assignment could set a prototype.
  return Object.fromEntries([
    ...Object.entries(raw.parameters).map(([name, value]) => [name, unpacked(value)]),
    ...files,
  ]) as Record<string, unknown>
}

/** Numbers and nested objects of forms come as strings; the record shows what they mean. */
function unpacked(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    return value
  }
}
