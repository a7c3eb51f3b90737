// Files on their way: uploaded by the business, or sent by a person; looked up by id, then fetched from an address that lives for
// five minutes and wants the token.
import { createHash } from 'node:crypto'
import { boundaryOf, parseMultipart } from '../multipart.ts'
import { GraphError, wrong } from './graph-error.ts'
import { newMediaId, type StoredMedia, type World } from './graph-world.ts'

const megabyte = 1024 * 1024
const addressMs = 5 * 60 * 1000

const most: readonly (readonly [type: RegExp, bytes: number])[] = [
  [/^image\/(jpeg|png)$/, 5 * megabyte],
  [/^image\/webp$/, 500 * 1024],
  [/^audio\/(aac|amr|mp4|mpeg|ogg|opus)$/, 16 * megabyte],
  [/^video\/(mp4|3gpp)$/, 16 * megabyte],
  [/^(text\/plain|application\/(pdf|msword|vnd\.ms-(excel|powerpoint)|vnd\.openxmlformats-officedocument\..+))$/, 100 * megabyte],
]

/** Keeps an uploaded file. @returns its id. @throws GraphError for types and sizes that Meta does not take */
export function takeUpload(world: World, contentType: string, body: Buffer): { id: string } {
  const boundary = boundaryOf(contentType)
  if (boundary === undefined) throw wrong('an upload has to be a form')
  const { fields, files } = parseMultipart(body, boundary)
  const file = files.get('file')
  if (fields.get('messaging_product') !== 'whatsapp' || file === undefined) throw wrong('messaging_product and file are needed')
  const limit = most.find(([type]) => type.test(file.mediaType))?.[1]
  if (limit === undefined || fields.get('type') !== file.mediaType) throw wrong(`files of type ${file.mediaType} are not taken`)
  // Pictures sent as documents count as documents.
  if (file.bytes.length > 100 * megabyte || file.bytes.length === 0) throw new GraphError(131053, 'the file has a bad size')
  const id = newMediaId(world)
  world.media.set(id, { id, bytes: file.bytes, mediaType: file.mediaType, fileName: file.fileName, spoilt: undefined })
  return { id }
}

/** What Meta says of a file: above all, where it lies just now. */
export function describeMedia(world: World, media: StoredMedia, root: string): object {
  const until = world.clock.now() + addressMs
  const here = `${root}/whatsapp_business/attachments/?mid=${media.id}&ext=${until}`
  return {
    messaging_product: 'whatsapp',
    id: media.id,
    url: media.spoilt === 'elsewhere' ? `https://files.example/${media.id}` : here,
    mime_type: media.mediaType,
    sha256: createHash('sha256').update(media.bytes).digest('hex'),
    file_size: media.bytes.length,
  }
}

/** The bytes behind an address; null when it has run out, or the file is gone. */
export function openMedia(world: World, query: URLSearchParams): StoredMedia | null {
  const media = world.media.get(query.get('mid') ?? '')
  if (media === undefined || media.spoilt === 'gone' || Number(query.get('ext')) < world.clock.now()) return null
  if (media.spoilt !== 'changed') return media
  const bytes = Buffer.from(media.bytes)
  bytes[0] = (bytes[0] ?? 0) ^ 1
  return { ...media, bytes }
}
