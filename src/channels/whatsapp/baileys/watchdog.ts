// Notices what the library does not, or only much later: a connection that never opens, and a server that says nothing more.

export interface WatchOptions {
  /** Emits 'frame' for everything that comes. */
  readonly wire: { on(event: 'frame', listener: () => void): unknown }
  readonly openWithinMilliseconds: number
  readonly silentAfterMilliseconds: number
  /** Called once, with what was noticed, in words. */
  readonly onSilent: (why: string) => void
}

export interface Watchdog {
  /** Waiting for somebody with a phone: the library says itself when that has taken too long. */
  beginPairing(): void
  opened(): void
  stop(): void
}

export function watch({ wire, openWithinMilliseconds, silentAfterMilliseconds, onSilent }: WatchOptions): Watchdog {
  let opening: NodeJS.Timeout | undefined = setTimeout(() => onSilent('it never opened'), openWithinMilliseconds)
  let silence: NodeJS.Timeout | undefined
  wire.on('frame', () => silence?.refresh())
  const stopOpening = () => {
    clearTimeout(opening)
    opening = undefined
  }
  return {
    beginPairing: stopOpening,
    opened() {
      stopOpening()
      silence ??= setTimeout(() => onSilent('the server says nothing'), silentAfterMilliseconds)
    },
    stop() {
      stopOpening()
      clearTimeout(silence)
      silence = undefined
    },
  }
}
