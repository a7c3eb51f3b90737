// What a message holds, as the desk keeps it: one text (notes included as lines), the files, and the messages it came in.
import type { InboundFile, InboundNote, InboundText } from '../domain/channel.ts'
import type { Part } from '../domain/conversation.ts'
import type { AttachmentId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import { keepFiles } from '../services/keep-files.ts'
import { sayText } from '../texts/render.ts'
import { reply, type Turn } from './turn.ts'

export interface Content {
  readonly part: Part
  readonly attachmentIds: readonly AttachmentId[]
}

/** The parts of one album as one message: all texts, all files, under the first part's id. */
export function mergeAlbum(parts: readonly InboundText[]): InboundText {
  const [first] = parts
  if (first === undefined) throw new Error('an album has parts')
  return {
    ...first,
    text: parts
      .map((part) => part.text)
      .filter((text) => text !== '')
      .join('\n'),
    files: parts.flatMap((part) => part.files),
    notes: parts.flatMap((part) => part.notes),
  }
}

/** All ids under which the message may be spoken of later. `messageIds` are those of an album's other parts. */
export function sourcesOf(message: InboundText, messageIds: readonly string[] = [message.messageId]): readonly string[] {
  return message.albumId === undefined ? messageIds : [...messageIds, albumSource(message.albumId)]
}

export function albumSource(albumId: string): string {
  return `album:${albumId}`
}

/**
 * Takes in a message's content: files are kept for the fetching job, and the person is told at once of those that the
 * platform will not hand over.
 */
export async function takeContent(turn: Turn<InboundText>, messageIds: readonly string[]): Promise<Content> {
  const { message, party, conversation } = turn
  const attachmentIds = await keepFiles(turn.tx, conversation, message.messageId, message.files)
  for (const file of message.files) if (file.tooLarge === true) reply(turn, 'file-too-large', { file: file.fileName })
  return {
    part: { text: textOf(message, party.language), sources: sourcesOf(message, messageIds) },
    attachmentIds,
  }
}

/** The text with its notes as lines of their own. */
export function textOf(message: InboundText, language: Language): string {
  const notes = message.notes.map((note) => wordNote(note, language))
  const refused = message.files.filter((file: InboundFile) => file.tooLarge === true)
  const lines = refused.map((file) => sayText(language, 'note-file-refused', { file: file.fileName }))
  return [message.text.trim(), ...notes, ...lines].filter((line) => line !== '').join('\n')
}

function wordNote(note: InboundNote, language: Language): string {
  switch (note.kind) {
    case 'location': {
      const place = `${note.latitude.toFixed(6)}, ${note.longitude.toFixed(6)}`
      return sayText(language, 'note-location', { place: note.title === undefined ? place : `${note.title}, ${place}` })
    }
    case 'contact':
      return sayText(language, 'note-contact', { name: note.name, phone: note.phone })
    case 'sticker':
      return note.emoji
    case 'forwarded':
      return sayText(language, 'note-forwarded', { from: note.from })
    case 'unsupported':
      return sayText(language, 'note-unsupported', { what: note.what })
    case 'deleted':
      return sayText(language, 'note-deleted')
  }
}
