// What Meta's error codes mean for a message (WHATSAPP 5.1), as data: the same table serves the answer to a call and the status
// that comes later. Titles and sentences are never looked at, only codes.
import type { SendOutcome, UnreachableReason } from '../../../domain/channel.ts'
import type { GraphFailure } from './graph-failure.ts'

export type Verdict =
  /** The person has not written for 24 hours: a template, or another channel. */
  | { readonly kind: 'window-closed' }
  /** Too much to this one person. */
  | { readonly kind: 'pair-limit' }
  /** Too much from this number, account or app. */
  | { readonly kind: 'slow-down' }
  /** Nobody is written to first for a while. */
  | { readonly kind: 'spam-limit' }
  /** The account is not served until somebody sees to it. `reason` is for the operator. */
  | { readonly kind: 'account'; readonly part: 'token' | 'account'; readonly reason: string }
  | { readonly kind: 'template'; readonly reason: string }
  | { readonly kind: 'temporary' }
  | { readonly kind: 'refused'; readonly reason: string; readonly unreachable?: UnreachableReason }

const account = (reason: string): Verdict => ({ kind: 'account', part: 'account', reason })
const token = (reason: string): Verdict => ({ kind: 'account', part: 'token', reason })
const template = (reason: string): Verdict => ({ kind: 'template', reason })
const refused = (reason: string): Verdict => ({ kind: 'refused', reason })

export const verdicts: ReadonlyMap<number, Verdict> = new Map<number, Verdict>([
  [131047, { kind: 'window-closed' }],
  [131056, { kind: 'pair-limit' }],
  [4, { kind: 'slow-down' }],
  [80007, { kind: 'slow-down' }],
  [130429, { kind: 'slow-down' }],
  [131048, { kind: 'spam-limit' }],
  [131026, { kind: 'refused', reason: 'undeliverable', unreachable: 'unknown-chat' }],
  [131030, refused('not-on-the-test-list')],
  [131021, refused('own-number')],
  [131049, refused('held-back-by-platform')],
  [130472, refused('held-back-by-platform')],
  [131050, refused('opted-out')],
  [130497, refused('country-refused')],
  [131053, refused('file-refused')],
  [131052, refused('file-refused')],
  [131051, refused('bad-content')],
  [131008, refused('bad-content')],
  [131009, refused('bad-content')],
  [100, refused('bad-content')],
  [0, token('Meta does not accept the access token')],
  [190, token('the access token is invalid or has run out')],
  [3, token('the access token lacks a permission')],
  [10, token('the access token lacks a permission')],
  [131005, token('the access token lacks a permission')],
  [33, account('the business number was deleted')],
  [368, account('the account is blocked for a violation of policy')],
  [131031, account('the account is locked')],
  [131037, account('the display name is not approved')],
  [131042, account('there is a problem with the payment method')],
  [131045, account('the business number is not registered')],
  [133010, account('the business number is not registered')],
  [132000, template('wrong number of parameters')],
  [132001, template('missing')],
  [132005, template('too long with its parameters')],
  [132007, template('against policy')],
  [132008, template('wrong parameters')],
  [132012, template('wrong parameters')],
  [132015, template('paused')],
  [132016, template('disabled')],
  [132018, template('wrong parameters')],
  [1, { kind: 'temporary' }],
  [2, { kind: 'temporary' }],
  [131000, { kind: 'temporary' }],
  [131016, { kind: 'temporary' }],
  [131057, { kind: 'temporary' }],
  [133004, { kind: 'temporary' }],
])

/** The verdict on a code; a code that no table knows is a refusal that names it, so that one odd message blocks no other. */
export function verdictOn(code: number): Verdict {
  if (code >= 200 && code <= 299) return token('the access token lacks a permission')
  return verdicts.get(code) ?? refused(`refused-${code}`)
}

/** The verdict on a failed call; null: whether it was carried out is not known. */
export function verdictOf(failure: GraphFailure): Verdict | 'unreached' | null {
  if (failure.kind === 'unreached') return 'unreached'
  if (failure.kind === 'broken') return null
  const { code, status } = failure
  if (code !== null && (verdicts.has(code) || status < 500)) return verdictOn(code)
  if (status === 429) return { kind: 'slow-down' }
  if (status === 401) return token('Meta does not accept the access token')
  // A proxy's 502 says nothing about whether the message was taken.
  return status >= 500 ? null : refused(`status-${status}`)
}

/**
 * The outcome of a send. `pairWaitSeconds` is how long this person is left alone after "too much"; `notice`: told unasked, and
 * so may take the person's next channel where the account is not served.
 */
export function toSendOutcome(
  failure: GraphFailure,
  { pairWaitSeconds, notice }: { readonly pairWaitSeconds: number; readonly notice: boolean },
): Exclude<SendOutcome, { kind: 'sent' }> {
  const verdict = verdictOf(failure)
  const named = failure.kind === 'answered' && failure.afterSeconds !== undefined ? { afterSeconds: failure.afterSeconds } : {}
  if (verdict === null) return { kind: 'unknown', reason: failure.kind === 'answered' ? `${failure.status}` : failure.reason }
  if (verdict === 'unreached')
    return { kind: 'later', reason: failure.kind === 'answered' ? '' : failure.reason, scope: 'account' }
  switch (verdict.kind) {
    case 'window-closed':
      return { kind: 'never', reason: 'conversation-closed' }
    case 'pair-limit':
      return { kind: 'later', reason: 'pair-limit', afterSeconds: pairWaitSeconds, scope: 'conversation' }
    case 'slow-down':
      return { kind: 'later', reason: 'flood', scope: 'account', ...named }
    case 'spam-limit':
      return notice
        ? { kind: 'never', reason: 'first-contacts-paused' }
        : { kind: 'later', reason: 'spam-limit', scope: 'account' }
    case 'account':
      return notice && verdict.part === 'account'
        ? { kind: 'never', reason: 'account-refused' }
        : { kind: 'later', reason: `${verdict.part}-refused`, scope: 'account' }
    case 'template':
      return { kind: 'never', reason: 'no-template' }
    case 'temporary':
      return { kind: 'later', reason: 'temporary', scope: 'message', ...named }
    case 'refused':
      return {
        kind: 'never',
        reason: verdict.reason,
        ...(verdict.unreachable !== undefined && { unreachable: verdict.unreachable }),
      }
  }
}
