// The library below the socket prints whole sessions, private keys included, to the console in its daily work. This keeps
// those lines, and no others, from ever being printed. Put up before that library is loaded.

/** How those lines begin; every console call of libsignal 6.0.0 is here. */
const prefixes = [
  'Closing session:',
  'Opening session:',
  'Removing old closed session:',
  'Session already closed',
  'Session already open',
  'Migrating session to:',
  'V1 session storage migration error',
  'Closing open session in favor of incoming prekey bundle',
  'Closing stale open session for new outgoing prekey bundle',
  'Decrypted message with closed session',
  'Failed to decrypt message with any known session',
  'Session error:',
  'WARNING: Expected pubkey of length 33',
  'Unhandled bucket type',
]

const methods = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const

export interface ConsoleGuard {
  /** How many lines were kept back. */
  kept(): number
  /** Takes the guard down; other guards stay. Once is enough. */
  remove(): void
}

/** Puts a guard in front of the console. */
export function guardConsole(target: Console = console): ConsoleGuard {
  let kept = 0
  let active = true
  const restorers = methods.map((method) => {
    const before = target[method]
    const guarded = (...args: unknown[]) => {
      if (active && isKeyMaterial(args[0])) kept += 1
      else before.apply(target, args)
    }
    target[method] = guarded
    return () => {
      // Somebody may have put something in front meanwhile: then this one stays, and lets everything through.
      if (target[method] === guarded) target[method] = before
    }
  })
  return {
    kept: () => kept,
    remove() {
      active = false
      for (const restore of restorers) restore()
    },
  }
}

function isKeyMaterial(first: unknown): boolean {
  return typeof first === 'string' && prefixes.some((prefix) => first.startsWith(prefix))
}
