// Sending a file: always as a download, never as something a browser would run or guess about.
import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { FileStore } from '../domain/file-store.ts'

export interface ServedFile {
  readonly storeKey: string
  readonly fileName: string
  readonly mediaType: string
  readonly bytes?: number
}

export async function sendFile(reply: FastifyReply, files: FileStore, file: ServedFile): Promise<FastifyReply> {
  const stream = await files.open(file.storeKey)
  if (file.bytes !== undefined) reply.header('content-length', file.bytes)
  return sendMade(reply, stream, file)
}

/** The same for what is made while it is asked for. */
export function sendMade(
  reply: FastifyReply,
  content: Readable | Buffer,
  file: Pick<ServedFile, 'fileName' | 'mediaType'>,
): FastifyReply {
  return reply
    .type(file.mediaType)
    .header('content-disposition', disposition(file.fileName))
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('cache-control', 'private, no-store')
    .send(content)
}

/** An ASCII name for old readers, the whole one (RFC 8187) for all others. */
function disposition(fileName: string): string {
  const ascii =
    fileName
      .normalize('NFKD')
      .replace(/[^\x20-\x7e]/g, '')
      .replace(/["\\%]/g, '_')
      .trim() || 'file'
  const whole = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${whole}`
}
