// Which action each kind of button is: "<letter>" or, where a letter stands for several, "<letter>:<verb>". A kind that is not
// here does not exist; one that somebody may not press does not exist for them. Both are answered alike.
import type { Party } from '../domain/party.ts'
import { type Action, may } from '../domain/permissions.ts'

export const buttonActions = {
  d: 'open-ticket',
  r: 'comment',
  n: 'comment',
  o: 'on-call',
  v: 'saved-replies',
  k: 'manage-contacts',
  e: 'choose-settings',
  i: 'invoices',
  a: 'manage-records',
  q: 'ask-extension',
  f: 'fill-form',
  u: 'manage-records',
  b: 'broadcast',
  w: 'manage-channels',
  't:show': 'read-ticket',
  't:take': 'take',
  't:give': 'take',
  't:have': 'take',
  't:answer': 'reply',
  't:s': 'change-server',
  't:p': 'change-priority',
  't:agree': 'agree',
  't:agree-to': 'agree',
  't:terms': 'agree',
  't:estimate': 'reply',
  't:close': 'close',
  't:reopen': 'reopen',
  't:hand': 'assign',
  't:to': 'assign',
  't:ask': 'reply',
  't:wait': 'reply',
  't:go-on': 'reply',
  't:resolve': 'resolve',
  't:prio': 'change-priority',
  't:log': 'log-time',
  't:spent': 'log-time',
  't:retry': 'reply',
  't:saved': 'saved-replies',
} as const satisfies Record<string, Action>

/** What a button carried, read: "<letter>:<id>:<action>". */
export interface Pressed {
  readonly letter: string
  readonly id: string
  readonly action: string
}

/** Null for data that is from an older version of us, made up, or not for this party. */
export function readPress(data: string, party: Party): Pressed | null {
  const [, letter = '', id = '', action = ''] = /^([a-z]):([\w-]{1,40})(?::(.{1,60}))?$/u.exec(data) ?? []
  const kinds: Readonly<Record<string, Action | undefined>> = buttonActions
  const allowed = kinds[letter] ?? kinds[`${letter}:${action.split(':', 1)[0] ?? ''}`]
  return allowed !== undefined && may(party, allowed) ? { letter, id, action } : null
}
