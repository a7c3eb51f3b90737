// How every socket of the linked account is set up: what it says of itself, what it ignores, and that it starts nothing on
// its own (no previews of links, no presence, no history).
import type { AuthenticationState, UserFacingSocketConfig, WAVersion } from '@whiskeysockets/baileys'
import type { LibraryLog } from './library-log.ts'
import type { Baileys, MessageHooks } from './live-session.ts'

export interface SocketTiming {
  /** How often the library asks whether the server is there. */
  readonly keepAliveMilliseconds: number
  /** How long the library waits for an answer. */
  readonly queryMilliseconds: number
}

export interface SocketNeeds {
  readonly baileys: Baileys
  readonly auth: AuthenticationState
  /** Undefined: WhatsApp's own. */
  readonly url: URL | undefined
  /** Undefined: the library's own. */
  readonly version: WAVersion | undefined
  readonly timing: SocketTiming
  readonly hooks: MessageHooks
  readonly libraryLog: LibraryLog
}

export function socketOptions(options: SocketNeeds): UserFacingSocketConfig {
  const { baileys, auth, url, version, timing, hooks, libraryLog } = options
  return {
    auth,
    logger: libraryLog,
    // What the phone shows in its list of linked devices; a browser that WhatsApp knows, for the pairing code's sake.
    browser: baileys.Browsers.ubuntu('Chrome'),
    ...(url === undefined ? {} : { waWebSocketUrl: url }),
    ...(version === undefined ? {} : { version }),
    keepAliveIntervalMs: timing.keepAliveMilliseconds,
    defaultQueryTimeoutMs: timing.queryMilliseconds,
    // Else the phone of the number's owner would not ring any more.
    markOnlineOnConnect: false,
    syncFullHistory: false,
    // Else a refusal is merged into the echo of what was sent, and nobody hears of it.
    emitOwnEvents: false,
    generateHighQualityLinkPreview: false,
    shouldIgnoreJid: (jid) => isNobody(jid),
    getMessage: hooks.getMessage,
    msgRetryCounterCache: hooks.retryCounts,
    // A key that cannot be stored ends the connection; trying again for half a minute would only hide it.
    transactionOpts: { maxCommitRetries: 1, delayBetweenTriesMs: 0 },
  }
}

/** Groups, status and newsletters: the desk talks with single people only. */
export function isNobody(jid: string): boolean {
  return /@(g\.us|broadcast|newsletter|call)$/.test(jid)
}
