// Reads JSON and remembers where everything stands, so that a fault in a file can name its line. Stricter than JSON.parse
// in one thing: a key given twice is a fault, not the last one's victory. What the values mean is decided elsewhere.

/** The way to a value: keys and indexes from the root. */
export type JsonPath = readonly PropertyKey[]

/** A place in a text, both from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

export interface PositionedJson {
  readonly value: unknown
  has(path: JsonPath): boolean
  /** Where the value at the path begins; of a path that leads nowhere, the last value it reaches. */
  positionOf(path: JsonPath): Position
  /** Where the key itself stands; without such a key, as `positionOf`. */
  positionOfKey(path: JsonPath): Position
}

/** The text is not JSON. The message says what was expected or found. */
export class JsonFault extends Error {
  readonly position: Position
  constructor(message: string, position: Position) {
    super(message)
    this.name = 'JsonFault'
    this.position = position
  }
}

interface Node {
  readonly start: number
  readonly value: unknown
  readonly children: ReadonlyMap<string, Child>
}
interface Child {
  /** Of an item in a list, where the item itself begins. */
  readonly keyStart: number
  readonly node: Node
}

/** @throws JsonFault at the first place where the text stops being JSON */
export function parsePositionedJson(text: string): PositionedJson {
  const root = parse(text)
  const find = (path: JsonPath): Child & { readonly whole: boolean } => {
    let found: Child = { keyStart: root.start, node: root }
    for (const key of path) {
      const child = found.node.children.get(String(key))
      if (child === undefined) return { keyStart: found.node.start, node: found.node, whole: false }
      found = child
    }
    return { ...found, whole: true }
  }
  return {
    value: root.value,
    has: (path) => find(path).whole,
    positionOf: (path) => positionAt(text, find(path).node.start),
    positionOfKey: (path) => positionAt(text, find(path).keyStart),
  }
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

const space = /[ \t\r\n]*/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const string = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy
const word = /true|false|null/y
/** What stands at a place, for a fault's message. */
const token = /[\w.+-]+|"[^"\n]*"?|\S/uy

function parse(text: string): Node {
  let at = 0
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    at += found?.length ?? 0
    return found
  }
  const fault = (message: string, offset = at): JsonFault => new JsonFault(message, positionAt(text, offset))
  const unexpected = (expected: string): JsonFault => {
    const start = at
    const found = take(token)
    return fault(`expected ${expected}, found ${found === undefined ? 'the end of the file' : found}`, start)
  }
  const takeSign = (sign: string): boolean => {
    take(space)
    if (text[at] !== sign) return false
    at += 1
    return true
  }

  /** The entries of an object or a list up to its closing sign, each read by `entry`. */
  const readEntries = (closing: string, entry: () => void): void => {
    if (takeSign(closing)) return
    do entry()
    while (takeSign(','))
    if (!takeSign(closing)) throw unexpected(`, or ${closing}`)
  }

  const readObject = (start: number): Node => {
    const children = new Map<string, Child>()
    readEntries('}', () => {
      take(space)
      const keyStart = at
      const literal = take(string)
      if (literal === undefined) throw unexpected('a key in double quotes')
      const key: string = JSON.parse(literal)
      if (children.has(key)) throw fault(`the key ${literal} is there twice`, keyStart)
      if (!takeSign(':')) throw unexpected('a colon')
      children.set(key, { keyStart, node: readValue() })
    })
    return { start, children, value: Object.fromEntries([...children].map(([key, child]) => [key, child.node.value])) }
  }

  const readList = (start: number): Node => {
    const items: Node[] = []
    readEntries(']', () => items.push(readValue()))
    const children = new Map(items.map((node, index) => [String(index), { keyStart: node.start, node }]))
    return { start, children, value: items.map((item) => item.value) }
  }

  const readValue = (): Node => {
    take(space)
    const start = at
    if (takeSign('{')) return readObject(start)
    if (takeSign('[')) return readList(start)
    const literal = take(string) ?? take(number) ?? take(word)
    if (literal === undefined) throw unexpected('a value')
    return { start, value: JSON.parse(literal), children: new Map() }
  }

  const root = readValue()
  take(space)
  if (at < text.length) throw unexpected('the end of the file')
  return root
}
