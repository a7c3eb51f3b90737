// What an edit changed, in few words: the piece that is another now, with a little of what stands around it. Pure.

export interface TextDifference {
  /** What stood there; empty when something was only added. */
  readonly removed: string
  /** What stands there now; empty when something was only taken out. */
  readonly added: string
}

const around = 4
const longest = 300

/** Word by word; null when only spaces differ. */
export function textDifference(before: string, after: string): TextDifference | null {
  const old = words(before)
  const now = words(after)
  let from = 0
  while (from < old.length && from < now.length && old[from] === now[from]) from++
  if (from === old.length && from === now.length) return null
  let behind = 0
  const most = Math.min(old.length, now.length) - from
  while (behind < most && old[old.length - 1 - behind] === now[now.length - 1 - behind]) behind++
  return { removed: piece(old, from, behind, now), added: piece(now, from, behind, old) }
}

function words(text: string): readonly string[] {
  return text.split(/\s+/u).filter((word) => word !== '')
}

/** Nothing when all of this side stands on the other side too: then it was only added to. */
function piece(side: readonly string[], from: number, behind: number, other: readonly string[]): string {
  const to = side.length - behind
  if (from === to && other.length > side.length) return ''
  const start = Math.max(0, from - around)
  const end = Math.min(side.length, to + around)
  const text = `${start > 0 ? '… ' : ''}${side.slice(start, end).join(' ')}${end < side.length ? ' …' : ''}`
  return text.length <= longest ? text : `${text.slice(0, longest).toWellFormed()} …`
}
