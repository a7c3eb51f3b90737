// What a method of the Bot API is given, and small readers for its already validated parameters.
import type { UploadedFile } from './multipart.ts'
import type { Bot, World } from './state.ts'

export interface MethodCall {
  readonly world: World
  readonly bot: Bot
  /** Properly spelled. */
  readonly name: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly files: ReadonlyMap<string, UploadedFile>
  /** Aborted when the asking connection goes away. */
  readonly signal: AbortSignal
}

/** The returned value becomes `result`; a refusal is thrown as ApiError. */
export type Method = (call: MethodCall) => unknown

export function textOf(call: MethodCall, name: string): string | undefined {
  const value = call.parameters[name]
  return typeof value === 'string' ? value : undefined
}

export function numberOf(call: MethodCall, name: string): number | undefined {
  const value = call.parameters[name]
  return typeof value === 'number' ? value : undefined
}

export function flagOf(call: MethodCall, name: string): boolean {
  return call.parameters[name] === true
}

export function listOf(call: MethodCall, name: string): readonly unknown[] | undefined {
  const value = call.parameters[name]
  return Array.isArray(value) ? (value as unknown[]) : undefined
}

export function objectOf(call: MethodCall, name: string): Readonly<Record<string, unknown>> | undefined {
  const value = call.parameters[name]
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
}
