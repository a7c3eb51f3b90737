// Finds ticket numbers in what people write, in English and Lithuanian. Says how sure it is and nothing more: whether the
// ticket exists, and whether the writer may see it, is found out elsewhere. The vocabulary stands in reference-words.ts.
import * as words from './reference-words.ts'

/**
 * How sure a number is a ticket's. `explicit`: said so ("ticket 12345", "re: #12345"). `bare-hash`: "#12345" among other
 * words, or a link to it. `whole`: the message is nothing but a number, which may as well be an answer to a question.
 */
export type ReferenceStrength = 'explicit' | 'bare-hash' | 'whole'

export interface TicketReference {
  readonly number: number
  /** Where the digits stand in the text, in code units; `to` is exclusive. */
  readonly from: number
  readonly to: number
  readonly strength: ReferenceStrength
}

/**
 * The tickets a text refers to, in order of appearance, each number once (with its strongest reading). Never throws; time
 * grows with the length of the text only. Numbers that mean something else (phones, ports, prices, error codes, versions,
 * dates, invoices, other desks' tickets) are not taken, nor are those with leading zeros or more than nine digits.
 * "#N" below 100 counts only next to a word for a ticket: "#1 priority" is none.
 */
export function findTicketReferences(text: string): readonly TicketReference[] {
  const { folded, origin } = fold(text)
  const found: TicketReference[] = []
  const take = (from: number, to: number, strength: ReferenceStrength) => {
    found.push({ number: Number(folded.slice(from, to)), from: origin[from] ?? 0, to: (origin[to - 1] ?? 0) + 1, strength })
  }
  const alone = /^[\s"'“„([]*(?<sign>(?:#|№|nr\.?)\s{0,3})?(?<digits>[1-9]\d{0,8})[\s.!?)\]"'”]*$/du.exec(folded)
  if (alone !== null) {
    const [from, to] = alone.indices?.groups?.['digits'] ?? [0, 0]
    const signed = alone.groups?.['sign'] !== undefined
    // Eight and nine digits alone are somebody's phone number.
    if (signed || to - from <= 7) take(from, to, signed ? 'explicit' : 'whole')
    return found
  }
  const bare = folded.replace(linkPattern, (link: string, at: number) => {
    const inLink = /(?:\/tickets?\/|[?&]ticket(?:_?id|_?no|_?number)?=)(?<digits>[1-9]\d{0,8})(?![\p{L}\p{N}_])/du.exec(link)
    const range = inLink?.indices?.groups?.['digits']
    if (range !== undefined) take(at + range[0], at + range[1], 'bare-hash')
    return '\ufffc'.repeat(link.length)
  })
  let previous: Candidate | null = null
  for (const match of bare.matchAll(/\d+/g)) {
    const candidate = readCandidate(bare, match.index, match.index + match[0].length)
    const read: ReferenceStrength | null =
      candidate === null ? null : (judgeInList(candidate, previous, bare) ?? judge(candidate))
    if (candidate === null || read === null) continue
    previous = { ...candidate, listed: read === 'explicit' }
    take(candidate.from, candidate.to, read)
  }
  return unique(found.sort((a, b) => a.from - b.from))
}

const linkPattern = /(?<!\p{L})(?:(?:https?|wss?|ftp|sips?|tel|mailto):|www\.)\S+/gu

interface Candidate {
  readonly from: number
  readonly to: number
  readonly number: number
  readonly digits: number
  /** What stands before and after, up to the width that any rule looks at, so that time stays linear. */
  readonly before: string
  readonly after: string
  /** Whether it can head a list ("tickets 12345 and 12346"). */
  readonly listed: boolean
}

function readCandidate(text: string, from: number, to: number): Candidate | null {
  const digits = to - from
  if (digits > 9 || text[from] === '0') return null
  const after = text.slice(to, to + 32)
  if (continues(after) || words.moneyAfter.test(after)) return null
  // "12 345" is one number in groups, and whose thousands they are cannot be known.
  if (digits <= 3 && /^ \d{3}(?!\d)/.test(after)) return null
  return {
    from,
    to,
    number: Number(text.slice(from, to)),
    digits,
    before: text.slice(Math.max(0, from - 80), from),
    after,
    listed: false,
  }
}

/** Whether the digits are part of something longer: a time, a date, a version, an address, a file name, a dialled code. */
function continues(after: string): boolean {
  return (
    /^[\p{L}\p{N}\p{M}_@#*\\]/u.test(after) ||
    /^[.:–-]\d/u.test(after) ||
    /^,(?:\d{1,3})(?!\d)/.test(after) ||
    /^\/\d{1,2}(?!\d)/.test(after) ||
    /^-\p{L}*\d/u.test(after) ||
    /^\.(?:pdf|txt|log|png|jpe?g|gif|zip|gz|csv|p?cap|wav|mp3|docx?|xlsx?|conf|html?|com|net|org|lt|eu|io)(?!\p{L})/u.test(after)
  )
}

function judge(candidate: Candidate): ReferenceStrength | null {
  const { before, after, number } = candidate
  const noun = words.ticketNoun.exec(before)
  if (noun !== null) return judgeNoun(candidate, noun) ? 'explicit' : null
  const hash = words.hashBefore.exec(before)
  if (words.nounAfter.test(after) && (hash !== null || number >= 1000)) return 'explicit'
  if (words.oneOfQueries.after.test(after) && (hash !== null || words.oneOfQueries.before.test(before))) return 'explicit'
  if (number >= 100 && words.looseNoun.test(before)) return 'explicit'
  if (hash !== null) return judgeHash(candidate, before.slice(0, hash.index))
  if (words.numberSignBefore.test(before) && candidate.digits >= 3 && candidate.digits <= 7) {
    return words.comingBack.test(before) ? 'explicit' : 'bare-hash'
  }
  return comesBack(candidate) ? 'explicit' : null
}

function judgeNoun(candidate: Candidate, noun: RegExpExecArray): boolean {
  const { number, after } = candidate
  const link = noun.groups?.['link'] ?? ''
  const head = candidate.before.slice(0, noun.index)
  if (words.foreignNoun.test(head)) return false
  if (words.numberMarker.test(link)) return true
  const counts = words.unitAfter.test(after)
  if (words.newNoun.test(head) && (counts || number < 1000)) return false
  if (number < 1000 && (counts || link.includes(','))) return false
  // "About my ticket: 1) calls fail" numbers the points, not the ticket.
  const numbersPoints = number < 100 && (link.includes('\n') || /^\)/.test(after) || (link.includes(':') && /^\./.test(after)))
  return !numbersPoints || (link.includes('(') && !link.includes('\n'))
}

function judgeHash({ before, number }: Candidate, head: string): ReferenceStrength | null {
  if (number < 100 || words.otherThing.test(head)) return null
  return words.comingBack.test(before) ? 'explicit' : 'bare-hash'
}

function comesBack({ before, after, number, digits }: Candidate): boolean {
  if (digits < 4 || digits > 7 || words.knownPorts.has(number)) return false
  const isYear = number >= 1990 && number <= 2099
  return !isYear && !words.unitAfter.test(after) && !/^ ?[-()]? ?\d/.test(after) && words.comingBack.test(before)
}

/** "tickets 12345, 12346 and 12347": what follows a named ticket in a list is named too. */
function judgeInList(candidate: Candidate, previous: Candidate | null, text: string): ReferenceStrength | null {
  if (previous === null || !previous.listed || candidate.from - previous.to > 16) return null
  const between = text.slice(previous.to, candidate.from)
  if (!words.listLink.test(between)) return null
  if (between.includes('#')) return 'explicit'
  const alike = candidate.digits === previous.digits || candidate.number === previous.number + 1
  return alike && !words.unitAfter.test(candidate.after) ? 'explicit' : null
}

const ranks: Record<ReferenceStrength, number> = { explicit: 2, 'bare-hash': 1, whole: 0 }

function unique(found: readonly TicketReference[]): readonly TicketReference[] {
  const byNumber = new Map<number, TicketReference>()
  for (const reference of found) {
    const first = byNumber.get(reference.number)
    if (first === undefined) byNumber.set(reference.number, reference)
    else if (ranks[reference.strength] > ranks[first.strength])
      byNumber.set(reference.number, { ...first, strength: reference.strength })
  }
  return [...byNumber.values()]
}

/**
 * The text as the rules read it: small letters without diacritics, plain digits and spaces, nothing invisible. `origin`
 * leads from each place back to the place in the text.
 */
function fold(text: string): { folded: string; origin: Int32Array } {
  const folded: string[] = []
  const origin = new Int32Array(text.length)
  for (let at = 0; at < text.length; at += 1) {
    for (const unit of foldUnit(text.charAt(at))) {
      origin[folded.length] = at
      folded.push(unit)
    }
  }
  return { folded: folded.join(''), origin }
}

function foldUnit(unit: string): string {
  const code = unit.charCodeAt(0)
  if (code < 0x80) return unit === '\n' || code > 0x20 ? unit.toLowerCase() : ' '
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase()
  if (/[\p{M}\u200b-\u200d\u2060\ufeff\u00ad]/u.test(unit)) return ''
  if (/[\p{Z}\u0085]/u.test(unit)) return ' '
  if (unit === '’' || unit === '‘') return "'"
  const base = unit.normalize('NFD').charAt(0).toLowerCase()
  return base.length === 1 ? base : unit
}
