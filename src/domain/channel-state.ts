// How a messenger's connection stands, in words that every channel shares, and the port through which the one process that has
// the connection says so. Whom it is told to, and when, is channel-alert.ts; where it is kept, the db floor.

/**
 * "starting": connecting. "open": working. "lost": connection lost, tried again. "replaced": another process uses the account.
 * "unsupported-version": the platform refuses this version. "needs-pairing": the account is not linked (any more). "pairing": waits
 * for a phone. "refused": the platform does not let the account in. "stopped": switched off in good order. "silent": nothing was
 * heard from the process that had it; only the desk itself says so.
 */
export const channelStateWords = [
  'starting',
  'open',
  'lost',
  'replaced',
  'unsupported-version',
  'needs-pairing',
  'pairing',
  'refused',
  'stopped',
  'silent',
] as const

export type ChannelStateWord = (typeof channelStateWords)[number]

/** What happened, once. "undecryptable": a message came that could not be read; "malformed": an id that no platform gives. */
export type ChannelEvent = 'received' | 'sent' | 'undecryptable' | 'malformed' | 'reconnected'

/** What an admin may ask of the process that has the connection. */
export const channelRequestWords = ['pair-qr', 'pair-code', 'forget', 'resume'] as const

export type ChannelRequestWord = (typeof channelRequestWords)[number]

/** Those that end in a secret being shown to who asked. */
export const pairingWords: ReadonlySet<string> = new Set<ChannelRequestWord>(['pair-qr', 'pair-code'])

export interface ChannelRequest {
  readonly what: ChannelRequestWord
  /** Of "pair-code": digits only, with the country's code. Null for the others. */
  readonly number: string | null
}

/** What links the account to whoever has it: as secret as a password, and short-lived. */
export interface PairingSecret {
  readonly kind: 'qr' | 'code'
  readonly text: string
  readonly expiresAt: Date
}

/** Counts since the row was made, and what the platform says of the account in words ("quality": "green"). */
export interface ChannelFigures {
  readonly received: number
  readonly sent: number
  readonly undecryptable: number
  readonly malformed: number
  readonly reconnected: number
  /** Of the last 24 hours: how many of the messages that came could not be read, 0 to 1; null when none came. */
  readonly undecryptableShare: number | null
  readonly words: Readonly<Record<string, string>>
}

/** What is known of a connection, without its secrets. */
export interface ChannelStanding {
  readonly channel: string
  readonly account: string
  readonly state: ChannelStateWord
  /** A code or a word of the platform; null: none. */
  readonly reason: string | null
  readonly since: Date
  /** Null while it is open. */
  readonly outageSince: Date | null
  readonly lastInboundAt: Date | null
  readonly lastOutboundAt: Date | null
  /** Until then nobody is written to first; null or past: no such limit. */
  readonly breakerUntil: Date | null
  readonly figures: ChannelFigures
  /** Asked for, and not taken up yet. */
  readonly request: ChannelRequestWord | null
}

/** For the adapter alone. No method waits for anything but the database, and all may be called at any time and in any order. */
export interface ChannelStatePort {
  /** Written at once. The same state and reason again change nothing. @param reason a code or a word, without any text or number of a person */
  report(state: Exclude<ChannelStateWord, 'silent'>, reason?: string | null): Promise<void>
  /** Counted in memory and written by the next `beat` or `report`. Never throws. */
  note(event: ChannelEvent): void
  /**
   * To be called every few seconds while this process has the account (`beatSeconds`): says that it is alive, writes what was
   * noted, and takes what was asked, which is then this caller's to do.
   */
  beat(): Promise<ChannelRequest | null>
  /** The secret that pairs just now: each new one replaces the last; null: there is none (any more). */
  showPairing(secret: PairingSecret | null): Promise<void>
  /** The platform lets this account begin no conversation until then; null: it does again. */
  pauseFirstContacts(until: Date | null): Promise<void>
  /** A word of the platform on the account, such as "quality" or "templates"; null takes it away. Never about a person. */
  describe(name: string, word: string | null): Promise<void>
  /** Null before the first report. */
  standing(): Promise<ChannelStanding | null>
}

export const beatSeconds = 3
/** A process that was not heard of for this long does not have the connection any more. */
export const silentSeconds = 60
