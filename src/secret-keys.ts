// The key ring that encrypts what is stored: from SECRET_KEY, else made once and kept in DATA_DIR.
import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'

/** The generated key's file; losing it makes sensitive texts unreadable for good, so back it up. */
const fileName = 'secret-key'

/**
 * Reads the key of a data directory, or makes it. Two processes at once end with the same key, and a crash half-way leaves none.
 * @throws when the file is there but holds no key
 */
export async function loadSecretKeys(configured: readonly Buffer[] | null, dataDir: string): Promise<readonly Buffer[]> {
  if (configured !== null) return configured
  await mkdir(dataDir, { recursive: true })
  const path = join(dataDir, fileName)
  const existing = await readKey(path)
  if (existing !== null) return [existing]
  const draft = `${path}.${process.pid}`
  const file = await open(draft, 'w', 0o600)
  await file.writeFile(`${randomBytes(32).toString('base64')}\n`)
  await file.sync()
  await file.close()
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await unlink(draft)
  const made = await readKey(path)
  if (made === null) throw new Error(`${path} vanished while it was being made`)
  return [made]
}

async function readKey(path: string): Promise<Buffer | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== 32) throw new Error(`${path} does not hold a key of 32 bytes: restore it from a backup`)
  return key
}
