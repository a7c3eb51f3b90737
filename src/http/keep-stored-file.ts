// A file goes into the store before the transaction that gives it a row: it has to go again when there is no such row.
import type { FileStore } from '../domain/file-store.ts'
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
    if (replayed && storeKey !== undefined) await files.remove(storeKey)
    return answer
  } catch (error) {
    if (storeKey !== undefined && toProblem(error) !== null) await files.remove(storeKey)
    throw error
  }
}
