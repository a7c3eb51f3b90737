// What a failed send means for the outbox (TELEGRAM 2.3). A table of patterns, because Telegram's wording is stable but no
// contract; what no pattern knows is "bad-content", so that one odd message never blocks those behind it.
import type { SendOutcome, UnreachableReason } from '../../domain/channel.ts'
import type { CallFailure } from './call-failure.ts'

/** The pause after a 429 that names none. */
export const usualFloodSeconds = 5

type Answered = Extract<CallFailure, { kind: 'answered' }>

/**
 * The outcome of a send that failed. `floodScope` is what a 429 pauses.
 * Server errors are "unknown": Telegram's 500 and a proxy's 502 say nothing about whether the message was taken.
 */
export function toSendOutcome(failure: CallFailure, floodScope: 'conversation' | 'account' = 'conversation'): SendOutcome {
  switch (failure.kind) {
    case 'unreached':
      return { kind: 'later', reason: failure.reason, scope: 'account' }
    case 'broken':
      return { kind: 'unknown', reason: failure.reason }
    case 'answered':
      return fromAnswer(failure, floodScope)
  }
}

function fromAnswer({ code, description, afterSeconds, movedTo }: Answered, floodScope: 'conversation' | 'account'): SendOutcome {
  if (movedTo !== undefined) return { kind: 'moved', address: movedTo }
  if (code === 429 || afterSeconds !== undefined) {
    return { kind: 'later', reason: 'flood', afterSeconds: afterSeconds ?? usualFloodSeconds, scope: floodScope }
  }
  if (code >= 500) return { kind: 'unknown', reason: `${code}` }
  if (code === 401 || code === 404) return { kind: 'later', reason: 'token-refused', scope: 'account' }
  if (code === 409) return { kind: 'later', reason: 'conflict', scope: 'account' }
  if (code === 413) return { kind: 'never', reason: 'too-large' }
  const known = refusals.find(({ pattern }) => pattern.test(description))
  if (known?.unreachable !== undefined) return { kind: 'never', reason: known.reason, unreachable: known.unreachable }
  if (known !== undefined) return { kind: 'never', reason: known.reason }
  return { kind: 'never', reason: code === 403 ? 'forbidden' : 'bad-content' }
}

interface Refusal {
  readonly pattern: RegExp
  readonly reason: string
  readonly unreachable?: UnreachableReason
}

const refusals: readonly Refusal[] = [
  { pattern: /blocked by the user/i, reason: 'blocked', unreachable: 'blocked' },
  { pattern: /user is deactivated|USER_DEACTIVATED|INPUT_USER_DEACTIVATED/i, reason: 'deactivated', unreachable: 'deactivated' },
  { pattern: /was kicked|not a member|chat was deleted|CHANNEL_PRIVATE/i, reason: 'not-a-member', unreachable: 'not-a-member' },
  {
    pattern: /chat not found|user not found|PEER_ID_INVALID|USER_ID_INVALID|initiate conversation|messages to bots/i,
    reason: 'unknown-chat',
    unreachable: 'unknown-chat',
  },
  { pattern: /not enough rights|have no rights|administrator rights|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED/i, reason: 'no-rights' },
  { pattern: /message can't be deleted/i, reason: 'cannot-delete' },
  { pattern: /file is too big|request entity too large|too big for/i, reason: 'too-large' },
]

/** The message already says just that. */
export function isUnchanged(failure: CallFailure): boolean {
  return matches(failure, /message is not modified/i)
}

/** The message to be changed is gone, or too old, or was never ours. */
export function isGone(failure: CallFailure): boolean {
  return matches(failure, /message to edit not found|message can't be edited|MESSAGE_ID_INVALID|MESSAGE_EDIT_TIME_EXPIRED/i)
}

/** The message to be taken out is not there. */
export function isDeletedAlready(failure: CallFailure): boolean {
  return matches(failure, /message to delete not found|MESSAGE_ID_INVALID/i)
}

/** The marks were refused, not the words: the same text goes without them. */
export function isAboutMarks(failure: CallFailure): boolean {
  return matches(failure, /can't parse( caption| message)? entities|entit(y|ies)\b|ENTITY_|ENTITIES_/i)
}

/** The file is not taken as picture, voice and so on (odd dimensions, privacy settings): it goes as a document. */
export function isAboutFileKind(failure: CallFailure): boolean {
  return matches(failure, /PHOTO_|IMAGE_PROCESS_FAILED|VOICE_MESSAGES_FORBIDDEN|VIDEO_MESSAGES_FORBIDDEN|for a photo/i)
}

function matches(failure: CallFailure, pattern: RegExp): boolean {
  return failure.kind === 'answered' && failure.code === 400 && pattern.test(failure.description)
}
