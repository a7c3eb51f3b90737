// Files of the chats, given to the page: pictures and sound are shown in place, anything else is a download.
import type { ServerResponse } from 'node:http'
import type { StoredFile } from './file-shelf.ts'
import { protection, sendJson } from './page-answer.ts'

/** Answers 404 when the file is unknown or had to give way to newer ones. */
export function sendPageFile(file: StoredFile | undefined, query: URLSearchParams, response: ServerResponse): void {
  if (!file?.bytes) {
    sendJson(response, 404, { error: 'The file is no longer here' })
    return
  }
  sendPageBytes(file.bytes, query.get('name') ?? file.telegram.file_name, response)
}

/** Shown when the content is a picture or sound, whatever its name says; else a download. */
export function sendPageBytes(bytes: Buffer, fileName: string | undefined, response: ServerResponse): void {
  // By content, never by what the sender said, so that no upload runs as a page.
  const type = typeToShow(bytes)
  const name = encodeURIComponent(fileName ?? 'file')
  response.writeHead(200, {
    'content-type': type ?? 'application/octet-stream',
    'content-length': bytes.length,
    'content-disposition': type ? 'inline' : `attachment; filename*=UTF-8''${name}`,
    ...protection,
  })
  response.end(bytes)
}

function typeToShow(bytes: Buffer): string | undefined {
  const start = bytes.subarray(0, 12).toString('latin1')
  if (start.startsWith('\x89PNG')) return 'image/png'
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (start.startsWith('GIF8')) return 'image/gif'
  if (start.startsWith('OggS')) return 'audio/ogg'
  if (start.startsWith('\x1a\x45\xdf\xa3')) return 'audio/webm'
  if (start.startsWith('ID3') || start.startsWith('\xff\xfb')) return 'audio/mpeg'
  if (start.startsWith('RIFF') && start.endsWith('WEBP')) return 'image/webp'
  return start.startsWith('RIFF') && start.endsWith('WAVE') ? 'audio/wav' : undefined
}
