// Names of files, for cards.

import { findFileNames } from '../db/attachments.ts'
import type { Tx } from '../db/client.ts'
import type { AttachmentId } from '../domain/ids.ts'

export async function nameFiles(tx: Tx, ids: readonly AttachmentId[]): Promise<readonly string[]> {
  return findFileNames(tx, ids)
}
