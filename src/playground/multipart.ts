// Takes a multipart/form-data body apart. Forgiving where clients differ (unquoted file names, lower-case headers), strict
// where a body is broken. Knows nothing of Telegram.

export interface UploadedFile {
  readonly fileName: string
  readonly mediaType: string
  readonly bytes: Buffer
}

export interface MultipartForm {
  readonly fields: Map<string, string>
  readonly files: Map<string, UploadedFile>
}

const maximumParts = 1000
const headerEnd = Buffer.from('\r\n\r\n')

/** The boundary named in a content type, or undefined. */
export function boundaryOf(contentType: string): string | undefined {
  const match = contentType.match(/boundary=(?:"([^"]{1,200})"|([^;\s]{1,200}))/i)
  return match?.[1] ?? match?.[2]
}

/** Reads the whole body. Throws an Error with a short reason when it is not well formed. */
export function parseMultipart(body: Buffer, boundary: string): MultipartForm {
  const fields = new Map<string, string>()
  const files = new Map<string, UploadedFile>()
  const opening = Buffer.from(`--${boundary}`)
  const separator = Buffer.from(`\r\n--${boundary}`)
  let at = body.indexOf(opening)
  if (at < 0) throw new Error('no boundary in the body')
  at += opening.length
  for (let part = 0; ; part++) {
    if (part > maximumParts) throw new Error('too many parts')
    if (body.subarray(at, at + 2).toString('latin1') === '--') return { fields, files }
    if (body.subarray(at, at + 2).toString('latin1') !== '\r\n') throw new Error('a part does not begin with a line break')
    const end = body.indexOf(separator, at)
    if (end < 0) throw new Error('the last part is not closed')
    readPart(body.subarray(at + 2, end), fields, files)
    at = end + separator.length
  }
}

function readPart(part: Buffer, fields: Map<string, string>, files: Map<string, UploadedFile>): void {
  const split = part.indexOf(headerEnd)
  if (split < 0) throw new Error('a part without headers')
  const headers = part.subarray(0, split).toString('utf8')
  const content = part.subarray(split + headerEnd.length)
  const disposition = headers.match(/^content-disposition:\s*form-data(.*)$/im)?.[1] ?? ''
  const name = parameterOf(disposition, 'name')
  if (name === undefined) throw new Error('a part without a name')
  const fileName = parameterOf(disposition, 'filename')
  if (fileName === undefined) {
    fields.set(name, content.toString('utf8'))
    return
  }
  const mediaType = headers.match(/^content-type:\s*([^\r\n]+)$/im)?.[1]?.trim() ?? 'application/octet-stream'
  files.set(name, { fileName, mediaType, bytes: Buffer.from(content) })
}

/** A quoted value ends at its quote; an unquoted file name runs to the end of the line, semicolons and all. */
function parameterOf(disposition: string, name: string): string | undefined {
  const quoted = disposition.match(new RegExp(`;\\s*${name}="((?:[^"\\\\]|\\\\.)*)"`, 'i'))?.[1]
  if (quoted !== undefined) return quoted.replace(/\\(.)/g, '$1').replace(/%22/g, '"')
  const bare = name === 'filename' ? /;\s*filename=([^"].*)$/i : /;\s*name=([^";]+)/i
  return disposition.match(bare)?.[1]?.trim()
}
