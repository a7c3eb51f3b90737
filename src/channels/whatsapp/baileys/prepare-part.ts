// A part of a content made ready to be handed over: composed, with what it quotes, and with its file uploaded.
import type { OutboundContent, SendContext, SendOutcome } from '../../../domain/channel.ts'
import type { Log } from '../../../domain/log.ts'
import type { PersonJid } from '../jid.ts'
import { type Composed, composeCaption, composeMark, composeRevoke, composeText, toContext } from './compose.ts'
import type { LibraryLog } from './library-log.ts'
import type { LiveSession } from './live-session.ts'
import type { Quotes } from './quotes.ts'
import type { KnownMessage } from './sent-port.ts'
import { mostUploaded, uploadFile } from './upload.ts'

export type Prepared =
  | { readonly kind: 'ready'; readonly composed: Composed }
  | { readonly kind: 'outcome'; readonly outcome: SendOutcome }

export interface PrepareOptions {
  readonly jid: PersonJid
  readonly session: LiveSession
  readonly context: SendContext
  /** From an earlier try: its content is sent again, and nothing is uploaded twice. */
  readonly known: KnownMessage | null
  readonly quotes: Quotes
  readonly log: Log
  readonly libraryLog: LibraryLog
  readonly now: () => Date
}

const nothing: Prepared = { kind: 'outcome', outcome: { kind: 'sent', messageIds: [] } }

export async function preparePart(part: OutboundContent, options: PrepareOptions): Promise<Prepared> {
  switch (part.type) {
    case 'text':
      return ready(composeText(part, await options.quotes.find(part.replyTo, options)))
    case 'files':
      return prepareFile(part, options)
    case 'mark':
      return ready(composeMark(part, options.jid, options.now()))
    case 'delete':
      return ready(composeRevoke(part.messageIds[0], options.jid))
    case 'edit': {
      const { text, instead = text, buttons, messageId } = part
      const anew = { type: 'text', text: instead, replyTo: messageId, ...(buttons !== undefined && { buttons }) } as const
      return preparePart(anew, options)
    }
    default:
      return nothing
  }
}

function ready(composed: Composed | null): Prepared {
  return composed === null ? nothing : { kind: 'ready', composed }
}

/** `split` made it one file. */
async function prepareFile(
  { files, caption, replyTo }: Extract<OutboundContent, { type: 'files' }>,
  options: PrepareOptions,
): Promise<Prepared> {
  const { known, session, context, libraryLog, log } = options
  const [file] = files
  if (file === undefined) return nothing
  if (file.bytes === 0) return { kind: 'outcome', outcome: { kind: 'never', reason: 'empty-file' } }
  if (file.bytes > mostUploaded) return { kind: 'outcome', outcome: { kind: 'never', reason: 'too-large' } }
  if (known !== null) {
    const content = session.baileys.proto.Message.decode(known.content)
    return ready({ content, attributes: {}, choices: [] })
  }
  const opened = await context.open(file).catch((error: unknown) => {
    log.warn({ attachmentId: file.attachmentId, err: error }, 'whatsapp: a stored file cannot be opened')
    return null
  })
  if (opened === null) return later('file-unreadable')
  try {
    const upload = { file, stream: opened, caption: composeCaption(caption), session, log: libraryLog }
    const content = await uploadFile(upload)
    const quoted = await options.quotes.find(replyTo, options)
    for (const media of Object.values(content)) {
      if (quoted !== null && typeof media === 'object' && media !== null) Object.assign(media, { contextInfo: toContext(quoted) })
    }
    return ready({ content, attributes: {}, choices: [] })
  } catch (error) {
    log.warn({ attachmentId: file.attachmentId, err: error }, 'whatsapp: a file could not be uploaded')
    return later('upload-failed')
  } finally {
    opened.destroy()
  }
}

function later(reason: string): Prepared {
  return { kind: 'outcome', outcome: { kind: 'later', reason, scope: 'message' } }
}
