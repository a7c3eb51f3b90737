// Reads a multipart form with one file: the file straight into the store, the fields as they come. Nothing is kept in memory
// but the fields. Whoever calls decides whether the stored file stays.
import type { FastifyRequest } from 'fastify'
import type { GivenFile } from '../db/stored-files.ts'
import { type FileStore, FileTooLarge, type StoredFile } from '../domain/file-store.ts'
import { removeIfPossible } from './keep-stored-file.ts'
import { invalidField, RequestFault } from './problem.ts'

export interface FileForm {
  readonly file: GivenFile
  readonly fields: Readonly<Record<string, unknown>>
}

const fieldBytes = 256 * 1024
/** What a form may weigh beside its file. */
const besideBytes = 1024 * 1024

/**
 * @throws RequestFault 400 for a form that is none, that is broken off, or without exactly one part `file`; FileTooLarge.
 *   The store then holds nothing of it.
 */
export async function readFileForm(request: FastifyRequest, files: FileStore, maxBytes: number): Promise<FileForm> {
  if (!request.isMultipart()) {
    const errors = [{ field: 'Content-Type', message: 'must be multipart/form-data' }]
    throw new RequestFault(400, 'wrong-content-type', 'A multipart form is needed.', errors)
  }
  if (Number(request.headers['content-length'] ?? 0) > maxBytes + besideBytes) throw new FileTooLarge()
  const kept: GivenFile[] = []
  try {
    const fields = await readParts(request, files, maxBytes, kept)
    const [file] = kept
    if (file === undefined) throw invalidField('file', 'is missing')
    return { file, fields }
  } catch (error) {
    // The rest is let through unread, so that the sender gets to read the answer.
    request.raw.unpipe()
    request.raw.resume()
    for (const { stored } of kept) await removeIfPossible(files, stored.storeKey)
    throw error
  }
}

async function readParts(
  request: FastifyRequest,
  files: FileStore,
  maxBytes: number,
  kept: GivenFile[],
): Promise<Record<string, unknown>> {
  const fields: Record<string, unknown> = {}
  const limits = { files: 2, fields: 20, parts: 22, fieldSize: fieldBytes, fieldNameSize: 100, fileSize: maxBytes + 1 }
  const parts = request.parts({ limits })
  for (;;) {
    const next = await parts.next().catch(toBrokenForm)
    if (next.done === true) return fields
    const part = next.value
    // Of a part without a name the parser makes one without `fieldname`, whatever its types say.
    const name: string = part.fieldname ?? ''
    if (part.type === 'file') {
      if (name !== 'file' || kept.length > 0) {
        part.file.resume()
        throw invalidField(name.slice(0, 100) || 'file', 'one file is taken, in the part `file`')
      }
      const stored = await storePart(files, part.file, maxBytes)
      kept.push({ stored, fileName: safeName(part.filename), mediaType: safeType(part.mimetype) })
    } else {
      if (part.valueTruncated) throw invalidField(name, 'is too long')
      if (Object.hasOwn(fields, name)) throw invalidField(name, 'is given twice')
      fields[name] = part.value
    }
  }
}

/** A stream that broke is the sender's doing (the store removes what came); anything else is the store's. */
async function storePart(files: FileStore, stream: Parameters<FileStore['put']>[0], maxBytes: number): Promise<StoredFile> {
  try {
    return await files.put(stream, { maxBytes })
  } catch (error) {
    if (error instanceof FileTooLarge || stream.errored === null) throw error
    return toBrokenForm()
  }
}

function toBrokenForm(): never {
  throw invalidField('body', 'is not a whole multipart form')
}

/** The last part of the name without what no file system or screen should get; at most 120 characters. */
export function safeName(given: string | undefined): string {
  const name = (given ?? '')
    .toWellFormed()
    .split(/[/\\]/)
    .at(-1)
    ?.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .trim()
  if (name === undefined || name === '' || /^\.+$/.test(name)) return 'file'
  if (name.length <= 120) return name
  const extension = /\.[^.]{1,12}$/.exec(name)?.[0] ?? ''
  return `${name.slice(0, 120 - extension.length).replace(/[\uD800-\uDBFF]$/, '')}${extension}`
}

function safeType(given: string): string {
  return /^[a-z0-9.+-]{1,60}\/[a-z0-9.+-]{1,80}$/i.test(given) ? given.toLowerCase() : 'application/octet-stream'
}
