// Finds the servers that tests need and npm cannot bring: Redis and Chromium. Installing them is run.ts's business.
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

export const redisNames = ['redis-server', 'valkey-server']
export const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The path of the first of the programs that is on PATH; null when none is. */
export function findExecutable(names: readonly string[], path = process.env['PATH'] ?? ''): string | null {
  for (const name of names) {
    for (const folder of path.split(delimiter)) {
      const candidate = join(folder, name)
      if (folder !== '' && isExecutable(candidate)) return candidate
    }
  }
  return null
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
