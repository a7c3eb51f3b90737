// What the platform's refusal of a message means for the outbox, as a table of its codes. Pure. What no row knows is never tried
// again, so that one odd message does not hold back those behind it.
import type { SendOutcome } from '../../../domain/channel.ts'

type Refused = Extract<SendOutcome, { kind: 'later' | 'never' }>

/** The account may begin no conversations for some time; trying again makes it worse. */
export const firstContactCodes: readonly string[] = ['463', '475']

/** A list of devices or a session was out of date: with new ones it may go. */
export const staleCodes: readonly string[] = ['479', '421']
const mostStaleTries = 3

const table: Readonly<Record<string, Refused>> = {
  '400': { kind: 'never', reason: 'bad-content' },
  '401': { kind: 'never', reason: 'not-allowed' },
  '403': { kind: 'never', reason: 'not-allowed' },
  '404': { kind: 'never', reason: 'unknown-chat', unreachable: 'unknown-chat' },
  '405': { kind: 'never', reason: 'not-allowed' },
  '406': { kind: 'never', reason: 'bad-content' },
  '408': { kind: 'later', reason: 'refused-408', scope: 'message' },
  '413': { kind: 'never', reason: 'too-large' },
  '429': { kind: 'later', reason: 'flood', afterSeconds: 60, scope: 'account' },
  '440': { kind: 'later', reason: 'refused-440', scope: 'message' },
  '463': { kind: 'never', reason: 'first-contacts-paused' },
  '475': { kind: 'never', reason: 'first-contacts-paused' },
  '500': { kind: 'later', reason: 'refused-500', scope: 'message' },
  '503': { kind: 'later', reason: 'refused-503', afterSeconds: 30, scope: 'account' },
}

/** @param tries how often the message was handed over so far, this time included. */
export function toOutcome(code: string, tries: number): Refused {
  if (staleCodes.includes(code) && tries < mostStaleTries) {
    return { kind: 'later', reason: `refused-${code}`, afterSeconds: 2 * tries, scope: 'message' }
  }
  return table[code] ?? { kind: 'never', reason: `refused-${code}` }
}

/** A refusal that is for good: the message counts as failed and is not handed over again. */
export function isFinal(outcome: Refused): boolean {
  return outcome.kind === 'never'
}
