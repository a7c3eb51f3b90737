// libsignal prints whole sessions, keys included, to the console. The phones of the playground are no secret, but nobody
// wants to read that: for the command, those lines are left out.

const beginnings =
  /^(Closing (session|open session|stale)|Opening session|Removing old closed|Session (already|error)|Migrating session|Decrypted message with|Failed to decrypt)/

export function quietLibsignal(): void {
  for (const method of ['info', 'warn', 'error'] as const) {
    const print = console[method].bind(console)
    console[method] = (...words: unknown[]) => {
      if (!beginnings.test(String(words[0]))) print(...words)
    }
  }
}
