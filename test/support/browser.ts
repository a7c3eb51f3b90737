// A real Chromium for tests of pages. It talks to this machine only.
import { type Browser, chromium } from 'playwright-core'
import { chromiumNames, findExecutable } from './executables.ts'

/** Starts the browser; close it when the file is done. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findExecutable(chromiumNames)
  if (executablePath === null)
    throw new Error('Chromium is not on PATH: run the tests with `npm test`, which installs it where it may')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
    ],
  })
}
