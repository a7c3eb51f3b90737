// How a messenger's connection stands, in words for the people of the desk, and what they can do about it: each code that a
// platform gives as its reason has a sentence (WhatsApp's own codes, and those of its Cloud API).
import type { ChannelStateWord } from '../domain/channel-state.ts'
import type { Language } from '../domain/language.ts'
import { join, type RichText } from '../domain/rich-text.ts'
import { say, sayText } from './render.ts'

type Advice =
  | 'wait'
  | 'restart'
  | 'replaced'
  | 'version'
  | 'logged-out'
  | 'banned'
  | 'pair'
  | 'pairing'
  | 'stopped'
  | 'silent'
  | 'token'
  | 'locked'
  | 'payment'
  | 'see-log'
  | 'unreadable'
  | 'storage'
  | 'not-installed'

/** The words of the linked account's own table and the platforms' codes. What is not here is told by the state alone. */
const byReason: Readonly<Record<string, Advice | undefined>> = {
  'restart-required': 'restart',
  replaced: 'replaced',
  'version-refused': 'version',
  'logged-out': 'logged-out',
  banned: 'banned',
  'not-usable': 'banned',
  'login-unreadable': 'unreadable',
  storage: 'storage',
  'not-installed': 'not-installed',
  401: 'logged-out',
  403: 'banned',
  405: 'version',
  411: 'banned',
  440: 'replaced',
  515: 'restart',
  190: 'token',
  368: 'locked',
  131031: 'locked',
  131042: 'payment',
}

const byState: Readonly<Record<Exclude<ChannelStateWord, 'open'>, Advice>> = {
  starting: 'wait',
  lost: 'wait',
  replaced: 'replaced',
  'unsupported-version': 'version',
  'needs-pairing': 'pair',
  pairing: 'pairing',
  refused: 'see-log',
  stopped: 'stopped',
  silent: 'silent',
}

/** "WhatsApp", "Telegram", "e-mail". */
export function sayChannelName(language: Language, channel: string): string {
  return channel === 'telegram' || channel === 'whatsapp' || channel === 'email'
    ? sayText(language, `channel-${channel}`)
    : channel
}

/** The state in a few words, with the platform's code behind it. */
export function sayChannelState(language: Language, { state, reason }: ChannelWords): string {
  const words = sayText(language, `channel-state-${state}`)
  return reason === null ? words : sayText(language, 'channel-state-reason', { words, reason })
}

/** What to do about it; null while it is open. */
export function sayChannelAdvice(language: Language, { state, reason }: ChannelWords): RichText | null {
  if (state === 'open') return null
  const advice = (reason === null ? undefined : byReason[reason]) ?? byState[state]
  return say(language, `channel-advice-${advice}`)
}

/** Both, a line each. */
export function sayChannelTrouble(language: Language, words: ChannelWords): RichText {
  const advice = sayChannelAdvice(language, words)
  return join([
    say(language, 'channel-trouble', { state: sayChannelState(language, words) }),
    ...(advice === null ? [] : [advice]),
  ])
}

export interface ChannelWords {
  readonly state: ChannelStateWord
  readonly reason: string | null
}
