// A decrypted message as somebody sees it: text, media with its bytes, what it is about.
import type { proto } from '@whiskeysockets/baileys'
import type { MediaKind, SeenMedia, SeenWhatsApp } from './contract.ts'
import { type MediaShelf, openFile } from './media-shelf.ts'
import { changed, type World } from './world.ts'

interface Arrival {
  readonly id: string
  readonly addressedTo: string
  readonly message: proto.IMessage
}

/** Adds it to what was seen; the same id again is counted, not added. */
export function addSeen(world: World, seen: SeenWhatsApp[], arrival: Arrival): SeenWhatsApp {
  const copyFor = arrival.message.deviceSentMessage?.destinationJid ?? undefined
  const message = arrival.message.deviceSentMessage?.message ?? arrival.message
  const known = seen.findIndex(({ id }) => id === arrival.id)
  const before = seen[known]
  const times = (before?.times ?? 0) + 1
  const read = { ...arrival, message, copyFor, times, mark: world.lastMark + 1, ...contentOf(world.media, message) }
  if (before) seen[known] = { ...before, times }
  else seen.push(read)
  changed(world)
  return seen[known] ?? read
}

export type Content = Pick<SeenWhatsApp, 'kind' | 'text' | 'media' | 'about'>

/** What is in a message. */
export function contentOf(shelf: MediaShelf, message: proto.IMessage): Content {
  const { reactionMessage: reaction, protocolMessage: change } = message
  if (reaction) return { kind: 'reaction', text: reaction.text ?? '', media: undefined, about: reaction.key?.id ?? undefined }
  const edited = change?.editedMessage ?? message.editedMessage?.message?.protocolMessage?.editedMessage
  if (change) {
    const kind = edited ? 'edit' : change.type === 0 ? 'delete' : 'other'
    return { kind, text: edited ? textOf(edited) : '', media: undefined, about: change.key?.id ?? undefined }
  }
  const media = mediaOf(shelf, message)
  const text = textOf(message)
  const isPoll = message.pollCreationMessage ?? message.pollCreationMessageV3
  return { kind: isPoll ? 'poll' : media ? 'media' : text ? 'text' : 'other', text, media, about: quotedId(message) }
}

function textOf(message: proto.IMessage): string {
  return message.conversation ?? message.extendedTextMessage?.text ?? captioned(message)?.caption ?? ''
}

function captioned(message: proto.IMessage): { caption?: string | null } | null | undefined {
  return (
    message.imageMessage ??
    message.documentMessage ??
    message.documentWithCaptionMessage?.message?.documentMessage ??
    message.videoMessage
  )
}

function quotedId(message: proto.IMessage): string | undefined {
  const content = message.extendedTextMessage ?? message.imageMessage ?? message.documentMessage ?? message.audioMessage
  return content?.contextInfo?.stanzaId ?? undefined
}

function mediaOf(shelf: MediaShelf, message: proto.IMessage): SeenMedia | undefined {
  const document = message.documentMessage ?? message.documentWithCaptionMessage?.message?.documentMessage
  const { imageMessage: image, audioMessage: audio, videoMessage: video, stickerMessage: sticker } = message
  const parts: readonly [MediaKind, Part | null | undefined][] = [
    ['image', image],
    ['document', document],
    ['audio', audio],
    ['video', video],
    ['sticker', sticker],
  ]
  const [kind, part] = parts.find(([, one]) => one) ?? []
  if (!kind || !part) return undefined
  return {
    kind,
    fileName: document?.fileName ?? undefined,
    mediaType: part.mimetype ?? '',
    voice: audio?.ptt ?? false,
    bytes: bytesOf(shelf, kind, part),
  }
}

interface Part {
  readonly mimetype?: string | null
  readonly directPath?: string | null
  readonly mediaKey?: Uint8Array | null
  readonly fileSha256?: Uint8Array | null
}

function bytesOf(shelf: MediaShelf, kind: MediaKind, { directPath, mediaKey, fileSha256 }: Part): Buffer | undefined {
  const file = shelf.find(directPath ?? '')
  if (!file || !mediaKey || !fileSha256) return undefined
  try {
    return openFile(kind, file.bytes, mediaKey, fileSha256)
  } catch {
    return undefined
  }
}
