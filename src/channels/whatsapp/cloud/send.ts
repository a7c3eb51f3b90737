// One part of a content to one person: freely inside the 24 hours, by template outside of them, or not at all. What Meta answers
// becomes an outcome in post-message.ts; everything else is the outbox's to decide.
import type { MessageMark, OutboundContent, OutboundFile, SendContext, SendOutcome } from '../../../domain/channel.ts'
import { verdictOf } from './error-table.ts'
import { sendAs } from './file-kinds.ts'
import { nameFailure } from './graph-failure.ts'
import { type PostDeps, type Posted, type Posting, postMessage } from './post-message.ts'
import { readTarget, type Target } from './target.ts'
import { chooseTemplate, type TemplateMap, templateMessage } from './templates.ts'
import { uploadFile } from './upload.ts'
import { isWindowOpen } from './window.ts'
import { writeCaption, writeMessage } from './written-message.ts'

export interface SendDeps extends PostDeps {
  readonly templates: TemplateMap
  /** Whether somebody may be written to outside the 24 hours at all (WHATSAPP_PROACTIVE). */
  readonly proactive: boolean
  /** On the button that opens a list. */
  readonly listButton: string
  /** A text that goes on from an earlier part of the same message. */
  readonly isFurther: (part: OutboundContent) => boolean
}

type TextPart = Extract<OutboundContent, { type: 'text' }>
type FilesPart = Extract<OutboundContent, { type: 'files' }>

/** Sends a part as `split` made it. Never throws for what the platform, the network or a file of ours does. */
export async function send(deps: SendDeps, address: string, part: OutboundContent, context: SendContext): Promise<SendOutcome> {
  const target = readTarget(address)
  if (target === null) return { kind: 'never', reason: 'unknown-chat', unreachable: 'unknown-chat' }
  switch (part.type) {
    case 'text':
      return sendText(deps, target, part, context)
    case 'files':
      return sendFile(deps, target, part, context)
    case 'edit':
      // `split` makes texts of edits; one that comes whole is said whole.
      return sendText(deps, target, { ...part, type: 'text', text: part.instead ?? part.text, replyTo: part.messageId }, context)
    case 'delete':
      return { kind: 'never', reason: 'cannot-delete' }
    case 'mark':
      return sendMark(deps, target, part, context)
    case 'menu':
    case 'pin':
    case 'open-thread':
    case 'rename-thread':
    case 'close-thread':
    case 'reopen-thread':
      return nothing
  }
}

const nothing: SendOutcome = { kind: 'sent', messageIds: [] }
const closed: SendOutcome = { kind: 'never', reason: 'conversation-closed' }

async function sendText(deps: SendDeps, target: Target, part: TextPart, context: SendContext): Promise<SendOutcome> {
  const further = deps.isFurther(part)
  // What has begun freely ends freely while Meta lets it.
  if (!isWindowOpen(context.lastHeardAt, deps.now(), further ? 0 : undefined)) return sendTemplate(deps, target, part, context)
  const { body, choices } = writeMessage(part, deps.listButton)
  const posted = await postReply(deps, posting(target, body, context), part.replyTo)
  if (posted.ok) return { kind: 'sent', messageIds: [posted.messageId], ...(choices.length > 0 && { choices }) }
  // Meta counts the window by its own clock, and that clock was ahead of ours.
  return posted.windowClosed ? sendTemplate(deps, target, part, context) : posted.outcome
}

async function sendTemplate(deps: SendDeps, target: Target, part: TextPart, context: SendContext): Promise<SendOutcome> {
  const { notice } = context
  if (notice === null || !deps.proactive) return closed
  // The template has said what fits into one, and ended in "…".
  if (deps.isFurther(part)) return nothing
  const template = chooseTemplate(deps.templates, notice.kind, notice.language)
  if (template === null || (await isHeld(deps, template))) return { kind: 'never', reason: 'no-template' }
  if (await areFirstContactsPaused(deps)) return { kind: 'never', reason: 'first-contacts-paused' }
  const body = templateMessage(template, notice, part.text.text)
  const posted = await postMessage(deps, { ...posting(target, body, context), template })
  return posted.ok ? { kind: 'sent', messageIds: [posted.messageId] } : posted.outcome
}

