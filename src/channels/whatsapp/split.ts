// A content in parts of one message each, for both ways into WhatsApp. Pure, and the same every time: a resend starts at the
// first part not yet accepted.
import type { OutboundContent, OutboundFile } from '../../domain/channel.ts'
import { splitText } from '../../domain/split-text.ts'

/** What a phone shows at once. Signs and numbered choices are added later, so this lies below the platform's 4096. */
export const textLength = 3500
/** Under a picture or document. */
export const captionLength = 1000

type TextContent = Extract<OutboundContent, { type: 'text' }>
type FilesContent = Extract<OutboundContent, { type: 'files' }>
type EditContent = Extract<OutboundContent, { type: 'edit' }>

/** A file is a message of its own. A caption goes under the first file that can carry it, else ahead as text. */
export function split(content: OutboundContent): OutboundContent[] {
  switch (content.type) {
    case 'text':
      return splitMessage(content)
    case 'edit':
      return splitCorrection(content)
    case 'files':
      return splitFiles(content)
    case 'delete':
      return content.messageIds.map((messageId) => ({ type: 'delete', messageIds: [messageId] }))
    case 'menu':
    case 'mark':
    case 'pin':
    case 'open-thread':
    case 'rename-thread':
    case 'close-thread':
    case 'reopen-thread':
      return [content]
  }
}

function splitMessage({ text, buttons, replyTo }: TextContent): TextContent[] {
  const pieces = splitText(text, textLength)
  return pieces.map((piece, index) => ({
    type: 'text',
    text: piece,
    ...(buttons !== undefined && index === pieces.length - 1 && { buttons }),
    ...(replyTo !== undefined && index === 0 && { replyTo }),
  }))
}

/** Nothing is changed in place here: what is new is said anew, under what it corrects. */
function splitCorrection({ messageId, text, buttons, instead = text }: EditContent): TextContent[] {
  return splitMessage({ type: 'text', text: instead, replyTo: messageId, ...(buttons !== undefined && { buttons }) })
}

function splitFiles({ files, caption, replyTo }: FilesContent): OutboundContent[] {
  const words = caption !== undefined && caption.text.trim() !== '' ? caption : undefined
  const captioned = words !== undefined && words.text.length <= captionLength ? files.find(takesCaption) : undefined
  const ahead = words !== undefined && captioned === undefined ? splitMessage({ type: 'text', text: words }) : []
  const parts = [
    ...ahead,
    ...files.map(
      (file): FilesContent => ({
        type: 'files',
        files: [file],
        ...(words !== undefined && file === captioned && { caption: words }),
      }),
    ),
  ]
  return parts.map((part, index) => (replyTo !== undefined && index === 0 ? { ...part, replyTo } : part))
}

function takesCaption({ kind }: OutboundFile): boolean {
  return kind === 'photo' || kind === 'video' || kind === 'document'
}
