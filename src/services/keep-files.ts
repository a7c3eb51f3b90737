// Keeps the files that came with a message: rows now, bytes by a job after the commit.

import { insertReceivedFiles } from '../db/attachments.ts'
import type { Tx } from '../db/client.ts'
import type { InboundFile } from '../domain/channel.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { AttachmentId } from '../domain/ids.ts'

/** @returns their ids, in order; the same message again makes no second row. */
export async function keepFiles(
  tx: Tx,
  conversation: Conversation,
  messageId: string,
  files: readonly InboundFile[],
): Promise<readonly AttachmentId[]> {
  return insertReceivedFiles(
    tx,
    conversation,
    files.map((file, position) => ({ file, sourceKey: `${conversation.id}:${messageId}:${position}` })),
  )
}