/** With the database away the template is tried: Meta refuses it as well. */
async function isHeld(
  { holds, log }: SendDeps,
  template: { readonly name: string; readonly language: string },
): Promise<boolean> {
  try {
    return await holds.isHeld(template)
  } catch (error) {
    log.warn({ err: error }, 'whatsapp: whether a template is held could not be read')
    return false
  }
}

async function areFirstContactsPaused({ state, now, log }: SendDeps): Promise<boolean> {
  try {
    const until = (await state?.standing())?.breakerUntil ?? null
    return until !== null && until > now()
  } catch (error) {
    log.warn({ err: error }, 'whatsapp: whether first contacts are paused could not be read')
    return false
  }
}

async function sendFile(deps: SendDeps, target: Target, part: FilesPart, context: SendContext): Promise<SendOutcome> {
  const [file] = part.files
  if (file === undefined) return nothing
  if (!isWindowOpen(context.lastHeardAt, deps.now())) return closed
  const as = sendAs(file)
  if (typeof as === 'string') return { kind: 'never', reason: as }
  const uploaded = await upload(deps, file, as.mediaType, context)
  if (typeof uploaded !== 'string') return uploaded
  const caption = as.type === 'audio' ? {} : writeCaption(part.caption)
  const name = as.type === 'document' ? { filename: file.fileName } : {}
  const body = { type: as.type, [as.type]: { id: uploaded, ...caption, ...name } }
  const posted = await postReply(deps, posting(target, body, context), part.replyTo)
  return posted.ok ? { kind: 'sent', messageIds: [posted.messageId] } : posted.outcome
}

/** Meta's id of the file, or what became of it: nobody has seen it yet, so the next try begins anew. */
async function upload(
  deps: SendDeps,
  file: OutboundFile,
  mediaType: string,
  { open }: SendContext,
): Promise<string | SendOutcome> {
  const stream = await open(file).catch(() => null)
  if (stream === null) return { kind: 'later', reason: 'file-unreadable', scope: 'message' }
  const { bytes, fileName } = file
  const result = await uploadFile(deps.api, { path: `${deps.phoneNumberId}/media`, stream, bytes, fileName, mediaType })
  if (result.ok) return result.value
  const verdict = verdictOf(result.failure)
  if (verdict !== null && verdict !== 'unreached' && verdict.kind === 'refused') return { kind: 'never', reason: 'file-refused' }
  if (verdict !== null && verdict !== 'unreached' && verdict.kind === 'account')
    deps.health.report(verdict.part, `WhatsApp: ${verdict.reason} (${nameFailure(result.failure)})`)
  return { kind: 'later', reason: 'upload-failed', scope: 'message' }
}

const signs: Readonly<Record<MessageMark, string>> = { noted: '✍️', 'under-way': '👀', delivered: '👍', removed: '🙊' }

/** A sign that cannot be set is not worth a second try. */
async function sendMark(
  deps: SendDeps,
  target: Target,
  { messageId, mark }: Extract<OutboundContent, { type: 'mark' }>,
  context: SendContext,
): Promise<SendOutcome> {
  if (!isWindowOpen(context.lastHeardAt, deps.now())) return nothing
  const body = { type: 'reaction', reaction: { message_id: messageId, emoji: signs[mark] } }
  await postMessage(deps, posting(target, body, context))
  return nothing
}

function posting(target: Target, body: object, { key, notice }: SendContext): Posting {
  return { target, body, key, notice: notice !== null }
}

/** Quoting a message that is gone must not keep the answer from arriving. */
async function postReply(deps: SendDeps, posting: Posting, replyTo: string | undefined): Promise<Posted> {
  if (replyTo === undefined || replyTo === '') return postMessage(deps, posting)
  const quoted = { ...posting, body: { ...posting.body, context: { message_id: replyTo } } }
  const posted = await postMessage(deps, quoted)
  const isRefused = !posted.ok && posted.outcome.kind === 'never' && posted.outcome.reason === 'bad-content'
  return isRefused ? postMessage(deps, posting) : posted
}
