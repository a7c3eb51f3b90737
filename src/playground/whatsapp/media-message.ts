// A person's file: sealed, put on the media host's shelf, and told of in a message. With the ways it can be spoilt.
import type { proto } from '@whiskeysockets/baileys'
import type { MediaKind, MediaOptions, SendOptions, SentWhatsApp } from './contract.ts'
import { type SealedFile, sealFile } from './media-shelf.ts'
import type { World } from './world.ts'

export interface File {
  readonly kind: MediaKind
  readonly name: string
  readonly bytes: Uint8Array
  readonly options: MediaOptions
}

const usualTypes: Readonly<Record<MediaKind, string>> = {
  image: 'image/jpeg',
  document: 'application/octet-stream',
  audio: 'audio/ogg; codecs=opus',
  video: 'video/mp4',
  sticker: 'image/webp',
}

export async function postMedia(
  world: World,
  say: (message: proto.IMessage, options: SendOptions) => Promise<SentWhatsApp>,
  file: File,
): Promise<SentWhatsApp> {
  const { kind, bytes, options } = file
  const sealed = sealFile(kind, bytes)
  const directPath = world.media.add(kind, Buffer.from(sealed.bytes))
  const shelved = world.media.find(directPath)
  if (options.spoilt === 'gone' && shelved) shelved.gone = true
  if (options.spoilt === 'changed' && shelved) shelved.bytes[3] = (shelved.bytes[3] ?? 0) ^ 1
  const sent = await say(mediaMessage(world, file, sealed, directPath), options)
  world.uploadsAgain.set(sent.id, () => world.media.add(kind, Buffer.from(sealed.bytes)))
  return sent
}

function mediaMessage(
  world: World,
  { kind, name, bytes, options }: File,
  sealed: SealedFile,
  directPath: string,
): proto.IMessage {
  const { mediaKey, fileSha256, fileEncSha256 } = sealed
  const part = {
    mediaKey,
    fileSha256,
    fileEncSha256,
    fileLength: bytes.byteLength,
    mediaKeyTimestamp: Math.floor(world.now().getTime() / 1000),
    mimetype: options.mediaType ?? usualTypes[kind],
    url: options.url ?? `https://mmg.whatsapp.net${directPath}`,
    ...(options.spoilt === 'pathless' ? {} : { directPath }),
  }
  const caption = options.caption === undefined ? {} : { caption: options.caption }
  if (kind === 'image') return { imageMessage: { ...part, ...caption } }
  if (kind === 'video') return { videoMessage: { ...part, ...caption, seconds: options.seconds ?? 3 } }
  if (kind === 'audio') return { audioMessage: { ...part, ptt: options.voice ?? false, seconds: options.seconds ?? 3 } }
  if (kind === 'sticker') return { stickerMessage: part }
  const document = { ...part, fileName: name, title: name, ...caption }
  // With a caption, documents come wrapped.
  return options.caption === undefined
    ? { documentMessage: document }
    : { documentWithCaptionMessage: { message: { documentMessage: document } } }
}
