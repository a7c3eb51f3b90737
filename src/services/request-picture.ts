// Asks for a picture to be drawn after the commit; the message that it belongs to waits until it is there.
import type { Tx } from '../db/client.ts'
import { insertDrawing } from '../db/drawings.ts'
import type { AttachmentId } from '../domain/ids.ts'
import type { Drawing } from './draw-picture.ts'

/** @returns the file that it will be. */
export async function requestPicture(tx: Tx, fileName: string, drawing: Drawing): Promise<AttachmentId> {
  return insertDrawing(tx, { fileName, mediaType: 'image/png', kind: 'photo' }, JSON.stringify(drawing))
}
