// libsignal prints whole sessions, keys included, to the console. The phones of the playground are no secret, but nobody
// wants to read that, and no output is to look as if keys were printed: where such phones live, those lines are left out.

const beginnings =
  /^(Closing (session|open session|stale)|Opening session|Removing old closed|Session (already|error)|Migrating session|Decrypted message with|Failed to decrypt)/

const quietened = Symbol('quiet about sessions')

/** For the whole process, for good; once for each console is enough. */
export function quietLibsignal(): void {
  if (quietened in console.info) return
  for (const method of ['info', 'warn', 'error'] as const) {
    const print = console[method].bind(console)
    const printOthers = (...words: unknown[]) => {
      if (!beginnings.test(String(words[0]))) print(...words)
    }
    console[method] = Object.assign(printOthers, { [quietened]: true })
  }
}
