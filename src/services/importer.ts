// Takes in files of records beside everything else: each sweep nudges it, and it goes on by itself until nothing is due, so that
// no sweep waits for ten thousand rows. What it does is continue-imports.ts.
import { continueImports, type ImportDeps } from './continue-imports.ts'

export interface Importer {
  /** Begins, unless it is at it. Returns at once. */
  nudge(): void
  /** Finishes the share in hand and begins no other. */
  stop(): Promise<void>
}

export function createImporter(deps: ImportDeps): Importer {
  let running: Promise<void> | null = null
  let stopping = false

  async function run(): Promise<void> {
    try {
      while (!stopping && (await continueImports(deps))) {
        // Another share.
      }
    } catch (error) {
      // The database is away: the next sweep nudges again.
      deps.log.warn({ err: error }, 'imports wait')
    } finally {
      running = null
    }
  }

  return {
    nudge() {
      if (!stopping) running ??= run()
    },
    async stop() {
      stopping = true
      await running
    },
  }
}
