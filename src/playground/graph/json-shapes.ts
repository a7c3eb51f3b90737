// Looking at JSON that came over the wire: is it an object, is a text there and of the right length. Refusals are Meta's.
import { wrong } from './graph-error.ts'

export type Json = Readonly<Record<string, unknown>>

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** @throws GraphError when it is no text of that many characters */
export function textOf(from: Json, name: string, least: number, most: number): string {
  const value = from[name]
  if (typeof value !== 'string' || value.length < least || value.length > most || (least > 0 && value.trim() === ''))
    throw wrong(`${name} has to be a text of ${least} to ${most} characters`, 131009)
  return value
}

/** @throws GraphError when there are others: a misspelt name would be ignored in silence */
export function onlyKeys(from: Json, names: readonly string[], what: string): void {
  const unknown = Object.keys(from).filter((name) => !names.includes(name))
  if (unknown.length > 0) throw wrong(`${what} has unknown members: ${unknown.join(', ')}`)
}
