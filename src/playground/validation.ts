// Holds a call against the generated table: known parameters, required ones, kinds of value, limits; and turns what forms
// send as strings into values. Rules the table cannot know stand in text-rules.ts, markup-rules.ts and the methods.
import { badRequest } from './api-error.ts'
import type { Limit, MethodSpec, ParameterSpec } from './table.ts'
import type { RawCall } from './wire.ts'

/** Telegram's own words where a required parameter has its own. */
const missing: Record<string, string> = {
  chat_id: 'chat_id is empty',
  text: 'message text is empty',
  message_id: 'message identifier is not specified',
  user_id: 'invalid user_id specified',
  photo: 'there is no photo in the request',
  document: 'there is no document in the request',
  voice: 'there is no voice in the request',
  video: 'there is no video in the request',
  audio: 'there is no audio in the request',
  file_id: 'file_id is not specified',
}

/** The call's parameters as proper values. Throws ApiError 400. */
export function readParameters(spec: MethodSpec, call: RawCall, strict: boolean): Record<string, unknown> {
  const read: Record<string, unknown> = {}
  for (const [name, raw] of Object.entries(call.parameters)) {
    const parameter = Object.hasOwn(spec, name) ? spec[name] : undefined
    if (!parameter) {
      if (strict) throw badRequest(`parameter "${name}" is not known`)
      continue
    }
    if (raw === null || raw === undefined) continue
    const value = readValue(name, raw, parameter)
    if (parameter.limit && !parameter.limit.afterParsing) checkLimit(name, value, parameter.limit, parameter.required)
    read[name] = value
  }
  for (const [name, parameter] of Object.entries(spec)) {
    if (parameter.required && read[name] === undefined && !call.files.has(name)) {
      throw badRequest(missing[name] ?? `parameter "${name}" is required`)
    }
  }
  return read
}

function readValue(name: string, raw: unknown, { kinds }: ParameterSpec): unknown {
  const kind = Array.isArray(raw) ? 'array' : typeof raw
  if (kinds.some((one) => one === kind)) return raw
  if (kinds.includes('file') && kind === 'string') return raw
  if (typeof raw === 'string') {
    if (kinds.includes('boolean')) return /^(true|yes|1)$/i.test(raw)
    if (kinds.includes('number') && /^-?\d+(\.\d+)?$/.test(raw)) return Number(raw)
    if (kinds.includes('object') || kinds.includes('array')) return parseNested(name, raw, kinds.includes('array'))
  }
  if (kinds.includes('string') && (kind === 'number' || kind === 'boolean')) return String(raw)
  if (kinds.includes('boolean') && kind === 'number') return raw !== 0
  throw badRequest(`parameter "${name}" has a wrong type: ${kinds.join(' or ')} expected`)
}

function parseNested(name: string, raw: string, asArray: boolean): unknown {
  try {
    const value: unknown = JSON.parse(raw)
    if (typeof value === 'object' && value !== null && Array.isArray(value) === asArray) return value
  } catch {
    // Falls through to the one refusal for both.
  }
  throw badRequest(`can't parse ${name.replaceAll('_', ' ')} JSON object`)
}

function checkLimit(name: string, value: unknown, limit: Limit, required: boolean): void {
  const count = measure(value, limit)
  if (count === undefined) return
  // An optional string left empty is the same as one not given.
  if (count === 0 && !required && limit.counts !== 'value') return
  if (count < limit.min || count > limit.max) {
    throw badRequest(`parameter "${name}" must be of ${limit.min}-${limit.max} ${limit.counts}, not ${count}`)
  }
}

function measure(value: unknown, limit: Limit): number | undefined {
  if (limit.counts === 'items') return Array.isArray(value) ? value.length : undefined
  if (limit.counts === 'value') return typeof value === 'number' ? value : undefined
  if (typeof value !== 'string') return undefined
  return limit.counts === 'bytes' ? Buffer.byteLength(value) : value.length
}
