// A content in parts of one call each. Pure, and the same every time: a resend starts at the first part not yet accepted.
import type { OutboundContent, OutboundFile } from '../../domain/channel.ts'
import { plain, type RichText } from '../../domain/rich-text.ts'
import { splitText } from '../../domain/split-text.ts'
import { groupFiles, isRefused, takesCaption } from './group-files.ts'
import { limits } from './limits.ts'

/**
 * The parts of a content. A quoted message stands above the first part only, buttons under the last. A caption that is too
 * long, or that no file can carry, goes ahead as text. An edit of one message cannot grow into several: what is too long is cut off.
 */
export function split(content: OutboundContent): OutboundContent[] {
  switch (content.type) {
    case 'text':
      return splitMessage(content)
    case 'files':
      return splitFiles(content)
    case 'edit':
      return content.furtherIds === undefined
        ? [{ ...content, text: cutText(content.text, limits.textLength) }]
        : splitEdit(content, content.furtherIds)
    case 'delete':
      return content.messageIds.map((messageId) => ({ type: 'delete', messageIds: [messageId] }))
    case 'pin':
      return content.messageIds.map((messageId) => ({ type: 'pin', messageIds: [messageId] }))
    case 'menu':
    case 'mark':
    case 'open-thread':
    case 'rename-thread':
    case 'close-thread':
    case 'reopen-thread':
      return [content]
  }
}

/** Message by message; what is left of either side is sent anew, or taken out. */
function splitEdit({ messageId, text, buttons, instead }: EditContent, furtherIds: readonly string[]): OutboundContent[] {
  const ids = [messageId, ...furtherIds]
  const pieces = splitMessage({ type: 'text', text, ...(buttons !== undefined && { buttons }) })
  const changed = pieces.map((piece, index): OutboundContent => {
    const id = ids[index]
    if (id === undefined) return piece
    return { ...piece, type: 'edit', messageId: id, ...(instead !== undefined && pieces.length === 1 && { instead }) }
  })
  return [...changed, ...ids.slice(pieces.length).map((id): OutboundContent => ({ type: 'delete', messageIds: [id] }))]
}

type EditContent = Extract<OutboundContent, { type: 'edit' }>
type TextContent = Extract<OutboundContent, { type: 'text' }>
type FilesContent = Extract<OutboundContent, { type: 'files' }>

function splitMessage({ text, buttons, replyTo }: TextContent): TextContent[] {
  const pieces = splitText(text, limits.textLength)
  return pieces.map((piece, index) => ({
    type: 'text',
    text: piece,
    ...(buttons !== undefined && index === pieces.length - 1 && { buttons }),
    ...(replyTo !== undefined && index === 0 && { replyTo }),
  }))
}

function splitFiles({ files, caption, replyTo }: FilesContent): OutboundContent[] {
  const groups = groupFiles(files)
  const words = caption !== undefined && caption.text.trim() !== '' ? caption : undefined
  const captioned = words !== undefined && words.text.length <= limits.captionLength ? groups.find(canCarryCaption) : undefined
  const ahead = words !== undefined && captioned === undefined ? splitMessage({ type: 'text', text: words }) : []
  const parts: (TextContent | FilesContent)[] = [
    ...ahead,
    ...groups.map(
      (group): FilesContent => ({
        type: 'files',
        files: group,
        ...(words !== undefined && group === captioned && { caption: words }),
      }),
    ),
  ]
  return parts.map((part, index) => (replyTo !== undefined && index === 0 ? { ...part, replyTo } : part))
}

function canCarryCaption(group: readonly OutboundFile[]): boolean {
  const first = group[0]
  return first !== undefined && !isRefused(first) && takesCaption(first.kind)
}

function cutText(rich: RichText, limit: number): RichText {
  if (rich.text.length <= limit) return rich
  const kept = splitText(rich, limit - 2)[0] ?? plain('')
  return { text: `${kept.text} …`, marks: kept.marks }
}
