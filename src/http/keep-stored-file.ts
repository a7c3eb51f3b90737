// A file goes into the store before the transaction that gives it a row: it has to go again when there is no such row.
import { type FileStore, StoreUnavailable } from '../domain/file-store.ts'
import { toProblem } from './problem.ts'

/**
 * Runs the work that makes the row, and removes the file when the work was refused or a repeat. After a fault nobody knows
 * whether the row was committed: then the file stays, because a row without its file would be the worse of the two.
 */
export async function keepStoredFile<Answer>(
  files: FileStore,
  storeKey: string | undefined,
  work: () => Promise<{ readonly answer: Answer; readonly replayed: boolean }>,
): Promise<Answer> {
  try {
    const { answer, replayed } = await work()
    if (replayed && storeKey !== undefined) await removeIfPossible(files, storeKey)
    return answer
  } catch (error) {
    if (storeKey !== undefined && toProblem(error) !== null) await removeIfPossible(files, storeKey)
    throw error
  }
}

/** A file that nobody knows of does no harm; the answer is not to depend on whether the store takes it away. */
export async function removeIfPossible(files: FileStore, storeKey: string): Promise<void> {
  await files.remove(storeKey).catch((error: unknown) => {
    if (!(error instanceof StoreUnavailable)) throw error
  })
}
